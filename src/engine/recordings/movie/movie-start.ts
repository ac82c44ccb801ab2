import { assumedMatrix } from "../../../shared/colour/luma-shares";
import { isHighDynamicRange } from "../../../shared/colour/transfer";
import { failure } from "../../../shared/errors";
import type { ColourDescription } from "../../../shared/movie";
import type { MovieInput } from "../../ffmpeg/arguments";
import type { FfmpegTools } from "../../ffmpeg/locate";
import { FrameDecoder } from "./decoder";
import type { MovieProbe } from "./probe";

/** How many decoded frames have to agree with the packets' timestamps before the packets are believed. */
export const CHECKED_FRAMES = 3;

/** What only decoding tells: the frames' size after rotation, their colours, and the first frames' timestamps. */
export interface MovieStart {
  readonly width: number;
  readonly height: number;
  /** Width of a pixel divided by its height. */
  readonly pixelAspect: number;
  readonly colour: ColourDescription;
  /** Build of x264 that made the stream; null where the stream does not say. */
  readonly x264Build: number | null;
  /** True when one of the first frames is marked as made of two fields. */
  readonly interlaced: boolean;
  /** Of the first {@link CHECKED_FRAMES} frames, as many as there are; null where the decoder knows no timestamp. */
  readonly ticks: readonly (number | null)[];
}

/** Which stream to decode: all that is known before ffprobe has answered. */
export interface StartingStream {
  readonly input: MovieInput;
  /** Null for the first video track that is no attached picture, which is the one that is taken where nobody chose. */
  readonly stream: number | null;
}

/**
 * Decodes the first frames of a movie. Colours are as the decoder states them; see {@link withKnownMatrix}.
 *
 * @throws KinoflowError `no-frames` when there is not one; `decoder-failed` when ffmpeg died, or was killed by the signal
 */
export async function decodeStart(
  tools: FfmpegTools,
  { input, stream }: StartingStream,
  signal: AbortSignal,
): Promise<MovieStart> {
  const request = {
    ...{ input, stream, from: null, deinterlace: false, checksums: false },
    // Several threads would decode as many more frames before the first one comes.
    ...{ frameSize: null, x264Build: null, threads: 1 },
  };
  const decoder = await FrameDecoder.start(tools.ffmpeg.path, request, true);
  const onAbort = (): void => decoder.kill();
  signal.addEventListener("abort", onAbort, { once: true });
  if (signal.aborted) onAbort();
  const ticks: (number | null)[] = [];
  let interlaced = false;
  let scratch = new Uint8Array(0);
  try {
    while (ticks.length < CHECKED_FRAMES) {
      const frame = await decoder.next((bytes) => {
        if (scratch.length === 0) scratch = new Uint8Array(bytes);
        return scratch;
      });
      if (frame === null) break;
      ticks.push(frame.ticks);
      interlaced ||= frame.interlaced;
    }
    const { header } = decoder;
    if (ticks.length === 0 || header === null) {
      throw failure("noFrames").withDetails(decoder.errorText);
    }
    const { width, height, pixelAspect, range } = header;
    return {
      width,
      height,
      pixelAspect,
      x264Build: decoder.x264Build,
      ticks,
      interlaced,
      colour: { ...(decoder.colours ?? UNKNOWN_COLOURS), range },
    };
  } finally {
    signal.removeEventListener("abort", onAbort);
    await decoder.close();
  }
}

const UNKNOWN_COLOURS = { matrix: "unknown", primaries: "unknown", transfer: "unknown" } as const;

/** What ffmpeg makes I420 of by way of RGB. */
const FROM_RGB = /^(?:gbr|pal8|xyz|bayer|x2|[ax0]?(?:rgb|bgr))/;

/**
 * The start with a matrix where the movie states none: BT.601 for what ffmpeg converts from RGB, BT.2020 for high dynamic range, else
 * the usual guess of players.
 */
export function withKnownMatrix(
  start: MovieStart,
  { pixelFormat }: Pick<MovieProbe, "pixelFormat">,
): MovieStart {
  const { colour, width, height } = start;
  if (!["unknown", "reserved", "gbr"].includes(colour.matrix)) return start;
  return { ...start, colour: { ...colour, matrix: usualMatrix(colour, pixelFormat, width, height) } };
}

function usualMatrix(
  { transfer }: ColourDescription,
  pixelFormat: string,
  width: number,
  height: number,
): ColourDescription["matrix"] {
  if (FROM_RGB.test(pixelFormat)) return "smpte170m";
  return isHighDynamicRange(transfer) ? "bt2020nc" : assumedMatrix(width, height);
}
