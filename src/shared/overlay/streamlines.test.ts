import { describe, expect, it } from "vitest";
import type { Streamlines } from "../picture";
import { type StreamlineField, streamlines } from "./streamlines";

type Flow = (x: number, y: number) => readonly [u: number, v: number, reliability?: number];

/** `flow` of the centre of each pixel. */
function fieldOf(width: number, height: number, flow: Flow): StreamlineField {
  const [u, v, reliability] = [0, 1, 2].map(() => new Float32Array(width * height));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [a, b, c = 1] = flow(x + 0.5, y + 0.5);
      u[y * width + x] = a;
      v[y * width + x] = b;
      reliability[y * width + x] = c;
    }
  }
  return { width, height, u, v, reliability };
}

function linesOf({ points, lengths }: Streamlines): [number, number][][] {
  let at = 0;
  return Array.from(lengths, (length) =>
    Array.from({ length }, () => {
      at += 2;
      return [points[at - 2], points[at - 1]] as [number, number];
    }),
  );
}

/** The least distance between points of different lines. */
function leastGap(lines: [number, number][][]): number {
  let least = Infinity;
  lines.forEach((line, i) => {
    for (const other of lines.slice(0, i)) {
      for (const [x, y] of line)
        for (const [a, b] of other) least = Math.min(least, Math.hypot(x - a, y - b));
    }
  });
  return least;
}

describe("streamlines", () => {
  it("of a rotation stay on circles, which close, clockwise where the motion is", () => {
    const [cx, cy] = [100, 80];
    const lines = linesOf(
      streamlines(
        fieldOf(200, 160, (x, y) => [-0.05 * (y - cy), 0.05 * (x - cx)]),
        16,
        0.5,
      ),
    );
    let circles = 0;
    for (const line of lines) {
      const radii = line.map(([x, y]) => Math.hypot(x - cx, y - cy));
      expect(Math.max(...radii) - Math.min(...radii)).toBeLessThan(0.05);
      const [[x0, y0], [x1, y1]] = line;
      expect((x0 - cx) * (y1 - y0) - (y0 - cy) * (x1 - x0)).toBeGreaterThan(0);
      const [xn, yn] = line[line.length - 1];
      if (radii[0] > 12 && radii[0] < 79) {
        expect([xn, yn]).toEqual([x0, y0]);
        circles++;
      }
    }
    expect(circles).toBeGreaterThanOrEqual(4);
    // Half a spacing is the least that is allowed; the steps of a line are a twelfth of it.
    expect(leastGap(lines)).toBeGreaterThan(0.5 * 16 - 1);
  });

  it("of a translation are straight, evenly spaced and lead from border to border, in the direction of motion", () => {
    for (const [u, v] of [
      [2, 0],
      [-3, 0],
      [0, -1],
    ]) {
      const lines = linesOf(
        streamlines(
          fieldOf(120, 120, () => [u, v]),
          10,
          0,
        ),
      );
      expect(lines.length).toBeGreaterThanOrEqual(11);
      expect(lines.length).toBeLessThanOrEqual(13);
      for (const line of lines) {
        const [[x0, y0]] = line;
        const [x1, y1] = line[line.length - 1];
        const along = (x1 - x0) * Math.sign(u) + (y1 - y0) * Math.sign(v);
        expect(along).toBeGreaterThan(115);
        expect(Math.abs((x1 - x0) * Math.sign(v) + (y1 - y0) * Math.sign(u))).toBeLessThan(0.01);
      }
      expect(leastGap(lines)).toBeGreaterThan(9.9);
    }
  });

  it("of a spiral end rather than crowd, and are the same every time", () => {
    const spiral = fieldOf(180, 180, (x, y) => [-(y - 90) - 0.05 * (x - 90), x - 90 - 0.05 * (y - 90)]);
    const first = streamlines(spiral, 12, 0);
    expect(streamlines(spiral, 12, 0)).toEqual(first);
    const lines = linesOf(first);
    expect(leastGap(lines)).toBeGreaterThan(5);
    // None winds around itself nearer than half the spacing, once it has turned.
    let leastOwn = Infinity;
    for (const line of lines) {
      line.forEach(([x, y], i) => {
        for (const [a, b] of line.slice(i + 19)) leastOwn = Math.min(leastOwn, Math.hypot(x - a, y - b));
      });
    }
    expect(leastOwn).toBeGreaterThan(5);
  });

  it("keep to what moves and is reliable", () => {
    const lines = linesOf(
      streamlines(
        fieldOf(160, 120, (x, y) => (y < 40 ? [0.05, 0, 1] : x < 80 ? [1, 0.2, 0.1] : [1, 0.2, 0.6])),
        10,
        0.3,
        0.1,
      ),
    );
    expect(lines.length).toBeGreaterThan(5);
    for (const [x, y] of lines.flat()) {
      expect(x).toBeGreaterThanOrEqual(80);
      expect(y).toBeGreaterThanOrEqual(39);
    }
    const everywhere = linesOf(
      streamlines(
        fieldOf(160, 120, (x) => (x < 80 ? [1, 0.2, 0] : [Number.NaN, Number.NaN, 1])),
        10,
        0,
      ),
    );
    expect(everywhere.length).toBeGreaterThan(5);
    for (const [x] of everywhere.flat()) expect(x).toBeLessThanOrEqual(80);
  });

  it("find every island of motion", () => {
    const lines = linesOf(
      streamlines(
        fieldOf(200, 60, (x) => (Math.floor(x / 50) % 2 === 0 ? [0, 1] : [0, 0])),
        10,
        0,
      ),
    );
    const islands = new Set(lines.map((line) => Math.floor(line[0][0] / 50)));
    expect([...islands].sort()).toEqual([0, 2]);
  });

  it("are none where nothing moves, and in pictures of a few pixels", () => {
    expect(
      streamlines(
        fieldOf(60, 60, () => [0, 0]),
        10,
        0,
      ).lengths.length,
    ).toBe(0);
    expect(
      streamlines(
        fieldOf(1, 1, () => [1, 0]),
        10,
        0,
      ).lengths.length,
    ).toBe(0);
  });
});
