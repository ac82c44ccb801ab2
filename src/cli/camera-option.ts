import { KinoflowError } from "../shared/errors";
import { CAMERA_MODELS, type CameraModel } from "../shared/measure/camera-motion";
import { type Pairing, takesCamera } from "../shared/pairing";
import { choiceOption } from "./terminal";

/** The option that says what is taken out of the motion, for node:util's parseArgs. */
export const CAMERA_OPTION = { camera: { type: "string" } } as const;

/** Its lines of `--help`. */
export const CAMERA_OPTION_HELP = `      --camera MODEL       takes the motion out that most of the picture shares, as a camera's:
                           ${CAMERA_MODELS.join(" | ")}`;

/** @throws KinoflowError `invalid-argument` for pairs of frames whose displacement is said as something else */
export function checkCamera(camera: CameraModel | null, pairing: Pairing): void {
  if (camera === null || takesCamera(pairing)) return;
  throw new KinoflowError(
    "invalid-argument",
    "--camera goes with neighbouring frames, new ones and pairs; leave it or --step and --reference out.",
  );
}

/**
 * Reads {@link CAMERA_OPTION}; null where nothing is to be taken out.
 *
 * @throws KinoflowError `invalid-argument`
 */
export function readCamera(text: string | undefined): CameraModel | null {
  return text === undefined ? null : choiceOption("camera", text, "shift", CAMERA_MODELS);
}
