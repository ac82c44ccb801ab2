import { describe, expect, it } from "vitest";
import { type CameraModel, cameraMotion, cameraVector, turnAndZoom, withoutCamera } from "./camera-motion";

const SIZE = { width: 160, height: 100, pixelAspect: 1 };

/** A field by its formula, in pixels from the middle, with something else that moves in a part of the picture. */
function field(
  motion: (x: number, y: number) => readonly [number, number],
  moves: (x: number, y: number) => boolean,
) {
  const pixels = SIZE.width * SIZE.height;
  const planes = {
    u: new Float32Array(pixels),
    v: new Float32Array(pixels),
    reliability: new Float32Array(pixels).fill(1),
  };
  for (let at = 0; at < pixels; at++) {
    const [column, row] = [at % SIZE.width, Math.floor(at / SIZE.width)];
    const [u, v] = motion(column - 79.5, row - 49.5);
    const own = moves(column, row) ? [7, -3] : [0, 0];
    // Errors of a hundredth of a pixel, in a pattern.
    const error = 0.01 * Math.sin(at * 12.9898);
    planes.u[at] = u + own[0] + error;
    planes.v[at] = v + own[1] - error;
  }
  return planes;
}

const RIGHT_THIRD = (column: number): boolean => column > 100;

/** A turn by 2 degrees and a zoom by 1.01 about the middle, and a shift. */
const TURNED = ((): ((x: number, y: number) => readonly [number, number]) => {
  const angle = (2 * Math.PI) / 180;
  const [cos, sin] = [1.01 * Math.cos(angle), 1.01 * Math.sin(angle)];
  return (x, y) => [cos * x - sin * y - x + 1.5, sin * x + cos * y - y - 0.5];
})();

/** The camera turns to the side: lines run together. */
const TILTED = (x: number, y: number): readonly [number, number] => {
  const w = 1 + 0.0004 * x - 0.0002 * y;
  return [(x + 3) / w - x, (y - 2) / w - y];
};

describe("the motion of the camera, with a third of the picture moving otherwise", () => {
  it.for([
    ["shift", () => [2.25, -1.5]],
    ["similarity", TURNED],
    ["homography", TILTED],
    ["homography", TURNED],
    ["similarity", () => [2.25, -1.5]],
  ] as const satisfies readonly (readonly [
    CameraModel,
    (x: number, y: number) => readonly [number, number],
  ])[])("%s", ([model, motion]) => {
    const planes = field(motion, RIGHT_THIRD);
    const found = cameraMotion(planes, SIZE, model, 0.5);
    if (found === null) throw new Error("nothing was found");
    for (const place of [
      [0, 0],
      [159, 0],
      [80, 50],
      [20, 99],
    ] as const) {
      const [u, v] = cameraVector(found, SIZE, place);
      const [trueU, trueV] = motion(place[0] - 79.5, place[1] - 49.5);
      expect(Math.hypot(u - trueU, v - trueV)).toBeLessThan(0.02);
    }
    withoutCamera(planes, SIZE, found);
    const at = (column: number, row: number) => [planes.u[row * 160 + column], planes.v[row * 160 + column]];
    expect(Math.hypot(...at(30, 40))).toBeLessThan(0.04);
    expect(at(140, 60)[0]).toBeCloseTo(7, 1);
    expect(at(140, 60)[1]).toBeCloseTo(-3, 1);
  });

  it("its turn and zoom are said", () => {
    const found = cameraMotion(field(TURNED, RIGHT_THIRD), SIZE, "similarity", 0.5);
    if (found === null) throw new Error("nothing was found");
    expect(turnAndZoom(found).turn).toBeCloseTo(2, 2);
    expect(turnAndZoom(found).zoom).toBeCloseTo(1.01, 4);
  });

  it("a turn is one where pixels are twice as wide as high, too", () => {
    const [cos, sin] = [Math.cos(0.03), Math.sin(0.03)];
    const wide = { ...SIZE, pixelAspect: 2 };
    const rolled = (x: number, y: number): readonly [number, number] => [
      (cos * 2 * x - sin * y) / 2 - x,
      sin * 2 * x + cos * y - y,
    ];
    const planes = field(rolled, RIGHT_THIRD);
    const found = cameraMotion(planes, wide, "similarity", 0.5);
    if (found === null) throw new Error("nothing was found");
    expect(turnAndZoom(found).turn).toBeCloseTo((0.03 * 180) / Math.PI, 2);
    expect(turnAndZoom(found).zoom).toBeCloseTo(1, 4);
    const corner = cameraVector(found, wide, [0, 0]);
    expect(Math.hypot(corner[0] - rolled(-79.5, -49.5)[0], corner[1] - rolled(-79.5, -49.5)[1])).toBeLessThan(
      0.02,
    );
    withoutCamera(planes, wide, found);
    expect(Math.hypot(planes.u[40 * 160 + 30], planes.v[40 * 160 + 30])).toBeLessThan(0.04);
  });

  it("is not known where nothing is reliable", () => {
    const planes = field(TURNED, RIGHT_THIRD);
    planes.reliability.fill(0.1);
    expect(cameraMotion(planes, SIZE, "shift", 0.5)).toBeNull();
  });
});
