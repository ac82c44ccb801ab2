/** Pixels of the coverage that arrows have; see shared/overlay/assembly/arrows.ts, which makes it. */
import { lesser, packed, wide } from "../../../shared/overlay/assembly/arrows";

/**
 * Makes pixels of the coverage, which is cleared, for `height` rows of `width` pixels of straight alpha.
 *
 * @param table RGBA by coverage: 65,536 pixels
 * @param tints colours of the arrows, see `addArrows`; null where the table says all
 * @param halo R, G, B, 0 of the halos
 */
export function finishQuiver(
  coverage: usize,
  width: i32,
  height: i32,
  stride: i32,
  table: usize,
  tints: usize,
  halo: u32,
  rgba: usize,
): void {
  const zero = i32x4.splat(0);
  for (let y = 0; y < height; y++) {
    const row = coverage + 2 * <usize>(y * stride),
      colours = tints + 4 * <usize>(y * stride);
    const out = rgba + 4 * <usize>(y * width);
    let x: usize = 0;
    for (; x + 8 <= <usize>width; x += 8) {
      const to = out + 4 * x;
      if (!v128.any_true(v128.load(row + 2 * x))) {
        v128.store(to, zero);
        v128.store(to, zero, 16);
        continue;
      }
      for (let k: usize = 0; k < 8; k++) paintPixel(row, colours, x + k, table, tints != 0, halo, out);
      v128.store(row + 2 * x, zero);
    }
    for (; x < <usize>width; x++) paintPixel(row, colours, x, table, tints != 0, halo, out);
    memory.fill(row + 2 * (<usize>width & ~7), 0, 2 * (<usize>stride - (<usize>width & ~7)));
  }
}
@inline
function paintPixel(
  row: usize,
  colours: usize,
  x: usize,
  table: usize,
  isTinted: bool,
  halo: u32,
  out: usize,
): void {
  const covered = load<u16>(row + 2 * x);
  const pixel = load<u32>(table + 4 * <usize>covered);
  const arrow = covered >> 8;
  if (!isTinted || arrow == 0) {
    store<u32>(out + 4 * x, pixel);
    return;
  }
  // The share of the arrow in the pixel's colour; its alpha is in place, whatever the colour.
  const alpha = pixel >> 24;
  const share: f32 = alpha == 0 ? 1 : lesser(<f32>arrow / <f32>alpha, 1);
  const below = f32x4.convert_i32x4_u(wide(halo)),
    own = f32x4.convert_i32x4_u(wide(load<u32>(colours + 4 * x)));
  const mixed = packed(f32x4.add(below, f32x4.mul(f32x4.sub(own, below), f32x4.splat(share))));
  store<u32>(out + 4 * x, (mixed & 0xffffff) | (alpha << 24));
}
