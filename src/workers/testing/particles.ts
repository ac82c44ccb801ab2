import { type BytePair, randomNumbers } from "./pictures";
import { bytesOf, type MovedPair, type Point } from "./scenes";

/** A motion of many whirls of different sizes, as in turbulence: of `cores` pixels, and turning by up to `degrees`. */
export function whirls(
  seed: number,
  count: number,
  side: number,
  cores: readonly [least: number, most: number],
  degrees: number,
): (x: number, y: number) => Point {
  const random = randomNumbers(seed);
  const all = Array.from({ length: count }, () => ({
    centre: [side * random(), side * random()],
    core: cores[0] + (cores[1] - cores[0]) * random(),
    turn: ((2 * random() - 1) * degrees * Math.PI) / 180,
  }));
  return (x, y) => {
    let [u, v] = [0, 0];
    for (const { centre, core, turn } of all) {
      const [dx, dy] = [x - centre[0], y - centre[1]];
      const distance = (dx * dx + dy * dy) / (core * core);
      // Lamb and Oseen's: solid inside, falling with the square of the distance outside.
      const angle = turn * (distance < 1e-9 ? 1 : -Math.expm1(-distance) / distance);
      u += dx * Math.cos(angle) - dy * Math.sin(angle) - dx;
      v += dx * Math.sin(angle) + dy * Math.cos(angle) - dy;
    }
    return [u, v];
  };
}

/** Two pictures of particles in a sheet of light, one on about 20 pixels, of which some are seen in one picture only. */
export function particles(seed: number, side: number, motion: (x: number, y: number) => Point): MovedPair {
  const random = randomNumbers(seed);
  const margin = 20;
  const anywhere = () => (side + 2 * margin) * random() - margin;
  const light = [new Float64Array(side * side).fill(12), new Float64Array(side * side).fill(12)];
  for (let k = 0; k < (side + 2 * margin) ** 2 / 20; k++) {
    const place: Point = [anywhere(), anywhere()];
    const [size, strength] = [0.55 + 0.3 * random(), 90 + 130 * random()];
    addSpot(light[0], side, place, size, strength);
    const [u, v] = motion(...place);
    const isLost = random() < 0.06;
    addSpot(light[1], side, isLost ? [anywhere(), anywhere()] : [place[0] + u, place[1] + v], size, strength);
  }
  const [first, second] = light.map((one) => bytesOf(Uint8ClampedArray.from(one)));
  return { width: side, height: side, first, second, motion } satisfies BytePair & MovedPair;
}

function addSpot(picture: Float64Array, side: number, [x, y]: Point, size: number, strength: number): void {
  const range = (at: number) => [Math.max(0, Math.ceil(at - 4)), Math.min(side, at + 4)] as const;
  const [top, bottom] = range(y);
  const [left, right] = range(x);
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      const distance = (column - x) ** 2 + (row - y) ** 2;
      picture[row * side + column] += strength * Math.exp(-distance / (2 * size * size));
    }
  }
}
