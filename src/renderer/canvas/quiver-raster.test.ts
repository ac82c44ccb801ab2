import { beforeAll, describe, expect, it } from "vitest";
import { arrowGeometry, arrowStrokeWidth } from "../../shared/overlay/arrow-geometry";
import { arrowGrid } from "../../shared/overlay/arrow-grid";
import { HALO } from "../../shared/overlay/arrow-look";
import { paintArrows } from "../../shared/overlay/arrow-paint";
import { Brush } from "../../shared/overlay/brush";
import { type Colour, RgbaSurface } from "../../shared/overlay/surface";
import { loadKernels } from "../testing/load-kernels";
import { QuiverRaster, type RasterPlacement } from "./quiver-raster";

const FILL: Colour = { r: 250, g: 250, b: 246, alpha: 1 };
const WIDTH = 160;
const HEIGHT = 120;
const SPACING = 24;

/** Arrows of many directions and lengths, in movie pixels. */
function arrows(pixelAspect: number, longest: number) {
  const grid = arrowGrid(WIDTH, HEIGHT, SPACING);
  const count = grid.columns * grid.rows;
  const samples = Float32Array.from({ length: 2 * count }, (_, i) => {
    const arrow = i >> 1;
    const length = (longest * (1 + (arrow % 7))) / 7;
    return i % 2 === 0 ? length * Math.cos(arrow * 0.7) : length * Math.sin(arrow * 0.7);
  });
  return arrowGeometry(grid, samples, { scale: 1, minimumSpeed: 0, pixelAspect, spacing: SPACING });
}

interface Painted {
  readonly width: number;
  readonly height: number;
  readonly exact: RgbaSurface;
  /** RGBA of the quick raster. */
  readonly quick: Uint8ClampedArray;
}

/** All pixels of what was added. */
function finished(raster: QuiverRaster): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(4 * raster.width * raster.height);
  raster.finish(FILL, HALO, (y, _, rgba) => pixels.set(rgba, 4 * raster.width * y));
  return pixels;
}

function paint(
  zoom: number,
  {
    pixelAspect = 1,
    halo = true,
    longest = 20,
  }: { pixelAspect?: number; halo?: boolean; longest?: number } = {},
): Painted {
  const width = Math.round(WIDTH * pixelAspect * zoom);
  const height = HEIGHT * zoom;
  const geometry = arrows(pixelAspect, longest);
  const exact = new RgbaSurface(width, height);
  const brush = new Brush(exact, { scaleX: zoom, scaleY: zoom, offsetX: 0.3, offsetY: -0.2 });
  const look = { colouring: "plain", fill: FILL, maxSpeed: 1, halo: halo ? HALO : null } as const;
  paintArrows(brush, geometry, SPACING, pixelAspect, look);
  const raster = new QuiverRaster(width, height);
  const placement: RasterPlacement = {
    scaleX: zoom * pixelAspect,
    scaleY: zoom,
    offsetX: 0.3,
    offsetY: -0.2,
  };
  raster.add(geometry, { spacing: SPACING, pixelAspect, placement, extraWidth: 0, halo }, null);
  return { width, height, exact, quick: finished(raster) };
}

/** Opacities of a picture, 0 to 255, with their mean. */
function opacities(rgba: Uint8ClampedArray): number[] {
  return Array.from({ length: rgba.length / 4 }, (_, i) => rgba[4 * i + 3] ?? 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

beforeAll(loadKernels);

describe("QuiverRaster", () => {
  it.each([
    ["as large as the movie", 1, {}],
    ["three times as large", 3, {}],
    ["without halos", 2, { halo: false }],
    ["pixels that are not square", 2, { pixelAspect: 64 / 45 }],
    ["short arrows", 2, { longest: 5 }],
  ] as const)("paints what the exact rasteriser paints: %s", (_, zoom, options) => {
    const { exact, quick } = paint(zoom, options);
    const wanted = opacities(exact.rgba);
    const got = opacities(quick);
    expect(mean(wanted)).toBeGreaterThan(2);
    expect(Math.abs(mean(got) - mean(wanted)) / mean(wanted)).toBeLessThan(0.06);
    const far = wanted.filter((value, i) => Math.abs(value - (got[i] ?? 0)) > 90);
    expect(far.length / wanted.length).toBeLessThan(0.002);
  });

  it("paints arrows in full in their colour, over a halo that overlaps do not darken", () => {
    const { quick } = paint(4);
    const colours = new Set<string>();
    let darkest = 0;
    for (let i = 0; i < quick.length; i += 4) {
      const [r, g, b, alpha] = quick.subarray(i, i + 4);
      if (alpha === 255) colours.add(`${r} ${g} ${b}`);
      if (r === 0 && g === 0 && b === 0) darkest = Math.max(darkest, alpha ?? 0);
    }
    expect(darkest).toBe(Math.round(255 * HALO.alpha));
    expect(colours).toContain("250 250 246");
  });

  it("gives arrows colours of their own", () => {
    const raster = new QuiverRaster(60, 100);
    const grid = { stepX: 24, stepY: 24, columns: 2, rows: 1, firstX: 5, firstY: 80 };
    const geometry = arrowGeometry(grid, Float32Array.of(15, 0, 15, 0), {
      scale: 1,
      minimumSpeed: 0,
      pixelAspect: 1,
      spacing: 24,
    });
    const placement = { scaleX: 1, scaleY: 1, offsetX: 0, offsetY: 0 };
    const style = { spacing: 24, pixelAspect: 1, placement, extraWidth: 0, halo: true };
    let pixels: Uint8ClampedArray;
    const at = (x: number, y: number) => [...pixels.subarray(4 * (60 * y + x), 4 * (60 * y + x) + 4)];
    raster.add(geometry, style, Uint8Array.of(200, 10, 20, 30, 40, 220));
    pixels = finished(raster);
    expect(at(15, 80)).toEqual([200, 10, 20, 255]);
    expect(at(39, 80)).toEqual([30, 40, 220, 255]);
    // The colours of one painting are not those of the next.
    raster.add(geometry, style, null);
    pixels = finished(raster);
    expect(at(15, 80)).toEqual([250, 250, 246, 255]);
    raster.add(geometry, style, Uint8Array.of(200, 10, 20, 30, 40, 220));
    pixels = finished(raster);
    expect(at(39, 80)).toEqual([30, 40, 220, 255]);
  });

  it("keeps thin arrows visible", () => {
    const raster = new QuiverRaster(40, 20);
    const grid = { stepX: 8, stepY: 8, columns: 1, rows: 1, firstX: 40, firstY: 40 };
    const geometry = arrowGeometry(grid, Float32Array.of(80, 0), {
      scale: 1,
      minimumSpeed: 0,
      pixelAspect: 1,
      spacing: 8,
    });
    const placement = { scaleX: 0.2, scaleY: 0.2, offsetX: 0, offsetY: 0.4 };
    const extraWidth = 1 - arrowStrokeWidth(8) * 0.2;
    raster.add(geometry, { spacing: 8, pixelAspect: 1, placement, extraWidth, halo: false }, null);
    // The shaft lies on the middle of row 8.
    expect(finished(raster)[4 * (40 * 8 + 12) + 3]).toBeGreaterThan(250);
  });

  it("has halos reach no farther than they may", () => {
    const raster = new QuiverRaster(400, 100);
    const grid = { stepX: 24, stepY: 24, columns: 1, rows: 1, firstX: 5, firstY: 5 };
    const look = { scale: 1, minimumSpeed: 0, pixelAspect: 1, spacing: 24 };
    const geometry = arrowGeometry(grid, Float32Array.of(30, 0), look);
    const placement = { scaleX: 10, scaleY: 10, offsetX: 0, offsetY: 0 };
    const style = { spacing: 24, pixelAspect: 1, placement, extraWidth: 0, halo: true };
    // Rows that the arrow and its halo have in the middle of the shaft, around row 55: the arrow itself has 19.
    const rows = (mostHalo?: number): number => {
      raster.add(geometry, mostHalo === undefined ? style : { ...style, mostHalo }, null);
      const pixels = finished(raster);
      return Array.from({ length: 100 }, (_, y) => pixels[4 * (400 * y + 150) + 3] ?? 0).filter(Boolean)
        .length;
    };
    const [free, held] = [rows(), rows(4)];
    expect(free - held).toBe(2 * Math.round(13.2 - 4));
  });

  it("cuts off what lies outside, and starts anew each time", () => {
    const raster = new QuiverRaster(30, 30);
    const geometry = arrows(1, 20);
    const style = { spacing: SPACING, pixelAspect: 1, extraWidth: 0, halo: true };
    raster.add(geometry, { ...style, placement: { scaleX: 1, scaleY: 1, offsetX: -40, offsetY: -40 } }, null);
    expect(opacities(finished(raster)).some((alpha) => alpha > 0)).toBe(true);
    raster.add(geometry, { ...style, placement: { scaleX: 1, scaleY: 1, offsetX: 900, offsetY: 0 } }, null);
    expect(opacities(finished(raster)).every((alpha) => alpha === 0)).toBe(true);
  });

  it("paints the same whatever size it had before", () => {
    const geometry = arrows(1, 20);
    const style = { spacing: SPACING, pixelAspect: 1, extraWidth: 0, halo: true };
    const placement = { scaleX: 1, scaleY: 1, offsetX: 0, offsetY: 0 };
    const colours = new Uint8Array(3 * geometry.count).fill(77);
    const resized = new QuiverRaster(31, 17);
    resized.add(geometry, { ...style, placement }, colours);
    resized.resize(WIDTH, HEIGHT);
    const fresh = new QuiverRaster(WIDTH, HEIGHT);
    const [again, afresh] = [resized, fresh].map((raster) => {
      raster.add(geometry, { ...style, placement }, null);
      return finished(raster);
    });
    expect(opacities(afresh).some((alpha) => alpha > 0)).toBe(true);
    expect(again).toEqual(afresh);
  });
});
