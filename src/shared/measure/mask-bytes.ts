/**
 * A mask as a byte a pixel, 1 where it covers one.
 *
 * @param spans the numbers of `Spans` (measure/region); what lies beside the picture is left out
 * @returns null for a mask that covers nothing
 */
export function maskBytes(
  spans: readonly number[],
  { width, height }: { readonly width: number; readonly height: number },
): Uint8Array | null {
  if (spans.length === 0) return null;
  const mask = new Uint8Array(width * height);
  for (let at = 0; at + 2 < spans.length; at += 3) {
    const [row, from, to] = [spans[at], spans[at + 1], Math.min(width, spans[at + 2])];
    if (row < height && from < to) mask.fill(1, row * width + from, row * width + to);
  }
  return mask;
}
