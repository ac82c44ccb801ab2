/** Direction of a motion in degrees from 0 to below 360, clockwise from the right as y is down; NaN for none. */
export function degreesOf(u: number, v: number): number {
  if (u === 0 && v === 0) return Number.NaN;
  const degrees = (Math.atan2(v, u) * 180) / Math.PI;
  return degrees < 0 ? (degrees + 360) % 360 : degrees;
}
