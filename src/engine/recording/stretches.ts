/** Frame numbers as stretches: first, last, first, last, …; both ends included, rising. */
export function stretches(frames: Iterable<number>): Int32Array {
  const sorted = Int32Array.from(frames).sort();
  const ends: number[] = [];
  for (let k = 0; k < sorted.length; k++) {
    if (k === 0 || sorted[k] !== sorted[k - 1] + 1) ends.push(sorted[k], sorted[k]);
    else ends[ends.length - 1] = sorted[k];
  }
  return Int32Array.from(ends);
}
