import type { BytePair } from "./pictures";

/** A frame that does not move, with its outermost pixels repeated `border` times around it. */
export function stillWithBorder(
  { width, height, first }: Pick<BytePair, "width" | "height" | "first">,
  border: number,
): BytePair {
  const [wide, high] = [width + 2 * border, height + 2 * border];
  const inside = (at: number, size: number) => Math.min(size - 1, Math.max(0, at - border));
  const frame = Uint8Array.from(
    { length: wide * high },
    (_, i) => first[inside(Math.floor(i / wide), height) * width + inside(i % wide, width)],
  );
  return { width: wide, height: high, first: frame, second: frame };
}

/** A plane of such a frame without the border. */
export function withoutBorder(
  plane: Float32Array,
  width: number,
  height: number,
  border: number,
): Float32Array {
  const wide = width + 2 * border;
  return Float32Array.from(
    { length: width * height },
    (_, i) => plane[(Math.floor(i / width) + border) * wide + (i % width) + border],
  );
}
