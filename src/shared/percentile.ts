/**
 * A percentile of the numbers among the first `length` values; NaN where there is none. NaN is no number. What
 * is asked for is the smallest value that at least this share of them does not exceed.
 *
 * @param share 0 to 1
 * @param most of very many values, about as many are looked at, evenly spread
 */
export function percentile(values: Float32Array, length: number, share: number, most = 1 << 20): number {
  const step = Math.max(Math.ceil(length / most), 1);
  const numbers = new Float32Array(Math.ceil(length / step));
  let count = 0;
  for (let at = 0; at < length; at += step) {
    const value = values[at] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    numbers[count] = value;
    count += 1;
  }
  const sorted = numbers.subarray(0, count).sort();
  return sorted[Math.max(Math.ceil(share * count) - 1, 0)] ?? Number.NaN;
}
