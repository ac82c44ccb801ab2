/**
 * Swaps the two bytes of every sample: numbers of the other byte order become those of {@link PageSamples}, and the other way round.
 * `source` and `target` may be the same.
 */
export function swapPairs(source: Uint8Array, target: Uint8Array): void {
  for (let k = 0; k + 1 < source.length; k += 2) {
    const first = source[k];
    target[k] = source[k + 1];
    target[k + 1] = first;
  }
}

/** Brings blue, green and red (of so many samples a pixel, the first three) into the order red, green, blue. */
export function blueFirst(source: Uint8Array, target: Uint8Array, samplesPerPixel: 3 | 4): void {
  for (let from = 0, to = 0; to + 2 < target.length; from += samplesPerPixel, to += 3) {
    target[to] = source[from + 2];
    target[to + 1] = source[from + 1];
    target[to + 2] = source[from];
  }
}

/** Has `fill` write samples of two bytes as numbers, wherever `target` lies in its memory. */
export function fillNumbers(target: Uint8Array, fill: (numbers: Uint16Array) => void): void {
  if (target.byteOffset % 2 === 0) {
    fill(new Uint16Array(target.buffer, target.byteOffset, target.length >> 1));
    return;
  }
  const numbers = new Uint16Array(target.length >> 1);
  fill(numbers);
  target.set(new Uint8Array(numbers.buffer));
}
