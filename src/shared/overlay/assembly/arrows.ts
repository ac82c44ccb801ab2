/**
 * Arrows as coverage: how much of a pixel a rectangle and a triangle cover follows from its distance to their sides, which
 * changes evenly along a row. Four pixels are looked at in a step.
 *
 * `coverage` has two bytes a pixel, row by row: what halos cover of it, then what arrows cover, both 0 to 255. Halos and
 * arrows are united before anything is painted: each pixel keeps the most of what covers it. Rows are `stride` pixels
 * long, at least three more than are seen, as the last step of a row may go beyond it.
 */

/** Numbers per arrow; ARROW_NUMBERS of shared/overlay/arrow-geometry.ts, which says what they are. */
const ARROW_BYTES: usize = 64;

/** Full coverage. */
const LEVELS: f32 = 255;

@inline
function distance(x: f32, y: f32): f32 {
  return sqrt<f32>(x * x + y * y);
}
@inline
function coordinate(arrow: usize, index: usize): f32 {
  return load<f32>(arrow + 4 * index);
}

/**
 * Adds arrows to the coverage of a picture of `width` x `height` pixels. Coordinates times the scale, plus the offset, are
 * pixels.
 *
 * @param geometry ARROW_NUMBERS f32 for each of `count` arrows
 * @param haloBits one byte for each arrow: whether it has a halo
 * @param haloReach how far halos reach beyond their arrows, in pixels
 * @param grow how much wider an arrow is on each side, in pixels
 * @param colours R, G, B, 0 for each arrow, or null
 * @param tints where the colours of pixels go, four bytes each, row by row as the coverage; null without colours
 * @param aspect width of a pixel by its height; lengths (`haloReach`, `grow`) are in heights
 * @param whole whether halos cover what their arrows hide of them, too: for pixels that share a sample of colour
 */
export function addArrows(
  geometry: usize,
  haloBits: usize,
  count: i32,
  scaleX: f32,
  scaleY: f32,
  offsetX: f32,
  offsetY: f32,
  haloReach: f32,
  grow: f32,
  colours: usize,
  tints: usize,
  coverage: usize,
  width: i32,
  height: i32,
  stride: i32,
  aspect: f32,
  whole: bool,
): void {
  const shownX = scaleX * aspect;
  for (let i = 0; i < count; i++) {
    const c = geometry + <usize>i * ARROW_BYTES;
    const tailX = coordinate(c, 0) * scaleX + offsetX,
      tailY = coordinate(c, 1) * scaleY + offsetY;
    const lengthX = (coordinate(c, 2) - coordinate(c, 0)) * shownX,
      lengthY = (coordinate(c, 3) - coordinate(c, 1)) * scaleY;
    const length = distance(lengthX, lengthY);
    // No part of an arrow is farther from its tail than this.
    const far: f32 = 1.5 * length + haloReach + grow + 1,
      farX: f32 = far / aspect + 1;
    if (!(length > 0 && tailX > -farX && tailX < <f32>width + farX)) continue;
    if (!(tailY > -far && tailY < <f32>height + far)) continue;
    const barb =
      distance((coordinate(c, 8) - coordinate(c, 10)) * shownX, (coordinate(c, 9) - coordinate(c, 11)) * scaleY) /
      2;
    const shaft =
      distance((coordinate(c, 4) - coordinate(c, 14)) * shownX, (coordinate(c, 5) - coordinate(c, 15)) * scaleY) /
      2;
    const head = distance(
      (coordinate(c, 2) - (coordinate(c, 8) + coordinate(c, 10)) / 2) * shownX,
      (coordinate(c, 3) - (coordinate(c, 9) + coordinate(c, 11)) / 2) * scaleY,
    );
    const reach: f32 = load<u8>(haloBits + <usize>i) != 0 ? haloReach : 0;
    const dirX = lengthX / length,
      dirY = lengthY / length;
    // How far it is across a pixel, square to the shaft: the unit of what follows, so that its sides pass through pixels of size 1.
    const unit: f32 = aspect == 1 ? 1 : distance(dirY * aspect, dirX);
    const colour: u32 = colours == 0 ? 0 : load<u32>(colours + 4 * <usize>i);

    addArrow(
      tailX,
      tailY,
      dirX,
      dirY,
      aspect,
      unit,
      length / unit,
      (length - head) / unit,
      head / unit,
      barb / unit,
      shaft / unit,
      grow / unit,
      reach / unit,
      colour,
      tints,
      coverage,
      width,
      height,
      stride,
      whole,
    );
  }
}

/** 2^23: the bits of it and a number of 0 to 255, added, end in that number, rounded. */
const TWO_23: f32 = 8388608;

/**
 * Coverage by what reaches so far into a pixel beyond its middle: 0 to 255. Here and below pmin and pmax, and comparisons of
 * scalars: min and max take several instructions to say what NaN makes of them.
 */
@inline
function levelOf(inside: v128): v128 {
  const level = f32x4.mul(inside, f32x4.splat(LEVELS));
  const within = f32x4.pmin(f32x4.pmax(level, f32x4.splat(0)), f32x4.splat(LEVELS));
  return v128.and(f32x4.add(within, f32x4.splat(TWO_23)), i32x4.splat(0xff));
}
@inline
export function lesser(a: f32, b: f32): f32 {
  return a < b ? a : b;
}
@inline
function greater(a: f32, b: f32): f32 {
  return a > b ? a : b;
}
/** normal . (along, aside) + constant */
@inline
function side(normalAlong: v128, normalAside: v128, constant: v128, along: v128, aside: v128): v128 {
  return f32x4.add(f32x4.add(f32x4.mul(normalAlong, along), f32x4.mul(normalAside, aside)), constant);
}

/**
 * Adds one arrow in the direction (dirX, dirY), as it is displayed; lengths are in `unit`s: a shaft of half width `shaft` from the tail to the `neck`, and from there a head of half width `barb` to the tip
 * at `length`. A part's distance from a pixel is the largest of those to its sides; for its halo, which is wider by
 * `reach`, the sides that cut the corners count too.
 */
function addArrow(
  tailX: f32,
  tailY: f32,
  dirX: f32,
  dirY: f32,
  aspect: f32,
  unit: f32,
  length: f32,
  neck: f32,
  head: f32,
  barb: f32,
  shaft: f32,
  grow: f32,
  reach: f32,
  colour: u32,
  tints: usize,
  coverage: usize,
  width: i32,
  height: i32,
  stride: i32,
  whole: bool,
): void {
  const outer: f32 = reach + grow + 0.5;
  const from: f32 = -outer,
    to: f32 = length + outer,
    half: f32 = greater(barb, shaft) + outer;
  // By how much a place moves along the arrow and across it from pixel to pixel, and back.
  const alongX: f32 = (aspect * dirX) / unit,
    alongY: f32 = dirY / unit,
    acrossX: f32 = (aspect * dirY) / unit,
    acrossY: f32 = dirX / unit,
    downAlong = unit * dirY,
    downAcross = unit * dirX;
  const upper = dirY < 0 ? to * downAlong : from * downAlong,
    lower = dirY < 0 ? from * downAlong : to * downAlong;
  const slack = half * abs<f32>(downAcross);
  const top = max(0, <i32>ceil<f32>(tailY + upper - slack - 0.5)),
    bottom = min(height - 1, <i32>floor<f32>(tailY + lower + slack - 0.5));
  const steep = abs<f32>(alongX) <= 1e-6,
    level = abs<f32>(acrossX) <= 1e-6;
  const perX: f32 = steep ? 0 : 1 / alongX,
    perY: f32 = level ? 0 : 1 / acrossX;
  const span = half * abs<f32>(perY);

  // The head's side, from the barb to the tip, and the side that cuts the halo's corner at the barb.
  const slope = distance(head, barb),
    slopeAlong: f32 = slope > 0 ? barb / slope : 0,
    slopeAside: f32 = slope > 0 ? head / slope : 1;
  const corner = distance(slopeAlong - 1, slopeAside),
    cornerAlong: f32 = corner > 0 ? (slopeAlong - 1) / corner : 0,
    cornerAside: f32 = corner > 0 ? slopeAside / corner : 1;
  const headAlong = f32x4.splat(slopeAlong),
    headAside = f32x4.splat(slopeAside),
    headAt = f32x4.splat(-slopeAlong * length);
  const barbAlong = f32x4.splat(cornerAlong),
    barbAside = f32x4.splat(cornerAside),
    barbAt = f32x4.splat(-(cornerAlong * neck + cornerAside * barb));
  const diagonal = f32x4.splat(Mathf.SQRT1_2),
    shafts = f32x4.splat(shaft),
    necks = f32x4.splat(neck),
    // Under the head, which is wider, the shaft may end anywhere.
    shaftEnds = f32x4.splat(neck + 0.5),
    nowhere = f32x4.splat(1e9),
    lengths = f32x4.splat(length);
  const core: f32 = 0.5 + grow;
  const cores = f32x4.splat(core),
    rims = f32x4.splat(core + reach),
    // Where the arrow covers all of the pixel, nobody sees its halo.
    hidden = f32x4.splat(whole ? f32.MAX_VALUE : 1),
    hasHalo = i32x4.splat(reach > 0 ? -1 : 0);
  const lanesAlong = f32x4.mul(f32x4(0, 1, 2, 3), f32x4.splat(alongX)),
    lanesAcross = f32x4.mul(f32x4(0, 1, 2, 3), f32x4.splat(acrossX)),
    stepAlong = f32x4.splat(4 * alongX),
    stepAcross = f32x4.splat(4 * acrossX);
  for (let y = top; y <= bottom; y++) {
    const down: f32 = <f32>y + 0.5 - tailY;
    let left: f32 = -tailX,
      right: f32 = <f32>width - tailX;
    if (!steep) {
      const a = (from - down * alongY) * perX,
        b = (to - down * alongY) * perX;
      left = greater(left, lesser(a, b));
      right = lesser(right, greater(a, b));
    }
    if (!level) {
      const middle = down * acrossY * perY;
      left = greater(left, middle - span);
      right = lesser(right, middle + span);
    }
    const first = max(0, <i32>ceil<f32>(left + tailX - 0.5)),
      last = min(width - 1, <i32>floor<f32>(right + tailX - 0.5));
    const x0: f32 = <f32>first + 0.5 - tailX;
    let along = f32x4.add(f32x4.splat(x0 * alongX + down * alongY), lanesAlong),
      across = f32x4.sub(f32x4.splat(down * acrossY - x0 * acrossX), lanesAcross);
    for (let x = first; x <= last; x += 4) {
      const aside = f32x4.abs(across);
      const besideShaft = f32x4.sub(aside, shafts);
      const toShaft = v128.bitselect(
        f32x4.pmax(besideShaft, f32x4.neg(along)),
        nowhere,
        f32x4.lt(along, shaftEnds),
      );
      const toHead = f32x4.pmax(
        side(headAlong, headAside, headAt, along, aside),
        f32x4.sub(necks, along),
      );
      const inside = f32x4.sub(cores, f32x4.pmin(toShaft, toHead));
      const farShaft = f32x4.pmax(toShaft, f32x4.mul(f32x4.sub(besideShaft, along), diagonal)),
        farHead = f32x4.pmax(
          toHead,
          f32x4.pmax(f32x4.sub(along, lengths), side(barbAlong, barbAside, barbAt, along, aside)),
        );
      const outside = f32x4.sub(rims, f32x4.pmin(farShaft, farHead));
      const covered = levelOf(inside);
      const shaded = v128.and(levelOf(outside), v128.and(f32x4.lt(inside, hidden), hasHalo));
      const both = v128.or(i32x4.shl(covered, 8), shaded);
      const at = coverage + 2 * <usize>(y * stride + x);
      const before = v128.load64_zero(at);
      if (tints != 0) tint(tints + 4 * <usize>(y * stride + x), before, covered, colour);
      v128.store64_lane(at, i8x16.max_u(before, i16x8.narrow_i32x4_u(both, both)), 0);
      along = f32x4.add(along, stepAlong);
      across = f32x4.sub(across, stepAcross);
    }
  }
}

/** Colours four pixels: what was there before shows through where the arrow covers one in part. */
function tint(tints: usize, before: v128, covered: v128, colour: u32): void {
  const own = f32x4.convert_i32x4_u(wide(colour));
  for (let lane: usize = 0; lane < 4; lane++) {
    const level = lane == 0
      ? i32x4.extract_lane(covered, 0)
      : lane == 1
        ? i32x4.extract_lane(covered, 1)
        : lane == 2
          ? i32x4.extract_lane(covered, 2)
          : i32x4.extract_lane(covered, 3);
    if (level == 0) continue;
    const covers = lane == 0
      ? i8x16.extract_lane_u(before, 1)
      : lane == 1
        ? i8x16.extract_lane_u(before, 3)
        : lane == 2
          ? i8x16.extract_lane_u(before, 5)
          : i8x16.extract_lane_u(before, 7);
    const at = tints + 4 * lane;
    if (covers == 0) {
      store<u32>(at, colour);
      continue;
    }
    const below = f32x4.convert_i32x4_u(wide(load<u32>(at)));
    const share = f32x4.splat(<f32>level / LEVELS);
    store<u32>(at, packed(f32x4.add(below, f32x4.mul(f32x4.sub(own, below), share))));
  }
}
/** The four bytes of a colour in a lane each. */
@inline
export function wide(colour: u32): v128 {
  return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(i32x4.splat(<i32>colour)));
}
/** Four numbers of 0 to 255, rounded to a byte each. */
@inline
export function packed(x: v128): u32 {
  const whole = i32x4.trunc_sat_f32x4_s(f32x4.add(x, f32x4.splat(0.5)));
  const narrow = i16x8.narrow_i32x4_u(whole, whole);
  return <u32>i32x4.extract_lane(i8x16.narrow_i16x8_u(narrow, narrow), 0);
}
