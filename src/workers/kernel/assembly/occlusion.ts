/**
 * Which cells of a matched level have a partner in the other frame, and what moves those that have none: they take the motion of
 * the trusted cells around them, by the affine motion fitted around each of these. Rays go into eight directions up to the first
 * trusted cell, as in semi-global matching (Hirschmuller, PAMI 2008); of the motions that they bring the one with most rays counts.
 * Beside a thing that covers something, most rays end on what lies behind it.
 */
import { L_HEIGHT, L_IMAGE, L_IMAGE_STRIDE, L_WIDTH, field, levelOf, pointer } from "./arena";
import { CELL, CELL_BYTES, cellAt, cellCount } from "./matching";

/** Of a cell: trust (i32), grey (f32), mark (i32), and the affine motion around it (6 x f32). */
export const TRUST_BYTES: usize = 40;
const GREY: usize = 4,
  MARK: usize = 8,
  MODEL: usize = 16;

/** Motions there and back agree within so many pixels, and this share of their length. */
const AGREE: f32 = 1;
const AGREE_SHARE: f32 = 0.03;
/** Blocks that match worse, in grey levels, agree by chance. */
const POOR: f32 = 14;
/** Of the 24 cells around a trusted one more than this must agree and have about its motion. */
const SUPPORT: i32 = 7;
/** Pixels by which the motions of one thing differ, at no distance and for each cell: a zoom by a fifth. */
const SAME: f32 = 1;
const SAME_A_CELL: f32 = 0.9;
/** Fewer trusted cells side by side match by chance. */
const LEAST_GROUP: i32 = 16;
/** Cells around one that its affine motion is fitted to, of which every second row and column does, and what keeps it from slopes that they do not show. */
const FIT_REACH: i32 = 9;
const FIT_STEP: i32 = 2;
const RIDGE: f32 = 1.25;

const RAYS: i32 = 8;
/** Bytes that a thread needs for fillCells: of each ray u, v and its way. */
export const RAY_SCRATCH: usize = 128;
const RAY: usize = 12;
/** Way of a step in cells, and of each grey level between the two cells. */
const GREY_WAY: f32 = 0.25;
/** Way that counts half of none, so that most rays count, not the shortest one. */
const HALF_WAY: f32 = 40;

@inline
function trustAt(trust: usize, columns: i32, x: i32, y: i32): usize {
  return trust + <usize>(y * columns + x) * TRUST_BYTES;
}

/** Whether motion (u, v) of the cell at (x, y) is undone by one of the cells where it leads. */
function agrees(back: usize, columns: i32, rows: i32, w: i32, h: i32, x: i32, y: i32, u: f32, v: f32): bool {
  const middle: f32 = 1.5,
    px = <f32>(CELL * x) + middle + u,
    py = <f32>(CELL * y) + middle + v;
  if (!(px >= 0 && py >= 0 && px <= <f32>(w - 1) && py <= <f32>(h - 1))) return false;
  const most = AGREE + AGREE_SHARE * (abs(u) + abs(v));
  const cx = <i32>floor<f32>((px - middle) / <f32>CELL),
    cy = <i32>floor<f32>((py - middle) / <f32>CELL);
  for (let j = max(0, cy); j <= min(rows - 1, cy + 1); j++)
    for (let i = max(0, cx); i <= min(columns - 1, cx + 1); i++) {
      const other = cellAt(back, columns, i, j);
      if (abs(u + load<f32>(other)) + abs(v + load<f32>(other, 4)) <= most) return true;
    }
  return false;
}

/** Rows [y0, y1): marks the cells of a slot that agree with those of the other, `back`, and notes their greys. */
export function checkCells(
  arena: usize,
  index: i32,
  slot: usize,
  cells: usize,
  back: usize,
  trust: usize,
  y0: i32,
  y1: i32,
): void {
  const level = levelOf(arena, index),
    w = field(level, L_WIDTH),
    h = field(level, L_HEIGHT),
    stride = field(level, L_IMAGE_STRIDE),
    image = pointer(level + 4 * slot, L_IMAGE),
    columns = cellCount(w),
    rows = cellCount(h);
  for (let y = y0; y < y1; y++)
    for (let x = 0; x < columns; x++) {
      const own = cellAt(cells, columns, x, y),
        at = trustAt(trust, columns, x, y);
      let sum = 0;
      for (let j = 0; j < CELL; j++)
        for (let i = 0; i < CELL; i++)
          sum += load<u8>(image + <usize>((y * CELL + j) * stride + x * CELL + i));
      store<f32>(at, <f32>sum / <f32>(CELL * CELL), GREY);
      const isGood =
        load<f32>(own, 8) < POOR &&
        agrees(back, columns, rows, w, h, x, y, load<f32>(own), load<f32>(own, 4));
      store<i32>(at, isGood ? 1 : 0, MARK);
    }
}

/** Whether two cells, `far` cells from each other, may be of one thing. */
@inline
function isSame(a: usize, b: usize, far: i32): bool {
  const apart = abs(load<f32>(a) - load<f32>(b)) + abs(load<f32>(a, 4) - load<f32>(b, 4));
  return apart <= SAME + SAME_A_CELL * <f32>far;
}

/** Rows [y0, y1): trusts marked cells among marked ones of about the same motion. */
export function trustCells(arena: usize, index: i32, cells: usize, trust: usize, y0: i32, y1: i32): void {
  const level = levelOf(arena, index),
    columns = cellCount(field(level, L_WIDTH)),
    rows = cellCount(field(level, L_HEIGHT));
  for (let y = y0; y < y1; y++)
    for (let x = 0; x < columns; x++) {
      const at = trustAt(trust, columns, x, y),
        own = cellAt(cells, columns, x, y);
      let support = -1;
      if (load<i32>(at, MARK))
        for (let j = max(0, y - 2); j <= min(rows - 1, y + 2); j++)
          for (let i = max(0, x - 2); i <= min(columns - 1, x + 2); i++) {
            if (!load<i32>(trustAt(trust, columns, i, j), MARK)) continue;
            if (isSame(own, cellAt(cells, columns, i, j), max(abs(i - x), abs(j - y)))) support++;
          }
      store<i32>(at, support > SUPPORT ? 1 : 0);
    }
}

/**
 * Takes trust from small groups of cells, and returns how many keep it. By one thread, as groups reach anywhere. `list` has room for 4
 * bytes a cell.
 */
export function dropSmallGroups(arena: usize, index: i32, cells: usize, trust: usize, list: usize): i32 {
  const level = levelOf(arena, index),
    columns = cellCount(field(level, L_WIDTH)),
    rows = cellCount(field(level, L_HEIGHT)),
    count = columns * rows;
  let trusted = 0;
  for (let k = 0; k < count; k++) store<i32>(trust + <usize>k * TRUST_BYTES, 0, MARK);
  for (let k = 0; k < count; k++) {
    const seed = trust + <usize>k * TRUST_BYTES;
    if (!load<i32>(seed) || load<i32>(seed, MARK)) continue;
    let n = 1;
    store<i32>(list, k);
    store<i32>(seed, 1, MARK);
    for (let next = 0; next < n; next++) {
      const here = load<i32>(list + <usize>(4 * next)),
        x = here % columns,
        y = here / columns;
      for (let side = 0; side < 4; side++) {
        const nx = x + (side == 0 ? 1 : side == 1 ? -1 : 0),
          ny = y + (side == 2 ? 1 : side == 3 ? -1 : 0);
        if (nx < 0 || ny < 0 || nx >= columns || ny >= rows) continue;
        const at = trustAt(trust, columns, nx, ny);
        if (!load<i32>(at) || load<i32>(at, MARK)) continue;
        if (!isSame(cellAt(cells, columns, x, y), cellAt(cells, columns, nx, ny), 1)) continue;
        store<i32>(at, 1, MARK);
        store<i32>(list + <usize>(4 * n), ny * columns + nx);
        n++;
      }
    }
    if (n >= LEAST_GROUP) trusted += n;
    else
      for (let j = 0; j < n; j++)
        store<i32>(trust + <usize>load<i32>(list + <usize>(4 * j)) * TRUST_BYTES, 0);
  }
  return trusted;
}

/** Rows [y0, y1): fits the affine motion around the trusted cells that have neighbours without trust: rays end on no others. */
export function fitCells(arena: usize, index: i32, cells: usize, trust: usize, y0: i32, y1: i32): void {
  const level = levelOf(arena, index),
    columns = cellCount(field(level, L_WIDTH)),
    rows = cellCount(field(level, L_HEIGHT));
  for (let y = y0; y < y1; y++)
    for (let x = 0; x < columns; x++) {
      if (!load<i32>(trustAt(trust, columns, x, y))) continue;
      let isEdge = false;
      for (let j = max(0, y - 1); j <= min(rows - 1, y + 1); j++)
        for (let i = max(0, x - 1); i <= min(columns - 1, x + 1); i++)
          if (!load<i32>(trustAt(trust, columns, i, j))) isEdge = true;
      if (isEdge) fitCell(cells, trust, columns, rows, x, y);
    }
}

/** Weighted least squares, relative to the cell: its motion at (x + i, y + j) is MODEL's [0] + i [1] + j [2], and so on for v. */
function fitCell(cells: usize, trust: usize, columns: i32, rows: i32, x: i32, y: i32): void {
  const own = cellAt(cells, columns, x, y),
    u = load<f32>(own),
    v = load<f32>(own, 4);
  // the cell itself, of which all others are told
  let n: f32 = 1,
    sx: f32 = 0,
    sy: f32 = 0,
    su: f32 = 0,
    sv: f32 = 0,
    xx: f32 = 0,
    xy: f32 = 0,
    yy: f32 = 0,
    xu: f32 = 0,
    yu: f32 = 0,
    xv: f32 = 0,
    yv: f32 = 0;
  for (let j = -FIT_REACH; j <= FIT_REACH; j += FIT_STEP)
    for (let i = -FIT_REACH; i <= FIT_REACH; i += FIT_STEP) {
      if (x + i < 0 || y + j < 0 || x + i >= columns || y + j >= rows) continue;
      if (!load<i32>(trustAt(trust, columns, x + i, y + j))) continue;
      const other = cellAt(cells, columns, x + i, y + j);
      if (!isSame(own, other, max(abs(i), abs(j)))) continue;
      const fi = <f32>i,
        fj = <f32>j,
        du = load<f32>(other) - u,
        dv = load<f32>(other, 4) - v,
        weight: f32 = <f32>1 / (<f32>1 + <f32>0.1 * (fi * fi + fj * fj));
      n += weight;
      sx += weight * fi;
      sy += weight * fj;
      su += weight * du;
      sv += weight * dv;
      xx += weight * fi * fi;
      xy += weight * fi * fj;
      yy += weight * fj * fj;
      xu += weight * fi * du;
      yu += weight * fj * du;
      xv += weight * fi * dv;
      yv += weight * fj * dv;
    }
  const a = xx - (sx * sx) / n + RIDGE,
    b = xy - (sx * sy) / n,
    c = yy - (sy * sy) / n + RIDGE,
    det = a * c - b * b;
  const pu = xu - (sx * su) / n,
    qu = yu - (sy * su) / n,
    pv = xv - (sx * sv) / n,
    qv = yv - (sy * sv) / n;
  const ux = (c * pu - b * qu) / det,
    uy = (a * qu - b * pu) / det,
    vx = (c * pv - b * qv) / det,
    vy = (a * qv - b * pv) / det;
  const model = trustAt(trust, columns, x, y) + MODEL;
  store<f32>(model, u + (su - ux * sx - uy * sy) / n);
  store<f32>(model, ux, 4);
  store<f32>(model, uy, 8);
  store<f32>(model, v + (sv - vx * sx - vy * sy) / n, 12);
  store<f32>(model, vx, 16);
  store<f32>(model, vy, 20);
}

/** Rows [y0, y1): cells without trust get the motion of most of the rays from them; those that no ray finds one for keep theirs. */
export function fillCells(
  arena: usize,
  index: i32,
  cells: usize,
  trust: usize,
  scratch: usize,
  y0: i32,
  y1: i32,
): void {
  const level = levelOf(arena, index),
    columns = cellCount(field(level, L_WIDTH)),
    rows = cellCount(field(level, L_HEIGHT));
  for (let y = y0; y < y1; y++)
    for (let x = 0; x < columns; x++) {
      if (load<i32>(trustAt(trust, columns, x, y))) continue;
      const n = castRays(trust, columns, rows, x, y, scratch);
      if (n > 0) chooseMotion(scratch, n, cellAt(cells, columns, x, y));
    }
}

/** Motions that a cell would have with the things around it; returns how many. */
function castRays(trust: usize, columns: i32, rows: i32, x: i32, y: i32, rays: usize): usize {
  let n: usize = 0;
  for (let ray = 0; ray < RAYS; ray++) {
    // the eight cells around one, in their order
    const k = ray < 4 ? ray : ray + 1,
      dx = (k % 3) - 1,
      dy = k / 3 - 1;
    let cx = x + dx,
      cy = y + dy,
      grey = load<f32>(trustAt(trust, columns, x, y), GREY),
      way: f32 = 0;
    for (; cx >= 0 && cy >= 0 && cx < columns && cy < rows; cx += dx, cy += dy) {
      const at = trustAt(trust, columns, cx, cy),
        there = load<f32>(at, GREY);
      way += (dx != 0 && dy != 0 ? <f32>1.4142135 : <f32>1) + GREY_WAY * abs(there - grey);
      grey = there;
      if (!load<i32>(at)) continue;
      const model = at + MODEL,
        i = <f32>(x - cx),
        j = <f32>(y - cy),
        out = rays + n * RAY;
      store<f32>(out, load<f32>(model) + i * load<f32>(model, 4) + j * load<f32>(model, 8));
      store<f32>(out, load<f32>(model, 12) + i * load<f32>(model, 16) + j * load<f32>(model, 20), 4);
      store<f32>(out, way, 8);
      n++;
      break;
    }
  }
  return n;
}

/** Of `n` rays' motions the one with most rays about it, the mean of these, the nearest of them first. */
function chooseMotion(rays: usize, n: usize, cell: usize): void {
  let most: f32 = 0;
  for (let k: usize = 0; k < n; k++) {
    const u = load<f32>(rays + k * RAY),
      v = load<f32>(rays + k * RAY, 4),
      near: f32 = <f32>1.5 + <f32>0.1 * (abs(u) + abs(v));
    let score: f32 = 0,
      sum: f32 = 0,
      su: f32 = 0,
      sv: f32 = 0;
    for (let m: usize = 0; m < n; m++) {
      const other = rays + m * RAY,
        du = load<f32>(other) - u,
        dv = load<f32>(other, 4) - v;
      if (abs(du) + abs(dv) > near) continue;
      const way = load<f32>(other, 8),
        weight = <f32>1 / (way * way);
      score += <f32>1 / (HALF_WAY + way);
      sum += weight;
      su += weight * du;
      sv += weight * dv;
    }
    if (score <= most) continue;
    most = score;
    store<f32>(cell, u + su / sum);
    store<f32>(cell, v + sv / sum, 4);
  }
}
