import type { FieldPlanes } from "./field-planes";

/**
 * The Middlebury colours of optical flow: Baker, Scharstein, Lewis, Roth, Black, Szeliski, "A Database and
 * Evaluation Methodology for Optical Flow", ICCV 2007 / IJCV 2011, as in their colorcode.cpp and in flow_vis.
 *
 * Directions (x right, y down): right red, down yellow, left cyan, up blue-violet. Zero is white, the speed
 * `maxSpeed` has the full colour, faster motions are dimmed to three quarters of it. The published wheel has
 * a small step at exactly right (entry 54 meets entry 0); it is kept, so that pictures equal those of others.
 */

/** Where .flo files say "unknown": a component beyond this is no motion. */
export const UNKNOWN_FLOW = 1e9;

/** Whether (u, v) is a motion: finite and within {@link UNKNOWN_FLOW}. */
export function isKnownFlow(u: number, v: number): boolean {
  // Comparisons with NaN are false.
  return Math.abs(u) <= UNKNOWN_FLOW && Math.abs(v) <= UNKNOWN_FLOW;
}

/** Number of entries of the wheel. */
export const WHEEL_SIZE = 55;

/** The wheel, 55 entries of R, G, B in 0..255, starting at red. */
export const COLOUR_WHEEL: Uint8Array = makeWheel();

function makeWheel(): Uint8Array {
  const wheel = new Uint8Array(3 * WHEEL_SIZE);
  // Each ramp leads from one pure colour to the next: one channel stays full, one rises or falls.
  const ramps: readonly { count: number; full: number; moving: number; rising: boolean }[] = [
    { count: 15, full: 0, moving: 1, rising: true }, // red to yellow
    { count: 6, full: 1, moving: 0, rising: false }, // yellow to green
    { count: 4, full: 1, moving: 2, rising: true }, // green to cyan
    { count: 11, full: 2, moving: 1, rising: false }, // cyan to blue
    { count: 13, full: 2, moving: 0, rising: true }, // blue to magenta
    { count: 6, full: 0, moving: 2, rising: false }, // magenta to red
  ];
  let entry = 0;
  for (const { count, full, moving, rising } of ramps) {
    for (let i = 0; i < count; i++) {
      const level = Math.floor((255 * i) / count);
      wheel[3 * entry + full] = 255;
      wheel[3 * entry + moving] = rising ? level : 255 - level;
      entry++;
    }
  }
  return wheel;
}

/** What unknown motion looks like where there is no transparency. */
const UNKNOWN_GREY = 128;
const DIMMED = 0.75;

/** The fully saturated colour (0..1) of one channel for a direction. */
function hueChannel(u: number, v: number, channel: number): number {
  const position = ((Math.atan2(-v, -u) / Math.PI + 1) / 2) * (WHEEL_SIZE - 1);
  const k0 = Math.min(Math.floor(position), WHEEL_SIZE - 1);
  const k1 = (k0 + 1) % WHEEL_SIZE;
  const f = position - k0;
  return ((1 - f) * COLOUR_WHEEL[3 * k0 + channel] + f * COLOUR_WHEEL[3 * k1 + channel]) / 255;
}

/** Removes the sign of a negative zero, which atan2 would take for a motion just above the horizontal. */
function positiveZero(x: number): number {
  return x === 0 ? 0 : x;
}

/**
 * The exact colour of a motion: R, G, B in 0..255 at `out[offset]` and after.
 *
 * @param u in pixels per frame, as v and maxSpeed (> 0)
 * @returns false, and mid-grey, where the motion is unknown
 */
export function flowColour(
  u: number,
  v: number,
  maxSpeed: number,
  out: Uint8Array | Uint8ClampedArray,
  offset: number,
): boolean {
  if (!isKnownFlow(u, v)) {
    out[offset] = out[offset + 1] = out[offset + 2] = UNKNOWN_GREY;
    return false;
  }
  const radius = Math.sqrt(u * u + v * v) / maxSpeed;
  const down = positiveZero(v);
  for (let channel = 0; channel < 3; channel++) {
    const hue = hueChannel(u, down, channel);
    const level = radius <= 1 ? 1 - radius * (1 - hue) : hue * DIMMED;
    out[offset + channel] = Math.floor(255 * level);
  }
  return true;
}

/**
 * A table of the colours within the unit circle, so that a picture needs no atan2: cell (i, j) holds the
 * colour at the middle of the square [i, i+1) x [j, j+1) of a TABLE_SIZE grid over [-TABLE_REACH, TABLE_REACH]^2.
 * An even size keeps the step of the wheel (v = 0) on the border of two cells. The steepest ramp changes by 560
 * levels a radian, so that half a cell is at most two levels off.
 */
const TABLE_SIZE = 512;
/** A little beyond the unit circle, as its own points must fall inside the table. */
const TABLE_REACH = 1 + 2 / TABLE_SIZE;
const TABLE_SCALE = TABLE_SIZE / 2 / TABLE_REACH;

interface ColourTable {
  /** RGBA pixels in memory order. */
  readonly pixels: Uint32Array;
  /** The same for what is faster than the full colour: dimmed, and opaque. */
  readonly dimmed: Uint32Array;
}

const sharedTables = new Map<boolean, ColourTable>();

/** Made at first use: 2 MiB and some tens of milliseconds that a movie without colours never pays. */
function colourTable(fading: boolean): ColourTable {
  const known = sharedTables.get(fading);
  if (known !== undefined) return known;
  const bytes = new Uint8Array(4 * TABLE_SIZE * TABLE_SIZE);
  const dimmedBytes = new Uint8Array(bytes.length);
  let at = 0;
  for (let j = 0; j < TABLE_SIZE; j++) {
    const v = (j + 0.5) / TABLE_SCALE - TABLE_REACH;
    for (let i = 0; i < TABLE_SIZE; i++) {
      const u = (i + 0.5) / TABLE_SCALE - TABLE_REACH;
      const radius = Math.sqrt(u * u + v * v);
      for (let channel = 0; channel < 3; channel++) {
        const hue = hueChannel(u, v, channel);
        bytes[at + channel] = Math.floor(255 * (fading ? hue : Math.max(0, 1 - radius * (1 - hue))));
        dimmedBytes[at + channel] = Math.floor(255 * hue * DIMMED);
      }
      bytes[at + 3] = fading ? alphaOf(radius) : 255;
      dimmedBytes[at + 3] = 255;
      at += 4;
    }
  }
  const table = { pixels: new Uint32Array(bytes.buffer), dimmed: new Uint32Array(dimmedBytes.buffer) };
  sharedTables.set(fading, table);
  return table;
}

/** The opacity of a fading colour, 0 to 255, at a share of the full colour's speed. */
function alphaOf(radius: number): number {
  return Math.round(255 * Math.min(radius, 1));
}

/**
 * The colour of a motion whose opacity goes with its speed: R, G, B, A in 0..255 at `out[offset]` and after. On white it is
 * {@link flowColour}: that paints the full hue over white with this very opacity.
 *
 * @returns false, and nothing to be seen, where the motion is unknown
 */
export function fadingFlowColour(
  u: number,
  v: number,
  maxSpeed: number,
  out: Uint8Array | Uint8ClampedArray,
  offset: number,
): boolean {
  if (!isKnownFlow(u, v)) {
    out.fill(0, offset, offset + 4);
    return false;
  }
  const radius = Math.sqrt(u * u + v * v) / maxSpeed;
  const down = positiveZero(v);
  for (let channel = 0; channel < 3; channel++) {
    out[offset + channel] = Math.floor(255 * hueChannel(u, down, channel) * (radius <= 1 ? 1 : DIMMED));
  }
  out[offset + 3] = alphaOf(radius);
  return true;
}

/**
 * The colours of some rows of a field, every pixel; `out` holds (rowEnd - rowStart) * width RGBA pixels in memory order.
 * Transparent where the motion is unknown or less reliable than `minimumReliability` (0 hides nothing).
 *
 * @param fading as {@link fadingFlowColour}, rather than as {@link flowColour}
 */
export function colourRows(
  field: FieldPlanes,
  width: number,
  rowStart: number,
  rowEnd: number,
  maxSpeed: number,
  minimumReliability: number,
  fading: boolean,
  out: Uint32Array,
): void {
  const first = rowStart * width;
  const count = (rowEnd - rowStart) * width;
  colourSamples(field.u, field.v, first, count, 1, maxSpeed, fading, out, 0);
  hideSamples(field.reliability, minimumReliability, first, count, 1, out, 0);
}

/** Makes those samples transparent that are too unreliable; which ones, and where: as in {@link colourSamples}. */
function hideSamples(
  reliability: Float32Array,
  minimum: number,
  first: number,
  count: number,
  step: number,
  out: Uint32Array,
  at: number,
): void {
  if (!(minimum > 0)) return;
  for (let i = 0, from = first; i < count; i++, from += step) {
    if (!(reliability[from] >= minimum)) out[at + i] = 0;
  }
}

/** Colours of `count` samples of the field, from `first` on, every `step` values, to `out` from `at` on. */
function colourSamples(
  u: Float32Array,
  v: Float32Array,
  first: number,
  count: number,
  step: number,
  maxSpeed: number,
  fading: boolean,
  out: Uint32Array,
  at: number,
): void {
  const { pixels, dimmed } = colourTable(fading);
  const toTable = TABLE_SCALE / maxSpeed;
  const unit = TABLE_SCALE * TABLE_SCALE;
  const centre = TABLE_SIZE / 2;
  let from = first;
  for (let i = 0; i < count; i++) {
    const x = u[from] * toTable;
    const y = v[from] * toTable;
    from += step;
    const squared = x * x + y * y;
    if (squared <= unit) {
      // The sums are positive, so that truncation is floor.
      out[at + i] = pixels[((y + centre) | 0) * TABLE_SIZE + ((x + centre) | 0)];
    } else if (isKnownFlow(u[from - step], v[from - step])) {
      // Beyond the circle only the direction counts: the point of the circle in that direction has it.
      const shrink = TABLE_SCALE / Math.sqrt(squared);
      out[at + i] = dimmed[((y * shrink + centre) | 0) * TABLE_SIZE + ((x * shrink + centre) | 0)];
    } else {
      out[at + i] = 0;
    }
  }
}

/**
 * The field as an RGBA picture of ceil(width / step) x ceil(height / step) pixels, each the colour of the
 * middle pixel of a square of `step` pixels; opaque unless `fading`, but fully transparent where the motion is unknown or less
 * reliable than `minimumReliability` (0 hides nothing), so that the footage shows. Differs from {@link flowColour} by two levels at most.
 *
 * @param outRgba at least 4 bytes for every pixel of the picture
 */
export function colourField(
  { u, v, reliability }: FieldPlanes,
  width: number,
  height: number,
  maxSpeed: number,
  step: number,
  minimumReliability: number,
  fading: boolean,
  outRgba: Uint8ClampedArray | Uint8Array,
): void {
  const columns = Math.ceil(width / step);
  const rows = Math.ceil(height / step);
  const count = columns * rows;
  if (outRgba.length < 4 * count) throw new RangeError("The picture for the colours is too small.");
  const aligned = outRgba.byteOffset % 4 === 0;
  const out = aligned ? new Uint32Array(outRgba.buffer, outRgba.byteOffset, count) : new Uint32Array(count);
  const colourRun = (first: number, length: number, at: number): void => {
    colourSamples(u, v, first, length, step, maxSpeed, fading, out, at);
    hideSamples(reliability, minimumReliability, first, length, step, out, at);
  };
  if (step === 1) {
    colourRun(0, count, 0);
  } else {
    const middle = Math.floor(step / 2);
    // The last square of a row may be cut off before its middle: its pixel is then the last one.
    const whole = Math.floor((width - 1 - middle) / step) + 1;
    for (let row = 0; row < rows; row++) {
      const line = Math.min(row * step + middle, height - 1) * width;
      const inside = Math.min(whole, columns);
      if (inside > 0) colourRun(line + middle, inside, row * columns);
      if (inside < columns) colourRun(line + width - 1, 1, row * columns + columns - 1);
    }
  }
  if (!aligned) outRgba.set(new Uint8Array(out.buffer));
}
