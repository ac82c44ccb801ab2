/**
 * The motion of the built-in sample movie, known exactly: the movie is drawn from it, and the app shows it beside
 * what was measured. Positions are pixel indices (column, row), x right, y down; motions are in pixels per frame
 * from frame k to k + 1.
 */

export const SAMPLE = { width: 640, height: 360, frameRate: 25, frameCount: 150 } as const;

/** A similarity z -> turn * z + shift on the complex plane, z = x + iy about the picture's centre. */
export interface Similarity {
  readonly turn: Complex;
  readonly shift: Complex;
}

export interface Complex {
  readonly re: number;
  readonly im: number;
}

/** A stretch of the sample with one constant motion. */
export interface SampleSegment {
  /** First frame whose motion to the next frame is this one. */
  readonly start: number;
  readonly kind: "pan" | "zoom" | "rotation";
  readonly motion: Similarity;
}

/** The picture's centre, about which it zooms and turns. */
export const SAMPLE_CENTRE: Complex = { re: (SAMPLE.width - 1) / 2, im: (SAMPLE.height - 1) / 2 };

const ROTATION_DEGREES = 0.25;
const ZOOM = 1.004;
const PAN: Complex = { re: 1, im: 0.5 };
const rotation = (ROTATION_DEGREES * Math.PI) / 180;

/** The sample's three motions, in order. */
export const SAMPLE_SEGMENTS: readonly SampleSegment[] = [
  {
    start: 0,
    kind: "pan",
    motion: { turn: { re: 1, im: 0 }, shift: PAN },
  },
  {
    start: 50,
    kind: "zoom",
    motion: { turn: { re: ZOOM, im: 0 }, shift: { re: 0, im: 0 } },
  },
  {
    start: 100,
    // With y down, a positive angle turns clockwise on the screen.
    kind: "rotation",
    motion: { turn: { re: Math.cos(rotation), im: Math.sin(rotation) }, shift: { re: 0, im: 0 } },
  },
];

/** The segment whose motion leads from `frame` to the next one. */
export function sampleSegment(frame: number): SampleSegment {
  let segment: SampleSegment | undefined;
  for (const candidate of SAMPLE_SEGMENTS) {
    if (candidate.start <= frame) segment = candidate;
  }
  if (!segment) throw new RangeError(`The sample has no frame ${frame}.`);
  return segment;
}

/** True motion of the pixel (x, y) of `frame`, in px/frame. */
export function sampleTruth(frame: number, x: number, y: number): { readonly u: number; readonly v: number } {
  const z = { re: x - SAMPLE_CENTRE.re, im: y - SAMPLE_CENTRE.im };
  const moved = apply(sampleSegment(frame).motion, z);
  return { u: moved.re - z.re, v: moved.im - z.im };
}

/**
 * Where the content of the sample's pixels comes from: with x and y from the picture's centre
 * ({@link SAMPLE_CENTRE}), z = x + iy of `frame` shows the texture (which is frame 0) at turn * z + shift.
 */
export function samplePose(frame: number): Similarity {
  let pose: Similarity = { turn: { re: 1, im: 0 }, shift: { re: 0, im: 0 } };
  for (let k = 0; k < frame; k++) {
    // What is seen at z in frame k + 1 was seen at motion^-1(z) in frame k.
    pose = compose(pose, inverse(sampleSegment(k).motion));
  }
  return pose;
}

function apply({ turn, shift }: Similarity, z: Complex): Complex {
  const turned = multiply(turn, z);
  return { re: turned.re + shift.re, im: turned.im + shift.im };
}

function compose(outer: Similarity, inner: Similarity): Similarity {
  return { turn: multiply(outer.turn, inner.turn), shift: apply(outer, inner.shift) };
}

function inverse({ turn, shift }: Similarity): Similarity {
  const square = turn.re * turn.re + turn.im * turn.im;
  const back = { re: turn.re / square, im: -turn.im / square };
  const moved = multiply(back, shift);
  return { turn: back, shift: { re: -moved.re, im: -moved.im } };
}

function multiply(a: Complex, b: Complex): Complex {
  return { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re };
}
