import { CAMERA_MODELS, type CameraModel } from "../shared/measure/camera-motion";
import { choiceOption } from "./terminal";

/** The option that says what is taken out of the motion, for node:util's parseArgs. */
export const CAMERA_OPTION = { camera: { type: "string" } } as const;

/** Its lines of `--help`. */
export const CAMERA_OPTION_HELP = `      --camera MODEL       takes the motion out that most of the picture shares, as a camera's:
                           ${CAMERA_MODELS.join(" | ")}`;

/**
 * Reads {@link CAMERA_OPTION}; null where nothing is to be taken out.
 *
 * @throws KinoflowError `invalid-argument`
 */
export function readCamera(text: string | undefined): CameraModel | null {
  return text === undefined ? null : choiceOption("camera", text, "shift", CAMERA_MODELS);
}
