import type { TrustWish } from "../engine/analysis/trust-columns";

/** What a table says of how far its motions can be trusted, for node:util's parseArgs. */
export const TRUST_OPTIONS = {
  "forward-backward": { type: "boolean" },
  uncertainty: { type: "boolean" },
} as const;

/** Their lines of `--help`. */
export const TRUST_OPTIONS_HELP = `      --forward-backward   also fb_error_mean and fb_error_p95: how far the flow and then the flow back lead from
                           where a pixel began, in px/frame; takes a pass and a flow of its own
      --uncertainty        also uncertainty_mean and uncertainty_p95: how far motions may be from the truth, in
                           px/frame; takes a pass of its own`;

/** Reads {@link TRUST_OPTIONS}. */
export function readTrust(values: {
  readonly "forward-backward"?: boolean | undefined;
  readonly uncertainty?: boolean | undefined;
}): TrustWish {
  return {
    forwardBackward: values["forward-backward"] ?? false,
    uncertainty: values.uncertainty ?? false,
  };
}
