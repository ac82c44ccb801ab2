/**
 * Forward-backward error of rows [y0, y1), px: |f(x) + b(x + f(x))|, b (the flow from frame 2 to frame 1)
 * sampled bilinearly; infinity where x + f(x) lies outside frame 2 (nothing can be said there).
 */
export function forwardBackwardRows(
  fu: usize,
  fv: usize,
  bu: usize,
  bv: usize,
  width: i32,
  height: i32,
  out: usize,
  y0: i32,
  y1: i32,
): void {
  const maxX = <f32>(width - 1),
    maxY = <f32>(height - 1);
  for (let y = y0; y < y1; y++)
    for (let x = 0; x < width; x++) {
      const at = <usize>(4 * (y * width + x));
      const u = load<f32>(fu + at),
        v = load<f32>(fv + at),
        X = <f32>x + u,
        Y = <f32>y + v;
      // written so that a NaN counts as outside
      if (!(X >= 0 && Y >= 0 && X <= maxX && Y <= maxY)) {
        store<f32>(out + at, f32.POSITIVE_INFINITY);
        continue;
      }
      const ix = <i32>X,
        iy = <i32>Y,
        fx = X - <f32>ix,
        fy = Y - <f32>iy;
      const p = <usize>(4 * (iy * width + ix)),
        right: usize = ix + 1 < width ? 4 : 0,
        below: usize = iy + 1 < height ? <usize>(4 * width) : 0;
      const du = u + bilinear(bu + p, right, below, fx, fy),
        dv = v + bilinear(bv + p, right, below, fx, fy);
      store<f32>(out + at, sqrt<f32>(du * du + dv * dv));
    }
}
@inline
function bilinear(p: usize, right: usize, below: usize, fx: f32, fy: f32): f32 {
  const a = load<f32>(p),
    b = load<f32>(p + right),
    c = load<f32>(p + below),
    d = load<f32>(p + below + right);
  const top = a + fx * (b - a),
    bottom = c + fx * (d - c);
  return top + fy * (bottom - top);
}
