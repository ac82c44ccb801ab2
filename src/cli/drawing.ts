import type { Engine } from "../engine/engine";
import { surveyMovie } from "../engine/flow/survey";
import type { Recording } from "../engine/recording/recording";
import type { PixelSize } from "../shared/export-size";
import type { FlowMethod } from "../shared/flow";
import { unitsOf } from "../shared/measure/units";
import { formatSpeed } from "../shared/overlay/legend-numbers";
import type { OverlaySettings } from "../shared/overlay/settings";
import type { Pairing } from "../shared/pairing";
import { readCalibration } from "./calibration-options";
import {
  needsSurvey,
  type OverlayValues,
  readOverlayOptions,
  scalesOf,
  withFittedScales,
} from "./overlay-options";
import type { ProgressBar } from "./terminal";

/** What is drawn. */
export interface Drawing {
  readonly overlay: OverlaySettings;
  /** Says which scales nobody has given and the movie has decided, so that they can be given, and what is missing; null where nothing is. */
  readonly notes: string | null;
}

/** What a drawing depends on beside its options. */
export interface DrawnOn {
  /** Of what is written, in pixels. */
  readonly size: PixelSize;
  readonly method: FlowMethod;
  /** Which frames are compared. */
  readonly pairing: Pairing;
}

/**
 * Reads what to draw, at once; scales that nobody has given are measured, as the app measures them.
 *
 * @throws KinoflowError `invalid-argument`; what it returns rejects with `cancelled`, and what reading a movie ends with
 */
export function readDrawing(
  values: OverlayValues,
  engine: Engine,
  movie: Recording,
  on: DrawnOn,
  signal: AbortSignal,
  bar: ProgressBar,
): Promise<Drawing> {
  const { width, height } = on.size;
  const { overlay, open } = readOverlayOptions(values, width, height, on.method, movie.info);
  const calibration = readCalibration({ ...values, scale: scalesOf(values).pixel }, movie.info);
  const lettered = { ...overlay, units: unitsOf(calibration, movie.info, on.pairing).onPicture() };
  const drawing = measured({ overlay: lettered, open }, engine, movie, on.pairing, signal, bar);
  return values["scale-bar"] && !lettered.units?.length ? drawing.then(withoutBar) : drawing;
}

function withoutBar({ overlay, notes }: Drawing): Drawing {
  const why = "There is no scale bar without the size of a pixel; give it with --scale, such as 0.02mm.\n";
  return { overlay, notes: `${why}${notes ?? ""}` };
}

async function measured(
  { overlay, open }: ReturnType<typeof readOverlayOptions>,
  engine: Engine,
  movie: Recording,
  pairing: Pairing,
  signal: AbortSignal,
  bar: ProgressBar,
): Promise<Drawing> {
  if (!needsSurvey(open)) return { overlay, notes: null };
  const survey = await surveyMovie(engine.pool, movie, {
    ...{ pairing, signal },
    onProgress: (done, total) => bar.show(done, total, "pairs measured, for the scales"),
  });
  bar.end();
  const { pairs } = survey;
  const drawn = withFittedScales(overlay, open, survey);
  if (pairs === 0) return { overlay: drawn, notes: null };
  const scales = [
    ...(open.arrows ? [`--scale ${drawn.arrows.scale}`] : []),
    ...(open.maxSpeed ? [`--max-speed ${drawn.colour.maxSpeed}`] : []),
    ...(open.minimumShare === null ? [] : [`--min-speed ${formatSpeed(drawn.minimumSpeed)}`]),
  ];
  const counted = pairs === 1 ? "the speeds of one pair" : `the speeds of ${pairs} pairs`;
  return { overlay: drawn, notes: `Drawn by ${counted} of frames: ${scales.join(" ")}\n` };
}
