/** First row and end of band `band` of a frame's `bands`. Their heights differ by at most one row. */
export function rowsOf(height: number, band: number, bands: number): [from: number, to: number] {
  return [Math.floor((height * band) / bands), Math.floor((height * (band + 1)) / bands)];
}
