import { KinoflowError } from "../shared/errors";
import {
  DEFAULT_DENSE_PRESET,
  DEFAULT_FLOW_METHOD,
  DENSE_LIMITS,
  DENSE_PRESET_PARAMETERS,
  DENSE_PRESETS,
  FLOW_METHODS,
  type FlowParameters,
  isSingleScale,
  WINDOW_RADIUS,
} from "../shared/flow";
import { PREPARATION_DEFAULTS, parsePreparation } from "../shared/preparation";
import type { ProjectValues } from "./project-values";
import { choiceOption, numberOption } from "./terminal";

/** The options that decide a flow field, for node:util's parseArgs. */
export const FLOW_OPTIONS = {
  method: { type: "string" },
  preset: { type: "string" },
  window: { type: "string" },
  prepare: { type: "string" },
} as const;

/** Their lines of `--help`. */
export const FLOW_OPTIONS_HELP = `      --method NAME        ${FLOW_METHODS.join(" | ")}
                           (default ${DEFAULT_FLOW_METHOD})
      --preset NAME        of dense-pyramidal: ${DENSE_PRESETS.join(" | ")} (default ${DEFAULT_DENSE_PRESET})
      --window N           window radius in pixels: ${WINDOW_RADIUS.min} to ${WINDOW_RADIUS.max} (default ${WINDOW_RADIUS.default});
                           of dense-pyramidal ${DENSE_LIMITS.windowRadius.min} to ${DENSE_LIMITS.windowRadius.max} (default: as the preset has it)
      --prepare LIST       what is done to both frames before, in this order, separated by commas (default: nothing):
                           flicker              the light of the second frame is made that of the first
                           background=KIND      without what stands still: KIND is min or mean of the whole movie,
                                                or of some frames, as in min:0-99
                           cap=N                no brighter than the median and N standard deviations (default ${PREPARATION_DEFAULTS.cap})
                           clahe=TILES:CLIP     local contrast, TILES across, at most CLIP-fold (default ${PREPARATION_DEFAULTS.clahe.tiles}:${PREPARATION_DEFAULTS.clahe.clip})
                           highpass=PX          without the Gaussian mean around (default ${PREPARATION_DEFAULTS.highpass})
                           smooth=PX            smoothed by a Gaussian (default ${PREPARATION_DEFAULTS.smooth})`;

/** Reads {@link FLOW_OPTIONS}. `--window` means the method's own window. */
export function readFlowParameters(
  values: {
    readonly method?: string | undefined;
    readonly preset?: string | undefined;
    readonly window?: string | undefined;
    readonly prepare?: string | undefined;
  } & ProjectValues,
): FlowParameters {
  const { kept } = values;
  if (kept && values.method === undefined && values.preset === undefined) {
    return withOptions(kept.flow, values);
  }
  const method = choiceOption("method", values.method, DEFAULT_FLOW_METHOD, FLOW_METHODS);
  const preset = choiceOption("preset", values.preset, DEFAULT_DENSE_PRESET, DENSE_PRESETS);
  const dense = DENSE_PRESET_PARAMETERS[preset];
  const preparation = readPreparation(values);
  if (!isSingleScale(method)) {
    const windowRadius = numberOption("window", values.window, dense.windowRadius, DENSE_LIMITS.windowRadius);
    return { method, windowRadius: WINDOW_RADIUS.default, dense: { ...dense, windowRadius }, preparation };
  }
  if (values.preset !== undefined) {
    throw new KinoflowError(
      "invalid-argument",
      `--preset belongs to the method dense-pyramidal, and ${method} has none; leave one of the two out.`,
    );
  }
  const windowRadius = numberOption("window", values.window, WINDOW_RADIUS.default, {
    ...WINDOW_RADIUS,
    integer: true,
  });
  return { method, windowRadius, dense, preparation };
}

/** The parameters of a project, with the window and the preparation that options ask for. */
function withOptions(
  flow: FlowParameters,
  values: { readonly window?: string | undefined; readonly prepare?: string | undefined } & ProjectValues,
): FlowParameters {
  const { method, dense } = flow;
  const preparation = readPreparation(values);
  if (!isSingleScale(method)) {
    const windowRadius = numberOption("window", values.window, dense.windowRadius, DENSE_LIMITS.windowRadius);
    return { ...flow, dense: { ...dense, windowRadius }, preparation };
  }
  const windowRadius = numberOption("window", values.window, flow.windowRadius, {
    ...WINDOW_RADIUS,
    integer: true,
  });
  return { ...flow, windowRadius, preparation };
}

function readPreparation({
  prepare,
  kept,
}: { readonly prepare?: string | undefined } & ProjectValues): FlowParameters["preparation"] {
  return prepare === undefined && kept ? kept.flow.preparation : parsePreparation(prepare ?? "");
}
