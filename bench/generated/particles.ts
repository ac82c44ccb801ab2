import { type FlowField, newField } from "../../src/engine/field-io/flow-field";
import type { GreyPair } from "../support/grey-pair";
import { normal, randomSource } from "./noise";

/** Where a point of the first frame goes, in pixels from where it was. */
type Displacement = (x: number, y: number) => readonly [number, number];

/** A vortex: rings that turn about the centre, the inner ones by up to `degrees`, the outer ones less. */
export function vortex([x0, y0]: readonly [number, number], core: number, degrees: number): Displacement {
  const most = (degrees * Math.PI) / 180;
  return (x, y) => {
    const [dx, dy] = [x - x0, y - y0];
    const distance = (dx * dx + dy * dy) / (core * core);
    // Lamb and Oseen's: solid inside, falling with the square of the distance outside.
    const angle = distance < 1e-9 ? most : (most * -Math.expm1(-distance)) / distance;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    return [dx * cos - dy * sin - dx, dx * sin + dy * cos - dy];
  };
}

/** Two streams that pass each other above and below `y0`, with waves between them. */
export function mixingLayer(y0: number, thickness: number, speed: number, wave: number): Displacement {
  return (x, y) => [
    speed * Math.tanh((y - y0) / thickness) + speed / 3,
    wave * Math.sin((2 * Math.PI * x) / 90) * Math.exp(-(((y - y0) / (3 * thickness)) ** 2)),
  ];
}

/** Turbulence: many vortices of different sizes all over a picture, of cores from 8 to 40 pixels. */
export function turbulence(seed: number, count: number, side: number, degrees: number): Displacement {
  const random = randomSource(seed);
  const vortices = Array.from({ length: count }, () =>
    vortex([side * random(), side * random()], 8 * 5 ** random(), degrees * (2 * random() - 1)),
  );
  return (x, y) => {
    let [u, v] = [0, 0];
    for (const one of vortices) {
      const [du, dv] = one(x, y);
      u += du;
      v += dv;
    }
    return [u, v];
  };
}

/** Share of the particles that leave the sheet of light between the frames, while as many enter it. */
const LOST = 0.06;

/** Two pictures of particles in a sheet of light: one on about 20 pixels, spots of 2 to 3 px, noise of 2 grey levels. */
export function particleImages(
  seed: number,
  width: number,
  height: number,
  displacement: Displacement,
): GreyPair & { readonly truth: FlowField } {
  const random = randomSource(seed);
  const [first, second] = [new Float64Array(width * height), new Float64Array(width * height)];
  // Particles from outside come in too.
  const margin = 40;
  const anywhere = (length: number) => random() * (length + 2 * margin) - margin;
  const count = Math.round(((width + 2 * margin) * (height + 2 * margin)) / 20);
  for (let k = 0; k < count; k++) {
    const [x, y] = [anywhere(width), anywhere(height)];
    const deviation = 0.55 + 0.3 * random();
    const light = 90 + 130 * random();
    addSpot(first, width, height, x, y, deviation, light);
    const [u, v] = displacement(x, y);
    const lost = random() < LOST;
    const [toX, toY] = lost ? [anywhere(width), anywhere(height)] : [x + u, y + v];
    addSpot(second, width, height, toX, toY, deviation, light);
  }
  const developed = (picture: Float64Array) =>
    Uint8Array.from(picture, (light) =>
      Math.round(Math.min(Math.max(12 + light + 2 * normal(random), 0), 255)),
    );
  const truth = newField(width, height);
  for (let k = 0; k < width * height; k++) {
    [truth.u[k], truth.v[k]] = displacement(k % width, Math.floor(k / width));
  }
  return { width, height, first: developed(first), second: developed(second), truth };
}

/** Adds a round spot of light whose brightness falls as a Gaussian. */
function addSpot(
  picture: Float64Array,
  width: number,
  height: number,
  x: number,
  y: number,
  deviation: number,
  light: number,
): void {
  for (let row = Math.max(0, Math.ceil(y - 4)); row < Math.min(height, y + 4); row++) {
    for (let column = Math.max(0, Math.ceil(x - 4)); column < Math.min(width, x + 4); column++) {
      const distance = (column - x) ** 2 + (row - y) ** 2;
      picture[row * width + column] += light * Math.exp(-distance / (2 * deviation * deviation));
    }
  }
}
