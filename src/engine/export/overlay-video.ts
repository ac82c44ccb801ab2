import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type CutWish, FOUND_CUTS } from "../../shared/cut-marks";
import { cancelledError, failure } from "../../shared/errors";
import type { PixelSize } from "../../shared/export-size";
import { DEFAULT_FIGURES } from "../../shared/figures";
import type { FlowParameters } from "../../shared/flow";
import type { Levels } from "../../shared/frame-picture";
import type { ExportProgress } from "../../shared/ipc";
import type { OverlaySettings } from "../../shared/overlay/settings";
import { type Pairing, pairingOf, saidScale } from "../../shared/pairing";
import type { BackgroundProgress } from "../../shared/preparation";
import { REPEAT } from "../../shared/repeats";
import { SCENE_CUT } from "../../shared/scene-cuts";
import type { FlowPool } from "../../workers/flow-pool";
import { type BackgroundPlane, fieldBytes } from "../../workers/protocol";
import { abortable } from "../abortable";
import { displayColour } from "../display/display-frame";
import type { FfmpegTools } from "../ffmpeg/locate";
import { CutFinder } from "../flow/cut-finder";
import { crossesCut, PairFinder } from "../flow/pair-finder";
import { withBackground } from "../preparation/background";
import { frameOrNull } from "../recording/frame-or-null";
import type { FrameLease, FrameSource } from "../recording/frame-source";
import type { Recording } from "../recording/recording";
import { type Slot, SlotPool } from "../recording/slot-pool";
import { VideoEncoder } from "./encoder";
import { checkComplete, checkOutput, moveInto } from "./output-file";
import { checkEncodable, OutputFrames } from "./output-frames";
import { framesShown, type Pacing, pacingOf } from "./pacing";

/** What to export. Frames count from 0; both ends are included. */
export interface OverlayVideoRequest {
  readonly start: number;
  readonly end: number;
  /** Of double frames the first of each pair is in the video. */
  readonly flow: FlowParameters;
  /** Rebuilds whole frames from the fields of an interlaced movie, as they are on the screen. */
  readonly deinterlace: boolean;
  readonly overlay: OverlaySettings;
  /** How fast it plays: 1, which is assumed, as it was taken; less is slow motion, see `pacingOf`. */
  readonly speed?: number | undefined;
  /** Size of the video, as `exportSize` has it; the movie's own where there is none. */
  readonly size?: PixelSize | null | undefined;
  /** Across a cut nothing is drawn but the legend. Default: the cuts that are found. */
  readonly cuts?: CutWish;
  /** What grey frames are shown through. Default: automatic ones. */
  readonly levels?: Levels | null | undefined;
  /** Path of the MP4 file. A file of that name is replaced, but only by a complete one. */
  readonly output: string;
}

export interface OverlayVideoOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ExportProgress) => void;
  /** Told of the background that is made before, where the flow is without it. */
  readonly onBackground?: (progress: BackgroundProgress) => void;
}

export interface OverlayVideoResult {
  /** Frames of the movie that are in the video. */
  readonly frames: number;
  /** How often each of them is in it, one after the other. */
  readonly repeats: number;
  /** Frames of the movie that could not be decoded and are not in the video; those before them are shown longer. */
  readonly leftOut: number;
  readonly seconds: number;
}

/**
 * Writes a movie, or a stretch of it, with its flow drawn over it: the same frames at the same presentation times
 * (a stretch starts at 0), the same size, its sound, unless another speed or size is asked for. It is written under a temporary name in the same
 * folder and renamed when complete; whatever goes wrong, or when it is cancelled, nothing is left behind.
 *
 * @throws KinoflowError with one sentence for people; `cancelled` when the signal aborted.
 */
export async function exportOverlayVideo(
  tools: FfmpegTools,
  pool: FlowPool,
  movie: Recording,
  request: OverlayVideoRequest,
  options: OverlayVideoOptions = {},
): Promise<OverlayVideoResult> {
  const started = performance.now();
  checkRange(request, movie.info.frameCount);
  checkEncodable(movie.info, request.size);
  const output = resolve(request.output);
  await checkOutput(output, movie.path);
  const partial = join(dirname(output), `.kinoflow-${randomBytes(6).toString("hex")}.partial.mp4`);
  const pairing = pairingOf(request.flow);
  const range = { ...request, pairing };
  const shown = framesShown(range);
  const pacing = pacingOf(movie, range);
  const { width, height } = request.size ?? movie.info;
  const { sound } = pacing;
  const encoder = new VideoEncoder(tools.ffmpeg.path, {
    width,
    height,
    pixelAspect: request.size ? 1 : movie.info.pixelAspect,
    colour: displayColour(movie.info),
    timeBase: pacing.timeBase,
    firstTime: pacing.firstTime,
    lastDuration: pacing.lastDuration,
    audio:
      movie.sound === null || sound === undefined
        ? null
        : { path: movie.sound.path, streams: movie.sound.tracks, range: sound },
    output: partial,
  });
  try {
    const reading = { signal: options.signal, onProgress: options.onBackground };
    const frames = await withBackground(pool, movie, request, reading, async (background) => {
      const line = new AssemblyLine(pool, movie, { ...request, background }, shown, pacing);
      try {
        return await line.run(encoder, options);
      } finally {
        await line.close();
      }
    });
    const total = shown.length;
    if (frames === 0) {
      throw failure("nothingToExport");
    }
    options.onProgress?.({
      done: total,
      total,
      framesPerSecond: 0,
      secondsLeft: null,
      stage: "finishing",
    });
    await abortable(encoder.finish(), options.signal);
    const { repeats } = pacing;
    await checkComplete(tools, partial, frames * repeats, options.signal);
    await moveInto(partial, output);
    return { frames, repeats, leftOut: total - frames, seconds: (performance.now() - started) / 1000 };
  } catch (error) {
    await encoder.abort();
    await rm(partial, { force: true });
    throw error;
  }
}

/** One frame on its way to the encoder: drawn by a worker while others are drawn, written in order. */
interface Drawn {
  readonly slot: Slot;
  readonly frame: number;
}

/** Decodes, computes and draws the frames of an export, several at a time, and hands them on in order. */
class AssemblyLine {
  private readonly frames: FrameSource;
  private readonly output: OutputFrames;
  private readonly fields: SlotPool;
  private readonly cuts: CutFinder;
  private readonly pairs: PairFinder;
  private readonly pairing: Pairing;
  private readonly depth: number;

  constructor(
    private readonly pool: FlowPool,
    private readonly movie: Recording,
    private readonly request: OverlayVideoRequest & { readonly background: BackgroundPlane | undefined },
    private readonly shown: readonly number[],
    private readonly pacing: Pacing,
  ) {
    this.depth = pool.size + 1;
    this.pairing = pairingOf(request.flow);
    this.frames = movie.openFrames(pool.heap, {
      budgetBytes: (this.depth + 3) * movie.format.bytes + aheadBytes(movie, this.pairing),
      deinterlace: request.deinterlace,
    });
    this.output = new OutputFrames(pool, movie, request);
    const { marks, find } = request.cuts ?? FOUND_CUTS;
    this.cuts = new CutFinder(movie, this.frames, marks, find);
    this.pairs = new PairFinder(movie, this.frames);
    this.fields = new SlotPool(pool.heap, fieldBytes(movie.info.width, movie.info.height));
  }

  /** Returns how many frames were written; those that cannot be decoded are left out. */
  async run(encoder: VideoEncoder, options: OverlayVideoOptions): Promise<number> {
    const { shown, pairing } = this;
    const { signal } = options;
    const total = shown.length;
    const began = performance.now();
    // The first frame may take a while; that it is under way can be told at once.
    options.onProgress?.(progress(0, total, 0));
    const underway: Promise<Drawn | null>[] = [];
    const stopOthers = new AbortController();
    const both = signal ? AbortSignal.any([signal, stopOthers.signal]) : stopOthers.signal;
    let next = 0;
    let written = 0;
    // The frame that the last pair led to: most often the first one of the next pair.
    let kept: FrameLease | null = null;
    // Held all the time: nothing is farther away.
    const reference = pairing.kind === "reference" ? await this.leaseOf(pairing.frame, signal) : null;
    try {
      for (let done = 0; done < total; done++) {
        while (underway.length < this.depth && next < total) {
          const frame = shown[next];
          const first: FrameLease | null = await this.leaseOf(frame, signal);
          kept?.release();
          kept = null;
          const { second, isCut } = await this.secondOf(frame, first, signal);
          const drawing = first ? this.draw(frame, first, second, isCut, both) : Promise.resolve(null);
          // Awaited in its turn; until then a failure must not count as unhandled.
          drawing.catch(() => undefined);
          underway.push(drawing);
          if (first === null) kept = second;
          else if (second !== null) kept = await this.leaseOf(second.meta.frame, signal);
          next++;
        }
        const drawn = await underway.shift();
        if (!drawn) {
          options.onProgress?.(progress(done + 1, total, (performance.now() - began) / 1000));
          continue;
        }
        try {
          for (const time of this.pacing.timesOf(drawn.frame)) {
            if (signal?.aborted) throw cancelledError();
            await abortable(encoder.write(drawn.slot.bytes, time), signal);
          }
        } finally {
          this.output.give(drawn.slot);
        }
        written++;
        options.onProgress?.(progress(done + 1, total, (performance.now() - began) / 1000));
      }
    } finally {
      kept?.release();
      reference?.release();
      stopOthers.abort();
      await Promise.allSettled(underway);
    }
    return written;
  }

  async close(): Promise<void> {
    await this.frames.close();
    this.output.close();
    this.fields.close();
  }

  /** A frame, or null where there is none or it cannot be decoded. */
  private async leaseOf(frame: number, signal: AbortSignal | undefined): Promise<FrameLease | null> {
    return frame < this.movie.timeline.count ? frameOrNull(this.frames, frame, signal) : null;
  }

  /**
   * The frame that the flow of one leads to, null where there is none or it cannot be decoded, and whether a cut lies between them. Here,
   * one pair after the other: what is around one that may be a cut is read at once, and once. Keeps the first one, unless it fails.
   */
  private async secondOf(
    frame: number,
    first: FrameLease | null,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly second: FrameLease | null; readonly isCut: boolean }> {
    let second: FrameLease | null = null;
    try {
      const other = await this.pairs.second(frame, this.pairing, signal);
      second = other === null ? null : await this.leaseOf(other, signal);
      if (!first || !second) return { second, isCut: false };
      return { second, isCut: await crossesCut(this.cuts, this.pairing, { first, second }, signal) };
    } catch (error) {
      first?.release();
      second?.release();
      throw error;
    }
  }

  /** Owns the leases from here on. */
  private async draw(
    frame: number,
    first: FrameLease,
    second: FrameLease | null,
    isCut: boolean,
    signal: AbortSignal,
  ): Promise<Drawn> {
    const { info } = this.movie;
    const { width, height, pixelAspect } = info;
    const size = { width, height };
    let slot: Slot | null = null;
    let field: Slot | null = null;
    try {
      slot = this.output.take();
      if (second && !isCut) field = this.fields.take();
      await this.output.show(first.slot.memory, slot.memory, { signal });
      if (second && field) {
        await this.pool.flow(
          {
            ...size,
            first: first.meta.luma,
            second: second.meta.luma,
            field: field.memory,
            parameters: this.request.flow,
            background: this.request.background,
            // Nobody asks for them.
            figures: DEFAULT_FIGURES,
            // Several frames at a time keep the workers busier than one frame in bands.
            bands: 1,
          },
          { signal },
        );
      }
      await this.pool.run(
        {
          kind: "paint",
          ...size,
          frame: slot.memory,
          field: field?.memory ?? null,
          pair: second && {
            first: first.meta.luma,
            second: second.meta.luma,
            saidScale: saidScale(this.pairing),
          },
          overlay: this.request.overlay,
          pixelAspect,
          colour: displayColour(info),
          output: this.request.size ?? undefined,
        },
        { signal },
      );
      return { slot, frame };
    } catch (error) {
      if (slot) this.output.give(slot);
      throw error;
    } finally {
      first.release();
      second?.release();
      if (field) this.fields.give(field);
    }
  }
}

function checkRange({ start, end }: OverlayVideoRequest, frameCount: number): void {
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end >= frameCount || start > end) {
    throw failure("rangeOutside", start, end, frameCount - 1);
  }
}

function progress(done: number, total: number, elapsed: number): ExportProgress {
  const framesPerSecond = done / Math.max(elapsed, 1e-3);
  return {
    done,
    total,
    framesPerSecond,
    secondsLeft: done >= 3 ? (total - done) / framesPerSecond : null,
    stage: "frames",
  };
}

/** Frames beyond a pair of neighbours that a {@link CutFinder} looks at, and how many bytes of them are worth keeping until their turn. */
const AHEAD_FRAMES = SCENE_CUT.reach + 1;
const AHEAD_BYTES = 256e6;

function aheadBytes({ format }: Recording, pairing: Pairing): number {
  const apart = pairing.kind === "step" ? pairing.step - 1 : REPEAT.reach;
  return Math.min((AHEAD_FRAMES + apart) * format.bytes, AHEAD_BYTES);
}
