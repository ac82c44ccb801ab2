import { describe, expect, it } from "vitest";
import { type Marks, NO_MARKS } from "../marks/marks";
import { ExportMarkPainter } from "./paint-marks";
import { RgbaSurface } from "./surface";

const mark = (id: string, colour: string) => ({ id, name: id, colour, note: "" });
/** One for all: nothing of a frame is left on the next. */
const painter = new ExportMarkPainter();
const SIZE = { width: 400, height: 300 };

function painted(marks: Partial<Marks>, frame = 0, movie = SIZE, pixelAspect = 1): RgbaSurface {
  const surface = new RgbaSurface(SIZE.width, SIZE.height);
  painter.paint(surface, { marks: { ...NO_MARKS, ...marks }, frame }, { ...movie, pixelAspect });
  return surface;
}

function pixel({ width, rgba }: RgbaSurface, x: number, y: number): readonly number[] {
  return [...rgba.slice(4 * (y * width + x), 4 * (y * width + x) + 4)];
}

/** The channel that a pixel has ink in, over a rim that is black; "" where it has none. Lines are smoothed. */
function ink(surface: RgbaSurface, x: number, y: number): string {
  const [red, green, blue] = pixel(surface, x, y);
  return [red > 150 && "red", green > 150 && "green", blue > 150 && "blue"].filter(Boolean).join(" ");
}

describe("marks of an export", () => {
  it("are borders of regions in their colours, with a dark rim, and nothing inside", () => {
    const shape = { kind: "rectangle", x: 50, y: 60, width: 200, height: 100 } as const;
    const surface = painted({ regions: [{ ...mark("a", "#00ff00"), shape }] });
    expect(ink(surface, 49, 100) + ink(surface, 50, 100)).toContain("green");
    expect(ink(surface, 249, 100) + ink(surface, 250, 100)).toContain("green");
    const [red, green, blue, alpha] = pixel(surface, 51, 100);
    expect([red, green, blue]).toEqual([0, 0, 0]);
    expect(alpha).toBeGreaterThan(40);
    expect(pixel(surface, 150, 100)).toEqual([0, 0, 0, 0]);
    expect(pixel(surface, 300, 100)).toEqual([0, 0, 0, 0]);
  });

  it("lie where they are on the movie, whatever its size and the shape of its pixels", () => {
    const line = {
      ...mark("b", "#ff0000"),
      points: [
        [50, 30],
        [50, 60],
      ] as const,
    };
    // Half as many pixels across as down: each is 4 of the picture wide, and 2 high.
    const surface = painted({ lines: [line] }, 0, { width: 100, height: 150 }, 2);
    expect(ink(surface, 202, 90)).toBe("red");
    expect(pixel(surface, 202, 140)).toEqual([0, 0, 0, 0]);
  });

  it("are anchors of tracks at the frame that is shown", () => {
    const track = { ...mark("c", "#0000ff"), anchors: [{ frame: 7, x: 100, y: 100 }] };
    // To the left of the middle, which is open.
    expect(ink(painted({ tracks: [track] }, 7), 95, 100)).toBe("blue");
    expect(pixel(painted({ tracks: [track] }, 7), 100, 100)).toEqual([0, 0, 0, 0]);
    expect(painted({ tracks: [track] }, 6).rgba.every((sample) => sample === 0)).toBe(true);
  });

  it("are what a mask excludes, each pixel once", () => {
    const mask = [10, 20, 30, 11, 20, 30, 11, 40, 50, 12, 20, 31, 20, 0, 400];
    const surface = painted({ mask });
    const counted: [number, number][] = [];
    for (let k = 3; k < surface.rgba.length; k += 4)
      if (surface.rgba[k] > 0) counted.push([((k - 3) / 4) % SIZE.width, Math.floor(k / 4 / SIZE.width)]);
    expect(counted).toHaveLength(10 + 20 + 11 + 400);
    expect(new Set(surface.rgba.filter((alpha, k) => k % 4 === 3 && alpha > 0))).toEqual(new Set([102]));
    expect(counted).toContainEqual([30, 12]);
    expect(counted).not.toContainEqual([30, 11]);
  });

  it("are axes once somebody has laid them: up is up", () => {
    const axes = { origin: [200, 150], turn: 0, yUp: true } as const;
    const surface = painted({ calibration: { pixel: null, axes } });
    expect(ink(surface, 220, 150)).toBe("red green blue");
    expect(ink(surface, 200, 130)).toBe("red green blue");
    expect(pixel(surface, 200, 170)).toEqual([0, 0, 0, 0]);
    expect(pixel(surface, 180, 150)).toEqual([0, 0, 0, 0]);
    expect(painted({}).rgba.every((sample) => sample === 0)).toBe(true);
  });

  it("are letters beside the axes, inside of the quarter between them, which may be all that is in the picture", () => {
    const axes = { origin: [200, 150], turn: 0, yUp: true } as const;
    const surface = painted({ calibration: { pixel: null, axes } });
    const inked = Array.from({ length: SIZE.width * SIZE.height }, (_, k) => k)
      .filter((k) => surface.rgba[4 * k + 3] > 0)
      .map((k) => ({ x: k % SIZE.width, y: Math.floor(k / SIZE.width) }));
    const right = Math.max(...inked.map(({ x }) => x));
    const top = Math.min(...inked.map(({ y }) => y));
    for (const { y } of inked.filter(({ x }) => x > right - 3)) expect(y).toBeLessThan(150);
    for (const { x } of inked.filter(({ y }) => y < top + 3)) expect(x).toBeGreaterThan(200);
  });
});
