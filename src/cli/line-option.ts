import { KinoflowError } from "../shared/errors";
import { MOST_MARKS, MOST_POINTS } from "../shared/marks/marks";
import { type Line, type LinePoint, openSamples, sampleLine } from "../shared/measure/line";
import { numbersIn, PART_NAME } from "./region-options";

/** The option that says where motion is measured along and across lines, for node:util's parseArgs. */
export const LINE_OPTION = { line: { type: "string", multiple: true } } as const;

/** Its lines of `--help`. */
export const LINE_OPTION_HELP = `      --line NAME=X,Y;X,Y  a line, straight or with more points, whole numbers at the middles of pixels; across it,
                           what goes to the left is positive, as one goes from its first point and sees the picture`;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Steps of a pixel are enough to see whether a line comes into the picture. */
const IN_PIXELS = [1, 0, 0, 1] as const;

/**
 * Reads `--line`.
 *
 * @param others names that are taken
 * @throws KinoflowError `invalid-argument`
 */
export function readLines(
  texts: readonly string[] | undefined,
  size: Size,
  others: readonly { readonly name: string }[] = [],
): readonly Line[] {
  const lines = (texts ?? []).map((text) => lineOf(text, size));
  if (lines.length > MOST_MARKS.lines) {
    throw new KinoflowError(
      "invalid-argument",
      `${lines.length} lines are too many; ${MOST_MARKS.lines} will do.`,
    );
  }
  const taken = new Set(others.map(({ name }) => name));
  for (const { name } of lines) {
    if (taken.has(name)) {
      throw new KinoflowError("invalid-argument", `Two parts are named ${name}; name them apart.`);
    }
    taken.add(name);
  }
  return lines;
}

/**
 * Reads a `--line` of which there has to be one.
 *
 * @throws KinoflowError `invalid-argument`
 */
export function readOneLine(texts: readonly string[] | undefined, size: Size): Line {
  checkOneLine(texts);
  return readLines(texts, size)[0];
}

/** Refuses what no movie has to be opened for. Throws as {@link readOneLine}. */
export function checkOneLine(texts: readonly string[] | undefined): void {
  if (texts?.length === 1) return;
  if (texts !== undefined && texts.length > 1) {
    throw new KinoflowError("invalid-argument", `One line only, not ${texts.length}: give it with --line.`);
  }
  throw new KinoflowError(
    "invalid-argument",
    "Along which line? Give one with --line, such as --line gap=120,40;120,90.",
  );
}

function lineOf(text: string, size: Size): Line {
  const [, name = "", pointsText = ""] = /^([^=]*)=(.*)$/.exec(text) ?? [];
  const points = pointsOf(pointsText);
  if (!PART_NAME.test(name) || points === null) {
    throw new KinoflowError(
      "invalid-argument",
      `--line takes a name of letters and digits and two points or more, such as gap=120,40;120,90, not "${text}".`,
    );
  }
  if (openSamples(sampleLine(points, IN_PIXELS), size, null).some((open) => open === 1)) {
    return { name, points };
  }
  throw new KinoflowError(
    "invalid-argument",
    `Line ${name} crosses no pixel of the picture, which is ${size.width} x ${size.height}.`,
  );
}

/** Null where these are no line: a point may not follow on itself. */
function pointsOf(text: string): readonly LinePoint[] | null {
  const points = text.split(";").map((point) => numbersIn(point, 2));
  const known = points.flatMap((point): LinePoint[] => (point === null ? [] : [[point[0], point[1]]]));
  const isLine = known.length === points.length && known.length >= 2 && known.length <= MOST_POINTS;
  const moves = known.every(([x, y], k) => k === 0 || x !== known[k - 1][0] || y !== known[k - 1][1]);
  return isLine && moves ? known : null;
}
