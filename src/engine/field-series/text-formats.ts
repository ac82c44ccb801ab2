import { axesInWords, lengthUnit, rateUnit, speedUnit } from "../../shared/measure/calibration";
import { ascendingOrder } from "./ascending";
import { arrayNames, arraysOf, numberText, type SeriesPlan } from "./series-writer";
import type { TextFormat } from "./text-series";

/**
 * A line a vector: frame, time, x, y, u, v, reliability, valid (and vorticity, divergence). Units are in no comment: a header of one line is what all
 * programs read.
 */
export const CSV_FORMAT: TextFormat = {
  head: (plan) => `frame,time,x,y,${arrayNames(plan).join(",")},valid\n`,
  *frame(field, { grid }) {
    const { columns, rows, places } = grid;
    const arrays = Object.values(arraysOf(field));
    const beginning = `${field.frame},${numberText(field.time)}`;
    for (let row = 0, at = 0; row < rows.length; row++) {
      let lines = "";
      for (let column = 0; column < columns.length; column++, at++) {
        const [x, y] = places.at(column, row);
        const numbers = [x, y, ...arrays.map((values) => values[at])].map(numberText).join(",");
        lines += `${beginning},${numbers},${field.valid[at]}\n`;
      }
      yield lines;
    }
  },
};

/**
 * Tecplot's ASCII (Data Format Guide, ordered zones, point packing), a zone a frame. The coordinates are called X and Y and nothing else: VTK's reader takes
 * "X [mm]" for no coordinate, and puts all points at 0. Rows come in the order in which y grows.
 */
export const TECPLOT_FORMAT: TextFormat = {
  head(plan) {
    const names = ["X", "Y", ...arrayNames(plan), "valid"].map((name) => `"${name}"`).join(", ");
    return `TITLE = "${unitsInWords(plan)}"\nVARIABLES = ${names}\n`;
  },
  *frame(field, { grid }) {
    const { columns, rows } = ascendingOrder(grid);
    const arrays = Object.values(arraysOf(field));
    yield `ZONE T="frame ${field.frame}", I=${columns.length}, J=${rows.length}, K=1, ZONETYPE=Ordered, DATAPACKING=POINT`;
    yield Number.isNaN(field.time) ? "\n" : `, STRANDID=1, SOLUTIONTIME=${numberText(field.time)}\n`;
    for (const row of rows) {
      let lines = "";
      for (const column of columns) {
        const at = row * grid.columns.length + column;
        const numbers = [...grid.places.at(column, row), ...arrays.map((values) => values[at])];
        lines += `${numbers.map(numberText).join(" ")} ${field.valid[at]}\n`;
      }
      yield lines;
    }
  },
};

function unitsInWords({ calibration, withDerivatives }: SeriesPlan): string {
  const derivatives = withDerivatives ? `, vorticity and divergence in ${rateUnit(calibration)}` : "";
  const units = `X and Y in ${lengthUnit(calibration)}, u and v in ${speedUnit(calibration)}${derivatives}`;
  return `${units}; ${axesInWords(calibration)}`.replaceAll('"', "'");
}
