import { beforeAll, describe, expect, test } from "vitest";
import { arrowGeometry, arrowHaloWidth, markHalos } from "../../shared/overlay/arrow-geometry";
import { arrowGrid } from "../../shared/overlay/arrow-grid";
import { HALO, parseColour } from "../../shared/overlay/arrow-look";
import { type ArrowStyle, paintArrows } from "../../shared/overlay/arrow-paint";
import { Brush, framePlacement } from "../../shared/overlay/brush";
import { CoverageMask } from "../../shared/overlay/coverage-mask";
import {
  type ColourMatrix,
  type ColourRange,
  I420Surface,
  i420Size,
} from "../../shared/overlay/i420-surface";
import type { ArrowColouring } from "../../shared/overlay/settings";
import { randomNumbers } from "../testing/pictures";
import { FlowRunner } from "../testing/run-flow";
import { KernelSurface } from "./kernel-surface";
import { type PaintMemory, paintMemoryAt } from "./paint-memory";

let runner: FlowRunner;

beforeAll(async () => {
  runner = await FlowRunner.create();
}, 60_000);

const SPACING = 24;

interface Surfaces {
  readonly quick: KernelSurface;
  readonly exact: I420Surface;
  readonly memory: PaintMemory;
  /** All samples of each. */
  samples(): { readonly quick: Uint8Array; readonly exact: Uint8Array };
}

/** The same frame of random samples twice, for the kernels and for the reference. */
function surfaces(
  width: number,
  height: number,
  matrix: ColourMatrix = "bt709",
  range: ColourRange = "limited",
): Surfaces {
  const { heap, kernels } = runner;
  const bytes = i420Size(width, height);
  const random = randomNumbers(width * height);
  const copy = Uint8Array.from({ length: bytes }, () => Math.floor(random() * 256));
  const frame = heap.allocate(bytes);
  heap.bytes(frame).set(copy);
  const { bytes: held } = paintMemoryAt(0, { width, height }, true);
  const place = heap.allocate(held);
  // Rubbish, but for the coverage.
  heap.bytes(place).fill(0xa5);
  const memory = paintMemoryAt(place.byteOffset, { width, height }, true);
  heap.bytes(memory.coverage).fill(0);
  return {
    quick: new KernelSurface(kernels, { width, height, frame: frame.byteOffset, matrix, range, memory }),
    exact: new I420Surface(copy, width, height, matrix, range),
    memory,
    samples: () => ({ quick: heap.bytes(frame).slice(), exact: copy }),
  };
}

function randomPicture(width: number, height: number): { width: number; height: number; rgba: Uint8Array } {
  const random = randomNumbers(width + 1000 * height);
  // Transparent and opaque pixels among all others.
  const alpha = () => Math.min(255, Math.max(0, Math.floor(random() * 400 - 72)));
  const rgba = Uint8Array.from({ length: 4 * width * height }, (_, i) =>
    i % 4 === 3 ? alpha() : Math.floor(random() * 256),
  );
  return { width, height, rgba };
}

/** Arrows of all directions and many lengths. */
function arrows(width: number, height: number, pixelAspect = 1) {
  const grid = arrowGrid(width, height, SPACING);
  const samples = Float32Array.from({ length: 2 * grid.columns * grid.rows }, (_, i) => {
    const length = 3 + ((i >> 1) % 9) * 3;
    return length * (i % 2 === 0 ? Math.cos((i >> 1) * 0.7) : Math.sin((i >> 1) * 0.7));
  });
  return arrowGeometry(grid, samples, { scale: 1, minimumSpeed: 0, pixelAspect, spacing: SPACING });
}

function style(colouring: ArrowColouring = "plain", pixelAspect = 1): ArrowStyle {
  const look = { colouring, fill: parseColour("#fafaf6"), maxSpeed: 20, halo: HALO };
  return { spacing: SPACING, pixelAspect, placement: framePlacement(pixelAspect), look };
}

describe("KernelSurface", () => {
  test.each([
    [64, 48, "bt709", "limited"],
    [61, 47, "bt601", "full"],
    [7, 5, "bt2020", "full"],
    [1, 1, "bt709", "limited"],
  ] as const)(
    "%d x %d, %s, %s: pictures and tones as the reference has them, to the bit",
    (...[width, height, matrix, range]) => {
      const { quick, exact, samples } = surfaces(width, height, matrix, range);
      for (const [x, y, columns, rows, opacity] of [
        [0, 0, width, height, 0.75],
        [3, 1, 17, 9, 1],
        [-5, -3, 20, 30, 0.4],
        [width - 6, height - 5, 40, 40, 1],
        [2, 2, 1, 1, 1],
        [width, 0, 5, 5, 1],
        [0, 0, width + 9, height + 9, 0],
      ] as const) {
        const picture = randomPicture(columns, rows);
        quick.blendPicture(picture, x, y, opacity);
        exact.blendPicture(picture, x, y, opacity);
        expect(samples().quick).toEqual(samples().exact);
      }
      for (const [factor, wash] of [
        [0.6, 0],
        [1, 0.35],
        [0, 0],
        [1, 0],
      ] as const) {
        quick.tone(factor, wash);
        exact.tone(factor, wash);
        expect(samples().quick).toEqual(samples().exact);
      }
    },
  );

  test("a picture of more rows than are handed over at a time, from an odd row on", () => {
    const { quick, exact, samples } = surfaces(40, 150);
    const picture = randomPicture(40, 139);
    quick.blendPicture(picture, 0, 5, 0.9);
    exact.blendPicture(picture, 0, 5, 0.9);
    expect(samples().quick).toEqual(samples().exact);
  });

  test.each([
    [160, 120],
    [163, 121],
    [29, 31],
  ])(
    "%d x %d: arrows are blended through their coverage as the reference does it, to the bit",
    (width, height) => {
      const { quick, exact, memory, samples } = surfaces(width, height);
      const geometry = arrows(width, height);
      const { look } = style();
      const masks = coverageOf(geometry, memory, width, height);
      exact.blendMask(masks.halos, HALO);
      exact.blendMask(masks.arrows, look.fill);
      const before = samples().quick;
      expect(quick.paintArrows(geometry, style())).toBe(true);
      expect(samples().quick).toEqual(samples().exact);
      expect(samples().quick).not.toEqual(before);
      // And nothing is left for the next frame.
      expect(runner.heap.bytes(memory.coverage).every((byte) => byte === 0)).toBe(true);
    },
  );

  test.each([
    ["plain", 1],
    ["speed", 1],
    ["direction", 1],
    ["plain", 4 / 3],
    ["plain", 0.75],
  ] as const)(
    "%s arrows on pixels of shape %d look as those of the exact rasteriser",
    (colouring, pixelAspect) => {
      const [width, height] = [240, 180];
      const { quick, exact, samples } = surfaces(width, height);
      // On a plain ground, so that every difference is one of arrows.
      quick.tone(0, 0.4);
      exact.tone(0, 0.4);
      const ground = samples().exact.slice();
      const geometry = arrows(width, height, pixelAspect);
      const { spacing, placement, look } = style(colouring, pixelAspect);
      expect(quick.paintArrows(geometry, style(colouring, pixelAspect))).toBe(true);
      paintArrows(new Brush(exact, placement), geometry, spacing, pixelAspect, look);
      const painted = samples();
      const differences = Array.from(painted.exact, (code, i) => Math.abs(code - painted.quick[i]));
      const changes = Array.from(painted.exact, (code, i) => Math.abs(code - ground[i]));
      const mean = (values: readonly number[]) =>
        values.reduce((sum, value) => sum + value, 0) / values.length;
      expect(mean(changes)).toBeGreaterThan(2);
      // Rims alone differ: by a twelfth of what is painted in the mean, and few samples by much.
      expect(mean(differences) / mean(changes)).toBeLessThan(0.08);
      expect(differences.filter((value) => value > 40).length / differences.length).toBeLessThan(0.003);
    },
  );

  test("arrows of many colours are left to the brush where there is no memory for them", () => {
    const { quick, samples, memory } = surfaces(160, 120);
    const before = samples().quick;
    const plain = new KernelSurface(runner.kernels, {
      ...{ width: 160, height: 120, matrix: "bt709", range: "limited" },
      frame: quick.y.byteOffset,
      memory: { ...memory, tints: null },
    });
    expect(plain.paintArrows(arrows(160, 120), style("speed"))).toBe(false);
    expect(samples().quick).toEqual(before);
  });
});

/** What halos and arrows cover, as the kernels have it, in masks of the reference. The kernels' coverage is empty again. */
function coverageOf(
  geometry: ReturnType<typeof arrows>,
  { arrows: place, coverage, stride }: PaintMemory,
  width: number,
  height: number,
): { readonly halos: CoverageMask; readonly arrows: CoverageMask } {
  const { heap, kernels } = runner;
  const { coordinates, count } = geometry;
  heap.floats(place.coordinates, 16 * count).set(coordinates.subarray(0, 16 * count));
  const reach = arrowHaloWidth(SPACING);
  markHalos(coordinates, 0, reach, 1, kernels.bytes(place.halos, count));
  const placed = [1, 1, 0, 0, reach, 0, 0, 0] as const;
  kernels.call.addArrows(
    ...([place.coordinates, place.halos, count] as const),
    ...placed,
    ...([coverage.byteOffset, width, height, stride, 1, true] as const),
  );
  const bytes = heap.bytes(coverage);
  const maskOf = (which: 0 | 1): CoverageMask => {
    const mask = new CoverageMask(width, height);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) mask.coverage[y * width + x] = bytes[2 * (y * stride + x) + which];
      mask.use(y, 0, width);
    }
    return mask;
  };
  const masks = { halos: maskOf(0), arrows: maskOf(1) };
  bytes.fill(0);
  return masks;
}
