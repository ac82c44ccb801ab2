import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { DEFAULT_FIGURES } from "../shared/figures";
import { DEFAULT_FLOW_PARAMETERS } from "../shared/flow";
import { FlowPool } from "../workers/flow-pool";
import { loadKernelModule } from "../workers/kernel/wasm-kernels";
import { fieldBytes } from "../workers/protocol";
import { SharedHeap } from "../workers/shared-heap";
import { buildFlowWorker } from "../workers/testing/build-worker";
import { PoolKeeper } from "./pool-keeper";

const MEBIBYTE = 2 ** 20;
const BOUND = 64 * MEBIBYTE;
const [WIDTH, HEIGHT] = [640, 360];

const { workerPath, kernelPath } = await buildFlowWorker();
const kernel = await loadKernelModule(pathToFileURL(kernelPath));
let keeper: PoolKeeper;
const startKeeper = (): PoolKeeper => {
  keeper = new PoolKeeper(
    () => new FlowPool({ workerUrl: pathToFileURL(workerPath), kernel, heap: new SharedHeap(), size: 2 }),
    BOUND,
  );
  return keeper;
};
afterEach(() => keeper.dispose());

/** Has workers compute a flow, which takes memory and starts them. */
async function compute(
  { heap, ...pool }: { heap: SharedHeap; flow: FlowPool["flow"] },
  signal?: AbortSignal,
) {
  const frame = () => heap.allocate(WIDTH * HEIGHT);
  const places = [frame(), frame(), heap.allocate(fieldBytes(WIDTH, HEIGHT))];
  const [first, second, field] = places;
  for (const [k, place] of places.entries()) heap.bytes(place).fill(k);
  try {
    const parameters = DEFAULT_FLOW_PARAMETERS;
    return await pool.flow(
      {
        ...{ width: WIDTH, height: HEIGHT, first, second, field },
        ...{ parameters, figures: DEFAULT_FIGURES, bands: 2 },
      },
      { signal },
    );
  } finally {
    for (const place of places) heap.release(place);
  }
}

/** Has the memory of the present pool grow, as a large movie does, and touches all of it. */
function grow(bytes: number): void {
  const { heap } = keeper.current;
  const place = heap.allocate(bytes);
  heap.bytes(place).fill(1);
  heap.release(place);
}

const on = (pool: FlowPool) => ({ heap: pool.heap, flow: pool.flow.bind(pool) });

describe("the pool for new work", () => {
  it("stays the same while its memory is small, and is another one with small memory after it has grown", async () => {
    startKeeper();
    const before = keeper.current;
    await compute(on(before));
    keeper.renewIfGrown();
    expect(keeper.current).toBe(before);
    grow(2 * BOUND);
    keeper.renewIfGrown();
    await keeper.settled();
    expect(keeper.current).not.toBe(before);
    expect(keeper.current.heap.capacity).toBeLessThan(BOUND);
    expect((await compute(on(keeper.current))).threads).toBe(2);
    await expect(compute(on(before))).rejects.toMatchObject({ code: "cancelled" });
  });

  it("leaves the one before to those who use it, until the last of them is done", async () => {
    startKeeper();
    const movie = keeper.hold();
    const old = movie.pool;
    let finish = (): void => undefined;
    const going = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const exported = keeper.use(async (pool) => {
      await going;
      return compute(on(pool));
    });
    grow(2 * BOUND);
    keeper.renewIfGrown();
    movie.release();
    movie.release();
    // The export still computes with the pool that it began with.
    finish();
    expect((await exported).threads).toBe(2);
    await keeper.settled();
    await expect(compute(on(old))).rejects.toMatchObject({ code: "cancelled" });
    expect(keeper.hold().pool).toBe(keeper.current);
  });

  it("gives the memory of the one before back to the system", async () => {
    startKeeper();
    await compute(on(keeper.current));
    grow(600 * MEBIBYTE);
    const grown = process.memoryUsage().rss;
    keeper.renewIfGrown();
    await keeper.settled();
    await compute(on(keeper.current));
    // Nobody has to ask for it.
    await expect
      .poll(() => grown - process.memoryUsage().rss, { timeout: 20_000 })
      .toBeGreaterThan(500 * MEBIBYTE);
  });
});
