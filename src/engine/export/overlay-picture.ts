import { type CutWish, FOUND_CUTS } from "../../shared/cut-marks";
import { failure } from "../../shared/errors";
import type { PixelSize } from "../../shared/export-size";
import { DEFAULT_FIGURES } from "../../shared/figures";
import type { FlowParameters } from "../../shared/flow";
import type { Levels } from "../../shared/frame-picture";
import type { Marks } from "../../shared/marks/marks";
import { i420Size } from "../../shared/overlay/i420-surface";
import { needsFrames, needsWayBack } from "../../shared/overlay/map-values";
import type { PictureMark } from "../../shared/overlay/pin-paint";
import type { OverlaySettings } from "../../shared/overlay/settings";
import { type DrawnTracks, tailsOf } from "../../shared/overlay/track-tail";
import { treatedNote } from "../../shared/overlay/treated-note";
import { pairingOf, saidScale } from "../../shared/pairing";
import { type TreatmentReport, withTreatment } from "../../shared/treatment";
import type { FlowPool } from "../../workers/flow-pool";
import { fieldBytes, type SharedBytes, treatedFieldBytes } from "../../workers/protocol";
import { levelsForFile } from "../display/automatic-levels";
import { displayColour, toDisplayFrame } from "../display/display-frame";
import type { FfmpegTools } from "../ffmpeg/locate";
import { encodePng } from "../field-io/pictures";
import { CutFinder } from "../flow/cut-finder";
import { crossesCut, PairFinder } from "../flow/pair-finder";
import { withBackground } from "../preparation/background";
import { frameOrNull } from "../recording/frame-or-null";
import type { FrameLease, FrameSource } from "../recording/frame-source";
import type { Recording } from "../recording/recording";

/** What to make a picture of. */
export interface OverlayPictureRequest {
  /** Counted from 0. */
  readonly frame: number;
  readonly flow: FlowParameters;
  readonly deinterlace: boolean;
  readonly overlay: OverlaySettings;
  /** In square pixels. */
  readonly size: PixelSize;
  /** Pixels to be marked with their numbers. */
  readonly marks: readonly PictureMark[];
  /** Lists the motions of the marked pixels too. */
  readonly list: boolean;
  /** What was laid over the recording to measure it. */
  readonly laid?: Marks | null | undefined;
  /** Across a cut nothing is drawn but the legend. Default: the cuts that are found. */
  readonly cuts?: CutWish;
  /** Drawn over the frame with their tails. */
  readonly tracks?: DrawnTracks | null | undefined;
  /** What grey frames are shown through. Default: automatic ones. */
  readonly levels?: Levels | null | undefined;
}

export interface OverlayPictureOptions {
  readonly signal?: AbortSignal | undefined;
  /** The whole picture, seen from afar: made smaller so that it fits into this. */
  readonly within?: PixelSize | undefined;
}

/** More are no picture for a talk, and their memory is hard to come by. */
const MOST_PIXELS = 100e6;

/**
 * A frame with its flow drawn over it as an export has it, in RGB, as a PNG file. One that its pairing gives no other
 * frame, as the last one, and one before a damaged one, has no flow.
 *
 * @throws KinoflowError with one sentence for people
 */
export async function overlayPicture(
  tools: FfmpegTools,
  pool: FlowPool,
  movie: Recording,
  request: OverlayPictureRequest,
  { signal, within }: OverlayPictureOptions = {},
): Promise<Uint8Array> {
  const { frame, size, deinterlace } = request;
  if (frame >= movie.info.frameCount) throw failure("noSuchFrame", frame);
  if (size.width * size.height > MOST_PIXELS) throw failure("pictureTooLarge", size.width, size.height);
  const target = pool.heap.allocate(3 * size.width * size.height);
  const budgetBytes = 4 * movie.format.bytes;
  const frames = movie.openFrames(pool.heap, { budgetBytes, deinterlace });
  try {
    await paint(pool, movie, frames, request, target, signal);
    const pixels = pool.heap.bytes(target);
    return await encodePng(tools, { ...size, pixels }, "rgb24", signal, within && fitted(size, within));
  } finally {
    await frames.close();
    pool.heap.release(target);
  }
}

async function paint(
  pool: FlowPool,
  movie: Recording,
  frames: FrameSource,
  request: OverlayPictureRequest,
  target: SharedBytes,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { frame, flow, deinterlace, overlay, size, marks, list, laid, tracks, cuts = FOUND_CUTS } = request;
  const { info } = movie;
  const { width, height, pixelAspect } = info;
  const options = signal ? { signal } : {};
  const first = await frames.get(frame, signal);
  let second: FrameLease | null = null;
  const memory: SharedBytes[] = [];
  const allocate = (bytes: number): SharedBytes => {
    const piece = pool.heap.allocate(bytes);
    memory.push(piece);
    return piece;
  };
  try {
    const shown = allocate(i420Size(width, height));
    const fieldSize =
      flow.treatment === undefined ? fieldBytes(width, height) : treatedFieldBytes(width, height);
    const field = allocate(fieldSize);
    const { visible, kind } = overlay.colour;
    const back = visible && needsWayBack(kind) ? allocate(fieldBytes(width, height)) : undefined;
    const wantsUntreated = flow.treatment !== undefined && visible && needsFrames(kind);
    const untreated = wantsUntreated ? allocate(fieldBytes(width, height)) : undefined;
    const pairing = pairingOf(flow);
    const other = await new PairFinder(movie, frames).second(frame, pairing, signal);
    second = other === null ? null : await frameOrNull(frames, other, signal);
    const levels = await levelsForFile(movie, pool.heap, request.levels, signal);
    await toDisplayFrame(pool, movie, levels, first.slot.memory, shown, options);
    const finder = new CutFinder(movie, frames, cuts.marks, cuts.find);
    const isCut = second !== null && (await crossesCut(finder, pairing, { first, second }, signal));
    const planes = second && { first: first.meta.luma, second: second.meta.luma };
    const pair =
      planes && !isCut
        ? { ...planes, saidScale: saidScale(pairing), parameters: flow, back, untreated }
        : null;
    let report: TreatmentReport | undefined;
    if (pair) {
      const { first, second } = pair;
      const computed = { width, height, first, second, field, parameters: flow, figures: DEFAULT_FIGURES };
      const parameters = withTreatment(flow, null);
      await withBackground(pool, movie, { flow, deinterlace }, options, async (background) => {
        const whole = { ...computed, background, bands: pool.size };
        if (untreated) {
          await pool.flow({ ...whole, parameters, field: untreated }, options);
          report = (await pool.treat(whole, untreated, options)).treated;
        } else report = (await pool.flow(whole, options)).treated;
        if (!back) return;
        await pool.flow({ ...whole, parameters, first: second, second: first, field: back }, options);
      });
    }
    await pool.run(
      {
        kind: "picture",
        ...{ width, height, pixelAspect, overlay, marks, list, target, pair },
        frame: shown,
        field: pair && field,
        colour: displayColour(info),
        output: size,
        treated: treatedNote(flow.treatment, report),
        laid: laid ? { marks: laid, frame } : undefined,
        tails: tracks ? tailsOf(tracks, frame) : undefined,
      },
      options,
    );
  } finally {
    first.release();
    second?.release();
    for (const piece of memory) pool.heap.release(piece);
  }
}

/** A size of the same shape that fits; undefined where it does already. */
function fitted({ width, height }: PixelSize, within: PixelSize): PixelSize | undefined {
  const factor = Math.min(within.width / width, within.height / height);
  if (factor >= 1) return undefined;
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}
