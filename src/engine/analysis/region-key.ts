import { createHash } from "node:crypto";

/** Raised with every change of what is counted of a region. */
const REGION_VERSION = 1;

/**
 * Names what is counted of a region: 64 hexadecimal digits.
 *
 * @param analysis key of the analysis of the whole picture
 * @param region as `regionText` says it
 */
export function regionKey(analysis: string, region: string): string {
  return createHash("sha256")
    .update(JSON.stringify([REGION_VERSION, analysis, region]))
    .digest("hex");
}
