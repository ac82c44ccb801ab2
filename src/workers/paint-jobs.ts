import type { ColourDescription } from "../shared/movie";
import type { LumaPair } from "../shared/overlay/flow-difference";
import { type ColourMatrix, i420Size } from "../shared/overlay/i420-surface";
import { legendStyle } from "../shared/overlay/legend-style";
import { ExportMarkPainter } from "../shared/overlay/paint-marks";
import { type OverlayField, OverlayPainter } from "../shared/overlay/paint-overlay";
import { paintPins } from "../shared/overlay/pin-paint";
import type { PlaneResizer } from "../shared/overlay/resample";
import { rgbPicture } from "../shared/overlay/rgb-picture";
import { OVERLAY_LIMITS } from "../shared/overlay/settings";
import { TailPainter } from "../shared/overlay/tail-painter";
import { invalid } from "./invalid";
import type { FrameSize, JobResults, LumaPlanes, Painting, PictureJob, SharedBytes } from "./protocol";
import { bytesIn, fieldIn, flagsIn, lumaIn } from "./shared-views";

/** Paints the pictures that are saved. */
export class PicturePainter {
  /** Keeps its memory and the painted legend from picture to picture. */
  readonly #painter = new OverlayPainter();
  readonly #tails = new TailPainter();
  readonly #marks = new ExportMarkPainter();

  constructor(
    private readonly memory: WebAssembly.Memory,
    private readonly resizer: PlaneResizer,
  ) {}

  /** Throws KinoflowError for a job that cannot be done. */
  paint(job: PictureJob): JobResults["picture"] {
    checkPainting(job);
    const { width, height, overlay, pixelAspect, colour, output, marks, list } = job;
    const { memory } = this;
    const frame = bytesIn(memory, job.frame, i420Size(width, height));
    const target = bytesIn(memory, job.target, 3 * output.width * output.height);
    const field = job.field && overlayFieldIn(memory, { ...job, field: job.field });
    const start = performance.now();
    const surface = rgbPicture(this.resizer, frame, { width, height }, colour, output);
    this.#painter.treated = job.treated;
    this.#painter.paint(surface, field, overlay, pixelAspect, { width, height });
    this.#tails.paint(surface, job.tails ?? [], { width, height, pixelAspect });
    if (job.laid) this.#marks.paint(surface, job.laid, { width, height, pixelAspect });
    const listed = list ? legendStyle(overlay) : null;
    paintPins(surface, marks, { width, height, pixelAspect }, field, listed, overlay.units);
    const { rgba } = surface;
    for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
      target[to] = rgba[from];
      target[to + 1] = rgba[from + 1];
      target[to + 2] = rgba[from + 2];
    }
    return { paintMs: performance.now() - start };
  }
}

/** What an overlay is painted of; with the flags of the vectors, where the field has room for them. */
export function overlayFieldIn(
  memory: WebAssembly.Memory,
  {
    width,
    height,
    field,
    pair,
  }: FrameSize & { readonly field: SharedBytes; readonly pair: LumaPlanes | null },
): OverlayField {
  const size = { width, height };
  return {
    ...size,
    ...fieldIn(memory, field, size),
    flags: flagsIn(memory, field, size) ?? undefined,
    pair: pair && lumaPairIn(memory, pair, size),
  };
}

/** The samples of both frames of a pair. */
export function lumaPairIn(
  memory: WebAssembly.Memory,
  { first, second, saidScale, parameters, back, untreated }: LumaPlanes,
  size: FrameSize,
): LumaPair {
  return {
    first: lumaIn(memory, first, size),
    second: lumaIn(memory, second, size),
    ...{ saidScale, parameters },
    back: back && fieldIn(memory, back, size),
    untreated: untreated && fieldIn(memory, untreated, size),
  };
}

/** @throws KinoflowError `invalid-argument` for settings that nobody could paint */
export function checkPainting({ overlay, pixelAspect }: Painting): void {
  const { spacing } = overlay.arrows;
  if (!Number.isInteger(spacing) || spacing < OVERLAY_LIMITS.spacing.min) {
    throw invalid(
      `Arrows must be a whole number of at least ${OVERLAY_LIMITS.spacing.min} pixels apart, not ${spacing}.`,
    );
  }
  if (!(pixelAspect > 0 && pixelAspect < Number.POSITIVE_INFINITY)) {
    throw invalid(`The shape of a pixel must be a number above 0, not ${pixelAspect}.`);
  }
  checkStreamlineSpacing(overlay.streamlines.spacing);
}

/** @throws KinoflowError `invalid-argument` */
export function checkStreamlineSpacing(spacing: number): void {
  const { min } = OVERLAY_LIMITS.streamlineSpacing;
  if (!(spacing >= min)) throw invalid(`Streamlines must be at least ${min} pixels apart, not ${spacing}.`);
}

/** Whoever opens a movie has named a matrix where the movie does not; see `engine/recordings/movie`. */
export function matrixOf({ matrix }: ColourDescription): ColourMatrix {
  switch (matrix) {
    case "bt470bg":
    case "smpte170m":
    case "fcc":
      return "bt601";
    case "bt2020nc":
    case "bt2020c":
      return "bt2020";
    default:
      return "bt709";
  }
}
