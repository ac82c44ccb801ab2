import { beforeAll, describe, expect, test } from "vitest";
import { cancelledError, isCancelled, KinoflowError } from "../../shared/errors";
import { DENSE_LIMITS, FLOW_METHODS, type FlowParameters, isSingleScale } from "../../shared/flow";
import { fieldBytes, type SharedBytes } from "../protocol";
import { bytePair, undisturbed } from "../testing/pictures";
import { FlowRunner, preset, singleScale } from "../testing/run-flow";
import { computeFlow, type FlowTask } from "./compute-flow";
import { prepareWorkspace, workspaceBytes } from "./workspace";

let runner: FlowRunner;

beforeAll(async () => {
  runner = await FlowRunner.create();
}, 60_000);

const dense = preset("balanced");

/** A task that can be computed, in memory that stays allocated. */
function taskOf(parameters: FlowParameters, width = 40, height = 30): FlowTask {
  const { heap, kernels } = runner;
  const pair = bytePair("random", width, height, 1);
  const [first, second, field, workspace] = [
    width * height,
    width * height,
    fieldBytes(width, height),
    workspaceBytes(kernels, parameters, width, height, 1),
  ].map((bytes) => heap.allocate(bytes));
  heap.bytes(first).set(pair.first);
  heap.bytes(second).set(pair.second);
  prepareWorkspace(kernels, workspace);
  return { width, height, first, second, field, workspace, parameters, bands: 1 };
}

function expectRefusal(task: FlowTask, message: RegExp, band = 0): void {
  const call = () => computeFlow(runner.kernels, task, band, undisturbed);
  expect(call).toThrow(message);
  expect(call).toThrow(expect.objectContaining({ name: KinoflowError.name, code: "invalid-argument" }));
}

function shorter({ byteOffset, byteLength }: SharedBytes): SharedBytes {
  return { byteOffset, byteLength: byteLength - 1 };
}

describe("refuses with one clear sentence", () => {
  test.each([0, -2, 2.5, 46, Number.NaN])("a window radius of %d", (windowRadius) => {
    for (const method of FLOW_METHODS.filter(isSingleScale)) {
      const task = taskOf(singleScale(method, 2));
      expectRefusal(
        { ...task, parameters: singleScale(method, windowRadius) },
        /^The window radius must be a whole number from 1 to 45, not .*\.$/,
      );
    }
  });

  test.each([
    [6, 30],
    [30, 6],
    [1, 100],
    [1, 1],
  ])("a picture of %d x %d under the window", (width, height) => {
    const parameters = singleScale("lucas-kanade", 2);
    const message = /^A window radius of 2 needs pictures of at least 7 x 7 pixels, not .*\.$/;
    expect(() => workspaceBytes(runner.kernels, parameters, width, height, 1)).toThrow(message);
    expectRefusal({ ...taskOf(dense, width, height), parameters }, message);
  });

  test.each([
    [0, 10],
    [10, 0],
    [4.5, 10],
    [Number.NaN, 10],
    [-4, -4],
  ])("a picture of %d x %d", (width, height) => {
    expectRefusal({ ...taskOf(dense), width, height }, /whole numbers above 0/);
    expectRefusal({ ...taskOf(singleScale("lucas-kanade", 2)), width, height }, /whole numbers above 0/);
  });

  test("two pictures of different size", () => {
    const task = taskOf(dense);
    expectRefusal(
      { ...task, second: shorter(task.second) },
      /^The two pictures must have the same size: 40 x 30 means 1200 samples, but there are 1200 and 1199\.$/,
    );
    expectRefusal({ ...task, width: 39 }, /same size/);
  });

  test("two pictures of different depth, and samples of two bytes that are not where they can be read", () => {
    const task = taskOf(dense);
    const deep = { byteOffset: task.field.byteOffset, byteLength: 2400, bits: 16 } as const;
    expectRefusal(
      { ...task, second: deep },
      /^The two pictures must have samples of the same depth, but the first has 8 bits and the second 16\.$/,
    );
    expectRefusal(
      { ...task, first: { ...deep, byteLength: 1200 }, second: deep },
      /same size.* 600 and 1200\.$/,
    );
    const odd = { ...deep, byteOffset: deep.byteOffset + 1 };
    expectRefusal({ ...task, first: odd, second: deep }, /^The first picture .* multiple of 2 bytes\.$/);
  });

  test("memory that is too small, in the wrong place, or not there", () => {
    const task = taskOf(dense);
    expectRefusal({ ...task, field: shorter(task.field) }, /^The flow field needs 14400 bytes .*\.$/);
    expectRefusal({ ...task, workspace: shorter(task.workspace) }, /^The working memory needs .*\.$/);
    const beyond = { byteOffset: 2 ** 31, byteLength: 1200 };
    expectRefusal({ ...task, first: beyond }, /^The first picture lies outside the shared memory/);
    const { field } = task;
    const uneven = { byteOffset: field.byteOffset + 2, byteLength: field.byteLength };
    expectRefusal({ ...task, field: uneven }, /multiple of 4 bytes/);
  });

  test("bands that do not exist", () => {
    expectRefusal({ ...taskOf(dense), bands: 0 }, /bands/);
    expectRefusal(taskOf(dense), /Of 1 bands there is none with the number 1\./, 1);
  });

  test("a method that does not exist", () => {
    const parameters = { ...dense, method: "magic" } as unknown as FlowParameters;
    expectRefusal({ ...taskOf(dense), parameters }, /^There is no flow method called "magic"\.$/);
  });

  test("frames that are too wide for dense-pyramidal", () => {
    expect(() => workspaceBytes(runner.kernels, dense, 8193, 10, 1)).toThrow(
      /up to 8192 pixels wide, not 8193/,
    );
    expect(workspaceBytes(runner.kernels, singleScale("lucas-kanade", 2), 8193, 10, 1)).toBeGreaterThan(0);
  });

  test.each(Object.keys(DENSE_LIMITS) as (keyof typeof DENSE_LIMITS)[])("any %s out of its range", (key) => {
    const { min, max, integer } = DENSE_LIMITS[key];
    const bad = [Number.NaN, Number.POSITIVE_INFINITY, min - 1, max + 1, "3", null, undefined];
    if (integer) bad.push(min + 0.5);
    for (const value of bad) {
      const given: unknown = Array.isArray(dense.dense[key]) ? [min, min, value, min] : value;
      const parameters = { ...dense, dense: { ...dense.dense, [key]: given } } as FlowParameters;
      const message = new RegExp(
        `^The [a-z -]+ of dense-pyramidal \\(${key}\\) must be .* from ${min} to ${max}`,
      );
      expectRefusal({ ...taskOf(dense), parameters }, message);
      expect(() => workspaceBytes(runner.kernels, parameters, 40, 30, 1)).toThrow(message);
    }
    if (Array.isArray(dense.dense[key])) {
      const parameters = { ...dense, dense: { ...dense.dense, [key]: [min, min, min] } } as unknown;
      expectRefusal({ ...taskOf(dense), parameters: parameters as FlowParameters }, /for each of 4 levels/);
    }
  });
});

test("says rightly how much memory a frame needs that no memory has room for", () => {
  // About 44 bytes a pixel; a sum in 32 bits would have wrapped around.
  expect(workspaceBytes(runner.kernels, preset("accurate"), 8192, 16384, 1)).toBeGreaterThan(2 ** 32);
});

test("lucas-kanade needs a few rows only", () => {
  const bytes = workspaceBytes(runner.kernels, singleScale("lucas-kanade", 45), 1920, 1080, 2);
  expect(bytes).toBeLessThan(512 * 1024);
});

describe("a workspace", () => {
  test("does for one pair after the other, and for other parameters of no more need", () => {
    const { kernels, heap } = runner;
    const task = taskOf(preset("accurate"), 64, 48);
    const result = (parameters: FlowParameters) => {
      computeFlow(kernels, { ...task, parameters }, 0, undisturbed);
      return heap.floats(task.field.byteOffset, 3 * 64 * 48).slice();
    };
    const accurate = result(preset("accurate"));
    const fast = result(preset("fast"));
    expect(fast).not.toEqual(accurate);
    expect(result(preset("accurate"))).toEqual(accurate);
    expect(result(preset("fast"))).toEqual(fast);
  });
});

describe.each(FLOW_METHODS)("%s", (method) => {
  const parameters = isSingleScale(method) ? singleScale(method, 2) : dense;

  test("can be cancelled wherever it asks, and works the next time", () => {
    const task = taskOf(parameters, 64, 48);
    const { kernels, heap } = runner;
    let asked = 0;
    const count = () => {
      asked++;
    };
    computeFlow(kernels, task, 0, { ...undisturbed, throwIfCancelled: count });
    const expected = heap.floats(task.field.byteOffset, 3 * 64 * 48).slice();
    expect(asked).toBeGreaterThan(1);
    for (let point = 1; point <= asked; point += Math.ceil(asked / 20)) {
      let left = point;
      const cancel = () => {
        left--;
        if (left === 0) throw cancelledError();
      };
      let thrown: unknown;
      try {
        computeFlow(kernels, task, 0, { ...undisturbed, throwIfCancelled: cancel });
      } catch (error) {
        thrown = error;
      }
      expect(isCancelled(thrown)).toBe(true);
      computeFlow(kernels, task, 0, undisturbed);
      expect(heap.floats(task.field.byteOffset, 3 * 64 * 48).slice()).toEqual(expected);
    }
  });

  test("tells once what it holds", () => {
    const held: number[] = [];
    const { workingBytes } = computeFlow(runner.kernels, taskOf(parameters), 0, {
      ...undisturbed,
      holdsMost: ({ buffers, lists }) => held.push(buffers + lists),
    });
    expect(held).toEqual([workingBytes]);
    expect(workingBytes).toBeGreaterThan(0);
  });
});

test("the error of going forward and back", () => {
  const { heap, kernels } = runner;
  const [width, height] = [20, 10];
  const pixels = width * height;
  const planes = heap.allocate(5 * 4 * pixels);
  const at = (which: number) => planes.byteOffset + 4 * pixels * which;
  for (const [which, value] of [2.5, -1, -2.5, 1.5].entries()) heap.floats(at(which), pixels).fill(value);
  kernels.call.forwardBackwardRows(at(0), at(1), at(2), at(3), width, height, at(4), 0, height);
  heap.floats(at(4), pixels).forEach((error, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    // Nothing can be said of what leaves the frame.
    expect(error).toBe(x + 2.5 > width - 1 || y < 1 ? Number.POSITIVE_INFINITY : 0.5);
  });
});
