/** A part of the picture that figures are over: a pixel belongs to it where its middle lies in it. In pixels of the recording. */
export type RegionShape =
  /** Columns from x on, `width` of them, and rows alike. */
  | {
      readonly kind: "rectangle";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    }
  /** About the middle of pixel (x, y), half as wide and high as said. */
  | {
      readonly kind: "ellipse";
      readonly x: number;
      readonly y: number;
      readonly radiusX: number;
      readonly radiusY: number;
    }
  /** Corners, at least three; where it crosses itself, what lies inside an odd number of times belongs to it. */
  | { readonly kind: "polygon"; readonly corners: readonly (readonly [x: number, y: number])[] };

export interface Region {
  readonly name: string;
  readonly shape: RegionShape;
}

/** All of a picture, as a region. */
export function wholePicture({ width, height }: { readonly width: number; readonly height: number }): Region {
  return { name: "picture", shape: { kind: "rectangle", x: 0, y: 0, width, height } };
}

/**
 * Pixels of a picture by rows: for each stretch its row, its first column, and the column after its last one. Stretches of a row do not
 * touch, and come from left to right; rows from the top.
 */
export type Spans = Int32Array;

const SPAN = 3;

/** The pixels of a shape that lie in the picture. */
export function spansOf(shape: RegionShape, width: number, height: number): Spans {
  const spans: number[] = [];
  const [top, bottom] = rowsOf(shape);
  for (let row = Math.max(0, Math.ceil(top)); row <= Math.min(height - 1, Math.floor(bottom)); row++) {
    const crossings = crossingsOf(shape, row);
    let end = 0;
    for (let k = 0; k + 1 < crossings.length; k += 2) {
      const from = Math.max(end, Math.ceil(crossings[k]));
      const to = Math.min(width, Math.ceil(crossings[k + 1]));
      if (from >= to) continue;
      const isNext =
        spans.length > 0 && spans[spans.length - SPAN] === row && spans[spans.length - 1] === from;
      if (isNext) spans[spans.length - 1] = to;
      else spans.push(row, from, to);
      end = to;
    }
  }
  return Int32Array.from(spans);
}

/** The pixels of these that a mask does not exclude: it has a value above 0 where it does. */
export function outsideMask(spans: Spans, mask: Uint8Array, width: number): Spans {
  const left: number[] = [];
  for (let at = 0; at < spans.length; at += SPAN) {
    const [row, from, to] = spans.subarray(at, at + SPAN);
    let start = -1;
    for (let x = from; x <= to; x++) {
      const counts = x < to && mask[row * width + x] === 0;
      if (counts && start < 0) start = x;
      if (counts || start < 0) continue;
      left.push(row, start, x);
      start = -1;
    }
  }
  return Int32Array.from(left);
}

/** A byte a pixel of a picture, row by row: 1 for those of the stretches that lie in it, else 0. */
export function maskOf(spans: ArrayLike<number>, width: number, height: number): Uint8Array {
  const mask = new Uint8Array(width * height);
  for (let at = 0; at + SPAN <= spans.length; at += SPAN) {
    const [row, from, to] = [spans[at], Math.max(0, spans[at + 1]), Math.min(width, spans[at + 2])];
    if (row >= 0 && row < height && from < to) mask.fill(1, row * width + from, row * width + to);
  }
  return mask;
}

/** The pixels of a picture that have a value above 0 in a mask. */
export function spansOfMask(mask: ArrayLike<number>, width: number, height: number): readonly number[] {
  const spans: number[] = [];
  for (let row = 0; row < height; row++) {
    let from = -1;
    for (let x = 0; x <= width; x++) {
      const isMasked = x < width && mask[row * width + x] > 0;
      if (isMasked && from < 0) from = x;
      if (isMasked || from < 0) continue;
      spans.push(row, from, x);
      from = -1;
    }
  }
  return spans;
}

export function pixelsIn(spans: Spans): number {
  let sum = 0;
  for (let at = 0; at < spans.length; at += SPAN) sum += spans[at + 2] - spans[at + 1];
  return sum;
}

/** First and last row whose middles a shape may reach. */
function rowsOf(shape: RegionShape): readonly [number, number] {
  switch (shape.kind) {
    case "rectangle":
      return [shape.y, Math.ceil(shape.y + shape.height) - 1];
    case "ellipse":
      return [shape.y - shape.radiusY, shape.y + shape.radiusY];
    case "polygon": {
      const rows = shape.corners.map(([, y]) => y);
      return [Math.min(...rows), Math.max(...rows)];
    }
  }
}

/** Where the border crosses the middles of a row, in pairs: what lies from the first of two on, and before the second, is inside. */
function crossingsOf(shape: RegionShape, row: number): readonly number[] {
  switch (shape.kind) {
    case "rectangle":
      return [shape.x, shape.x + shape.width];
    case "ellipse": {
      const half = shape.radiusX * Math.sqrt(Math.max(0, 1 - ((row - shape.y) / shape.radiusY) ** 2));
      // The right end belongs to it as the left one does.
      return [shape.x - half, Math.floor(shape.x + half) + 1];
    }
    case "polygon":
      return polygonCrossings(shape.corners, row);
  }
}

function polygonCrossings(corners: readonly (readonly [number, number])[], row: number): readonly number[] {
  const crossings: number[] = [];
  for (const [k, [x, y]] of corners.entries()) {
    const [nextX, nextY] = corners[(k + 1) % corners.length];
    // Each corner belongs to one of its sides only.
    if (y <= row === nextY <= row) continue;
    crossings.push(x + ((row - y) / (nextY - y)) * (nextX - x));
  }
  return crossings.sort((a, b) => a - b);
}
