/** A file name as text and runs of digits: `run2_0010_cam1.png` is `run`, 2, `_`, 0010, `_cam`, 1, `.png`. */
export interface NameParts {
  readonly name: string;
  /** What stands between the runs of digits, before the first and after the last one: one more than {@link digits}. */
  readonly texts: readonly string[];
  /** Runs of digits as they are written, up to the extension. */
  readonly digits: readonly string[];
  /** With its dot, as it is written. */
  readonly extension: string;
  /** Names that differ in nothing but digits have the same. */
  readonly template: string;
}

/** Endings that mean the same kind of file. */
const SAME_KIND: Readonly<Record<string, string>> = { ".jpeg": ".jpg", ".tiff": ".tif" };

/** A numbers' longest run of digits that is exact as a number. */
export const MOST_DIGITS = 15;

export function partsOf(name: string): NameParts {
  const dot = name.lastIndexOf(".");
  const stem = dot > 0 ? name.slice(0, dot) : name;
  const extension = dot > 0 ? name.slice(dot) : "";
  const texts = stem.split(/\d+/);
  const digits = stem.match(/\d+/g) ?? [];
  const kind = kindOf(extension);
  return { name, texts, digits, extension, template: JSON.stringify([...texts, kind]) };
}

/** The kind of file that an extension (with its dot) says. */
export function kindOf(extension: string): string {
  const lower = extension.toLowerCase();
  return SAME_KIND[lower] ?? lower;
}

/** Orders names as people do: by text, and by the value of numbers in it. The same in every language of the system. */
export function compareNaturally(a: NameParts, b: NameParts): number {
  const count = Math.max(a.texts.length, b.texts.length);
  for (let k = 0; k < count; k++) {
    const byText = compareText(a.texts[k] ?? "", b.texts[k] ?? "");
    if (byText !== 0) return byText;
    const byNumber = compareDigits(a.digits[k] ?? "", b.digits[k] ?? "");
    if (byNumber !== 0) return byNumber;
  }
  return compareText(a.name, b.name);
}

function compareText(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  if (x !== y) return x < y ? -1 : 1;
  return a === b ? 0 : a < b ? -1 : 1;
}

/** By value, of any length; the empty run comes first. */
function compareDigits(a: string, b: string): number {
  if (a === "" || b === "") return a.length - b.length;
  const [x, y] = [a.replace(/^0+(?=\d)/, ""), b.replace(/^0+(?=\d)/, "")];
  if (x.length !== y.length) return x.length - y.length;
  return x === y ? 0 : x < y ? -1 : 1;
}
