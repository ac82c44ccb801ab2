import { MOST_POINTS } from "../../shared/marks/marks";

/** Corners of a polygon, in pixels of the recording. */
export type Corners = readonly (readonly [x: number, y: number])[];

/** Corners as they are typed. */
export function cornersText(corners: Corners): string {
  return corners.map(([x, y]) => `${Number(x.toFixed(2))},${Number(y.toFixed(2))}`).join("; ");
}

/** Corners as a person types them; null where these are none. */
export function cornersIn(text: string): Corners | null {
  const parts = text
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const corners = parts.flatMap((part) => {
    const numbers = part.split(/\s*,\s*|\s+/).map((number) => (number === "" ? Number.NaN : Number(number)));
    const [x, y] = numbers;
    const isPlace = numbers.length === 2 && numbers.every((number) => Math.abs(number) <= 1e6);
    return isPlace && x !== undefined && y !== undefined ? [[x, y] as const] : [];
  });
  return corners.length === parts.length && corners.length >= 3 && corners.length <= MOST_POINTS
    ? corners
    : null;
}
