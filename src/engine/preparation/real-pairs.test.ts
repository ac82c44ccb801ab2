import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_FIGURES } from "../../shared/figures";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import { eightBitLuma } from "../../shared/luma-samples";
import { NO_PREPARATION } from "../../shared/preparation";
import type { FlowPool } from "../../workers/flow-pool";
import { fieldBytes } from "../../workers/protocol";
import { evaluateFlow } from "../evaluation/evaluate";
import { readField } from "../field-io/field-file";
import { readLuma } from "../field-io/luma";
import { tools } from "../testing/movies";
import { startTestPool } from "../testing/pool";

/** Pairs with known motion beside the clone, if they are there: they may not be part of it. */
const PAIRS = resolve(import.meta.dirname, "../../../../shared/data/flow");
const names = existsSync(PAIRS) ? readdirSync(PAIRS).sort() : [];

let pool: FlowPool;
beforeAll(async () => {
  pool = await startTestPool(2);
});
afterAll(() => pool.dispose());

/** Mean endpoint error of the usual preset, in pixels. */
async function endpointError(name: string, first: Uint8Array, second: Uint8Array, flicker: boolean) {
  const truth = await readField(tools, join(PAIRS, name, "flow.flo"));
  const { width, height } = truth;
  const { heap } = pool;
  const pixels = width * height;
  const memory = [pixels, pixels, fieldBytes(width, height)].map((bytes) => heap.allocate(bytes));
  const [one, two, field] = memory;
  heap.bytes(one).set(first);
  heap.bytes(two).set(second);
  const parameters = { ...DEFAULT_FLOW_PARAMETERS, preparation: { ...NO_PREPARATION, flicker } };
  await pool.flow({ width, height, first: one, second: two, field, parameters, figures: DEFAULT_FIGURES });
  const u = heap.floats(field.byteOffset, pixels).slice();
  const v = heap.floats(field.byteOffset + 4 * pixels, pixels).slice();
  for (const piece of memory) heap.release(piece);
  return evaluateFlow({ width, height, u, v }, truth).endpointError.mean;
}

async function frames(name: string): Promise<readonly [Uint8Array, Uint8Array]> {
  const files = readdirSync(join(PAIRS, name))
    .filter((file) => file.startsWith("frame"))
    .sort();
  const [first, second] = await Promise.all(files.map((file) => readLuma(tools, join(PAIRS, name, file))));
  return [eightBitLuma(first.luma), eightBitLuma(second.luma)];
}

describe.skipIf(names.length === 0)("evening out the light of real pairs", () => {
  it.each(names)("of %s leaves their motion alone", async (name) => {
    const [first, second] = await frames(name);
    const off = await endpointError(name, first, second, false);
    expect(await endpointError(name, first, second, true)).toBeLessThan(1.02 * off + 1e-6);
  });

  it.each(names)("of %s finds it again where the second is brighter", async (name) => {
    // Darker, so that the brighter one has room.
    const [first, second] = (await frames(name)).map((luma) => luma.map((level) => Math.round(0.85 * level)));
    const lit = second.map((level) => Math.round(1.1 * level + 5));
    const clean = await endpointError(name, first, second, false);
    expect(await endpointError(name, first, lit, true)).toBeLessThan(1.05 * clean + 0.001);
  });
});
