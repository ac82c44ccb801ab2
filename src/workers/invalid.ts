import { KinoflowError } from "../shared/errors";

/** What a job ends with that cannot be done as it was asked for. */
export function invalid(message: string): KinoflowError {
  return new KinoflowError("invalid-argument", message);
}
