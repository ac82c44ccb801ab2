/** Gaussians before the flow, on planes of f32, row by row without padding; ../prepare/gaussian.ts says which. */

@inline
function place(base: usize, i: i32): usize {
  return base + ((<usize>i) << 2);
}

/**
 * Along rows, from `from` to `to`, by half of a symmetric kernel: f32 from its centre to `radius`. Beyond its ends a row goes on as
 * its outermost pixels.
 *
 * @param line scratch, 4 (width + 2 radius) bytes
 */
export function kernelRows(
  from: usize,
  to: usize,
  width: i32,
  height: i32,
  kernel: usize,
  radius: i32,
  line: usize,
): void {
  const centre = place(line, radius),
    wide = width & ~3;
  for (let y = 0; y < height; y++) {
    const source = place(from, y * width),
      target = place(to, y * width);
    const first = load<f32>(source),
      last = load<f32>(place(source, width - 1));
    for (let i = 0; i < radius; i++) {
      store<f32>(place(line, i), first);
      store<f32>(place(centre, width + i), last);
    }
    memory.copy(centre, source, (<usize>width) << 2);
    for (let x = 0; x < wide; x += 4) {
      const p = place(centre, x);
      let sum = f32x4.mul(v128.load32_splat(kernel), v128.load(p));
      for (let i = 1; i <= radius; i++) {
        const reach = (<usize>i) << 2;
        const both = f32x4.add(v128.load(p - reach), v128.load(p + reach));
        sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(kernel + reach), both));
      }
      v128.store(place(target, x), sum);
    }
    for (let x = wide; x < width; x++) {
      const p = place(centre, x);
      let sum = load<f32>(kernel) * load<f32>(p);
      for (let i = 1; i <= radius; i++) {
        const reach = (<usize>i) << 2;
        sum += load<f32>(kernel + reach) * (load<f32>(p - reach) + load<f32>(p + reach));
      }
      store<f32>(place(target, x), sum);
    }
  }
}

/** The same along columns. */
export function kernelColumns(
  from: usize,
  to: usize,
  width: i32,
  height: i32,
  kernel: usize,
  radius: i32,
): void {
  const wide = width & ~3;
  for (let y = 0; y < height; y++) {
    const source = place(from, y * width),
      target = place(to, y * width);
    for (let x = 0; x < wide; x += 4) {
      let sum = f32x4.mul(v128.load32_splat(kernel), v128.load(place(source, x)));
      for (let i = 1; i <= radius; i++) {
        const above = place(from, max(y - i, 0) * width + x),
          below = place(from, min(y + i, height - 1) * width + x);
        const both = f32x4.add(v128.load(above), v128.load(below));
        sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(kernel + ((<usize>i) << 2)), both));
      }
      v128.store(place(target, x), sum);
    }
    for (let x = wide; x < width; x++) {
      let sum = load<f32>(kernel) * load<f32>(place(source, x));
      for (let i = 1; i <= radius; i++) {
        const above = load<f32>(place(from, max(y - i, 0) * width + x)),
          below = load<f32>(place(from, min(y + i, height - 1) * width + x));
        sum += load<f32>(kernel + ((<usize>i) << 2)) * (above + below);
      }
      store<f32>(place(target, x), sum);
    }
  }
}

/** Means of 2 radius + 1 pixels along rows, from `from` to `to`. */
export function boxRows(from: usize, to: usize, width: i32, height: i32, radius: i32): void {
  const scale: f64 = 1 / <f64>(2 * radius + 1),
    last = width - 1;
  for (let y = 0; y < height; y++) {
    const source = place(from, y * width),
      target = place(to, y * width);
    let sum: f64 = 0;
    for (let x = -radius; x <= radius; x++) sum += <f64>load<f32>(place(source, min(max(x, 0), last)));
    for (let x = 0; x < width; x++) {
      store<f32>(place(target, x), <f32>(sum * scale));
      const enters = load<f32>(place(source, min(x + radius + 1, last))),
        leaves = load<f32>(place(source, max(x - radius, 0)));
      sum += <f64>enters - <f64>leaves;
    }
  }
}

/**
 * The same along columns.
 *
 * @param sums scratch, 8 width bytes
 */
export function boxColumns(
  from: usize,
  to: usize,
  width: i32,
  height: i32,
  radius: i32,
  sums: usize,
): void {
  const scale: f64 = 1 / <f64>(2 * radius + 1),
    last = height - 1,
    wide = width & ~1;
  memory.fill(sums, 0, (<usize>width) << 3);
  for (let y = -radius; y <= radius; y++) {
    const source = place(from, min(max(y, 0), last) * width);
    for (let x = 0; x < width; x++) {
      const s = sums + ((<usize>x) << 3);
      store<f64>(s, load<f64>(s) + <f64>load<f32>(place(source, x)));
    }
  }
  for (let y = 0; y < height; y++) {
    const target = place(to, y * width),
      enters = place(from, min(y + radius + 1, last) * width),
      leaves = place(from, max(y - radius, 0) * width);
    for (let x = 0; x < wide; x += 2) {
      const s = sums + ((<usize>x) << 3),
        sum = v128.load(s);
      const mean = f32x4.demote_f64x2_zero(f64x2.mul(sum, f64x2.splat(scale)));
      v128.store_lane<u64>(place(target, x), mean, 0);
      const entering = f64x2.promote_low_f32x4(v128.load64_zero(place(enters, x))),
        leaving = f64x2.promote_low_f32x4(v128.load64_zero(place(leaves, x)));
      v128.store(s, f64x2.add(sum, f64x2.sub(entering, leaving)));
    }
    for (let x = wide; x < width; x++) {
      const s = sums + ((<usize>x) << 3),
        sum = load<f64>(s);
      store<f32>(place(target, x), <f32>(sum * scale));
      store<f64>(s, sum + <f64>load<f32>(place(enters, x)) - <f64>load<f32>(place(leaves, x)));
    }
  }
}
