import { KinoflowError } from "../shared/errors";
import type { NumberLimits } from "../shared/flow";
import {
  DEFAULT_MEDIAN_TEST,
  isValidating,
  type MedianTest,
  NEIGHBOURHOODS,
  NO_VALIDATION,
  type SpeedLimits,
  VALIDATION_LIMITS,
  type Validation,
} from "../shared/validation";
import { numberOption } from "./terminal";

/** The options that say how vectors are checked, for node:util's parseArgs. */
export const VALIDATION_OPTIONS = {
  "speed-limits": { type: "string" },
  "median-test": { type: "string" },
  "fb-limit": { type: "string" },
  replace: { type: "boolean" },
} as const;

/** Their lines of `--help`. */
export const VALIDATION_OPTIONS_HELP = `      --speed-limits UMIN,UMAX,VMIN,VMAX
                           vectors within these are valid, px/frame, x right, y down
      --median-test T[,E[,N]]
                           normalised median test (Westerweel and Scarano 2005): threshold T (2 is usual), motions
                           that fluctuate by E px (${DEFAULT_MEDIAN_TEST.epsilon}), N x N vectors (3 or 5)
      --fb-limit PX        longest way between where a vector begins and where the flow back from its end leads
      --replace            the median of its valid neighbours takes the place of a vector that is not valid`;

export interface ValidationValues {
  readonly "speed-limits"?: string | undefined;
  readonly "median-test"?: string | undefined;
  readonly "fb-limit"?: string | undefined;
  readonly replace?: boolean | undefined;
}

/**
 * Reads {@link VALIDATION_OPTIONS}; without any nothing is checked.
 *
 * @throws KinoflowError `invalid-argument`
 */
export function readValidation(values: ValidationValues): Validation {
  const limits = values["speed-limits"];
  const median = values["median-test"];
  const back = values["fb-limit"];
  const validation: Validation = {
    speedLimits: limits === undefined ? null : readLimits(limits),
    medianTest: median === undefined ? null : readMedianTest(median),
    forwardBackward:
      back === undefined ? null : numberOption("fb-limit", back, 1, VALIDATION_LIMITS.forwardBackward),
    replace: values.replace ? "median" : "none",
  };
  if (isValidating(validation)) return validation;
  if (values.replace) {
    throw new KinoflowError(
      "invalid-argument",
      "--replace is for vectors that fail a test; give --speed-limits, --median-test or --fb-limit, too.",
    );
  }
  return NO_VALIDATION;
}

function readLimits(text: string): SpeedLimits {
  const parts = text.split(",");
  const [minU, maxU, minV, maxV] = parts.map((part) => read("speed-limits", part, VALIDATION_LIMITS.speed));
  if (parts.length === 4 && minU <= maxU && minV <= maxV) return { minU, maxU, minV, maxV };
  throw new KinoflowError(
    "invalid-argument",
    `--speed-limits are four numbers, the least and the greatest u, then those of v, as -5,5,-5,5; not "${text}".`,
  );
}

function readMedianTest(text: string): MedianTest {
  const parts = text.split(",");
  const [threshold, epsilon = DEFAULT_MEDIAN_TEST.epsilon] = parts
    .slice(0, 2)
    .map((part, at) => read("median-test", part, VALIDATION_LIMITS[at === 0 ? "threshold" : "epsilon"]));
  const neighbourhood = NEIGHBOURHOODS.find(
    (side) => String(side) === (parts[2]?.trim() ?? String(DEFAULT_MEDIAN_TEST.neighbourhood)),
  );
  if (parts.length <= 3 && neighbourhood !== undefined) return { threshold, epsilon, neighbourhood };
  throw new KinoflowError(
    "invalid-argument",
    `--median-test is a threshold, and then perhaps the fluctuation and 3 or 5, as 2,0.1,3; not "${text}".`,
  );
}

function read(name: string, text: string, limits: NumberLimits): number {
  return numberOption(name, text.trim(), 0, limits);
}
