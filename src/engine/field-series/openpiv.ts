import type { FrameFormat } from "./folder-series";
import type { SampledField } from "./sampled-field";
import type { SeriesPlan } from "./series-writer";

/** What OpenPIV calls a vector that counts, and one that does not. */
const VALID = 0;
const INVALID = 1;

/**
 * Text as OpenPIV's `tools.save` writes it (openpiv-python 0.25): six columns with tabs between, x, y, u, v, flags and mask, after a
 * line of their names. Rows are those of the picture from the top; nothing is masked.
 */
export const OPENPIV_FORMAT: FrameFormat = { ending: ".txt", encode: encodeOpenPiv };

function encodeOpenPiv({ u, v, valid }: SampledField, { grid }: SeriesPlan): Uint8Array {
  const { columns, rows, places } = grid;
  const lines = ["# x\ty\tu\tv\tflags\tmask"];
  for (let row = 0, at = 0; row < rows.length; row++) {
    for (let column = 0; column < columns.length; column++, at++) {
      const numbers = [...places.at(column, row), u[at], v[at]].map((value) => value.toExponential(6));
      lines.push([...numbers, valid[at] === 1 ? VALID : INVALID, 0].join("\t"));
    }
  }
  return Buffer.from(`${lines.join("\n")}\n`);
}
