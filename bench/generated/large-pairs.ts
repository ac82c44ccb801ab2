import type { TruePair } from "../support/grey-pair";
import { drive } from "./drive";
import type { SeenPair } from "./filmed";
import { largeMotions } from "./large-motions";

/** A pair of large motions; its group says what is asked of it. */
export type LargePair = TruePair & SeenPair & { readonly group: "layers" | "films" };

const FRAME = [1024, 436] as const;
const HIGH_FRAME = [1024, 576] as const;
const DRIVE_FRAME = [1242, 375] as const;

/**
 * Pairs of motions up to an eighth of the width and beyond: layers, whose occlusions are true to them, and what resembles films: a
 * blurred front, streets seen from a car. As with the other generated pairs, no parameter was chosen on them. They are made one
 * after the other, as each takes seconds.
 */
export function* largePairs(): Generator<LargePair> {
  yield named("layers-40", "layers", largeMotions(91, FRAME, { length: 40, ground: [0, 0], shapes: 5 }));
  yield named("layers-80", "layers", largeMotions(92, FRAME, { length: 80, ground: [-9, 6], shapes: 5 }));
  yield named(
    "layers-120",
    "layers",
    largeMotions(93, HIGH_FRAME, { length: 120, ground: [6, 2], shapes: 5 }),
  );
  yield named("pan-80", "layers", largeMotions(94, FRAME, { length: 30, ground: [80, 6], shapes: 4 }));
  yield named(
    "blurred-front",
    "films",
    largeMotions(95, FRAME, { length: 85, ground: [20, -8], shapes: 5, shutter: 0.5 }),
  );
  yield named("drive-ahead", "films", drive(96, DRIVE_FRAME, { forward: 1.2, turn: 0, nod: 0, boxes: 5 }));
  yield named(
    "drive-turn",
    "films",
    drive(97, DRIVE_FRAME, { forward: 1, turn: -0.05, nod: 0.003, boxes: 5 }),
  );
}

function named(name: string, group: LargePair["group"], pair: SeenPair): LargePair {
  return { name, group, ...pair };
}
