import type { MapKind } from "./settings";

/** What people are told of a map. */
export interface MapWords {
  readonly name: string;
  /** Empty for numbers without one. */
  readonly unit: string;
  /** A sentence or two: what the numbers mean, with their sign. */
  readonly explanation: string;
}

export const MAP_WORDS: Readonly<Record<MapKind, MapWords>> = {
  direction: {
    name: "direction",
    unit: "px/frame",
    explanation: "The hue is the direction of the motion, the saturation its speed.",
  },
  speed: { name: "speed", unit: "px/frame", explanation: "How far a pixel moves until the next frame." },
  divergence: {
    name: "divergence",
    unit: "1/frame",
    explanation:
      "du/dx + dv/dy: above 0 the motion spreads out (something comes nearer), below 0 it contracts.",
  },
  vorticity: {
    name: "vorticity",
    unit: "1/frame",
    explanation:
      "dv/dx - du/dy, twice the angular velocity: above 0 the motion turns clockwise on the screen, below 0 counter-clockwise.",
  },
  shear: {
    name: "shear",
    unit: "1/frame",
    explanation:
      "How fast the picture is sheared: 0 where it moves, turns or scales as a whole, whatever the direction.",
  },
  reliability: {
    name: "reliability",
    unit: "",
    explanation: "How well the texture tells the motion, from 0 (a guess) to 1.",
  },
  difference: {
    name: "difference",
    unit: "grey levels",
    explanation:
      "This frame minus the next one moved back by the flow: 0 where the flow explains the picture, above 0 where this frame is brighter.",
  },
};
