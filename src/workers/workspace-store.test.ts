import { beforeEach, describe, expect, test } from "vitest";
import { DEFAULT_FLOW_PARAMETERS, DENSE_PRESET_PARAMETERS } from "../shared/flow";
import type { Treatment } from "../shared/treatment";
import { DEFAULT_MEDIAN_TEST, NO_VALIDATION, type Validation } from "../shared/validation";
import type { SharedBytes } from "./protocol";
import { SharedHeap } from "./shared-heap";
import { type WorkspaceSpec, WorkspaceStore } from "./workspace-store";

const MIB = 1024 * 1024;
const MOST = 2;
const spec: WorkspaceSpec = {
  parameters: DEFAULT_FLOW_PARAMETERS,
  width: 64,
  height: 48,
  bands: 1,
  purpose: "flow",
};

function treatedBy(validation: Partial<Validation>): Treatment {
  const checks = { ...NO_VALIDATION, ...validation };
  return { camera: null, validation: checks, mask: [], minimumReliability: 0.5, pixelAspect: 1 };
}

describe("WorkspaceStore", () => {
  let heap: SharedHeap;
  let store: WorkspaceStore;
  let bytes: number;
  let prepared: SharedBytes[];

  beforeEach(() => {
    heap = new SharedHeap();
    bytes = MIB;
    prepared = [];
    store = new WorkspaceStore(
      heap,
      {
        bytes: () => bytes,
        prepare: (memory) => {
          prepared.push(memory);
        },
      },
      MOST,
    );
  });

  /** Leases one after the other, each given back before the next. */
  function inTurn(...specs: readonly WorkspaceSpec[]): void {
    for (const wanted of specs) store.giveBack(store.lease(wanted), true);
  }

  test("lends the same again, without preparing it again", () => {
    const first = store.lease(spec);
    const second = store.lease(spec);
    expect(second.memory).not.toEqual(first.memory);
    store.giveBack(first, true);
    expect(store.lease({ ...spec })).toBe(first);
    store.giveBack(second, true);
    store.giveBack(first, true);
    for (let i = 0; i < 100; i++) inTurn(spec);
    expect(prepared).toEqual([first.memory, second.memory]);
  });

  test("lends one for another frame size, other parameters or other bands only to those", () => {
    const { parameters } = spec;
    const medianTest = DEFAULT_MEDIAN_TEST;
    const single = { ...parameters, method: "lucas-kanade" } as const;
    const specs: WorkspaceSpec[] = [
      spec,
      { ...spec, width: 65 },
      { ...spec, height: 47 },
      { ...spec, bands: 2 },
      { ...spec, purpose: "summary" },
      {
        ...spec,
        purpose: "summary",
        parameters: { ...parameters, treatment: treatedBy({ medianTest, forwardBackward: 1 }) },
      },
      { ...spec, parameters: { ...parameters, dense: DENSE_PRESET_PARAMETERS.fast } },
      { ...spec, parameters: single },
      { ...spec, parameters: { ...single, windowRadius: 9 } },
    ];
    inTurn(...specs);
    expect(prepared.length).toBe(specs.length);
    // What the method does not look at makes no difference.
    inTurn({ ...spec, parameters: { ...single, windowRadius: 9, dense: DENSE_PRESET_PARAMETERS.fast } });
    inTurn({ ...spec, parameters: { ...parameters, windowRadius: 9, dense: DENSE_PRESET_PARAMETERS.fast } });
    expect(prepared.length).toBe(specs.length);
  });

  test("prepares again what a computation has failed in", () => {
    const workspace = store.lease(spec);
    store.giveBack(workspace, false);
    expect(prepared).toEqual([workspace.memory, workspace.memory]);
    expect(store.lease(spec)).toBe(workspace);
  });

  test("holds at most one more than may be lent at a time, whatever is asked for", () => {
    for (let width = 1; width < 50; width++) inTurn({ ...spec, width });
    expect(heap.heldBytes).toBe((MOST + 1) * MIB);
    expect(heap.capacity).toBeLessThan(5 * MIB);
    const leased = [store.lease({ ...spec, width: 100 }), store.lease({ ...spec, width: 101 })];
    expect(heap.heldBytes).toBe((MOST + 1) * MIB);
    for (const workspace of leased) store.giveBack(workspace, true);
    store.trim();
    expect(heap.heldBytes).toBe(0);
  });

  test("keeps what two take turns with, and lets go of what nobody needs any more", () => {
    const other = { ...spec, bands: 2 };
    for (let i = 0; i < 50; i++) inTurn(spec, other);
    expect(prepared.length).toBe(2);
    for (let i = 0; i < 20; i++) inTurn(spec);
    expect(heap.heldBytes).toBe(MIB);
    expect(prepared.length).toBe(2);
  });

  test("gives up what is idle before it runs out of memory, and only then", () => {
    bytes = 1800 * MIB;
    inTurn(spec, { ...spec, width: 65 });
    expect(heap.heldBytes).toBe(2 * bytes);
    bytes = 3000 * MIB;
    const large = store.lease({ ...spec, width: 66 });
    expect(heap.heldBytes).toBe(bytes);
    expect(() => store.lease(spec)).toThrow(expect.objectContaining({ code: "out-of-memory" }));
    store.giveBack(large, true);
    // The failed one does not count as lent.
    inTurn({ ...spec, width: 66 });
    expect(prepared.length).toBe(3);
  });
});
