import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import type { FigureChoice } from "../shared/figures";
import {
  DEFAULT_FLOW_PARAMETERS,
  DENSE_PRESET_PARAMETERS,
  DENSE_PRESETS,
  FLOW_METHODS,
  type FlowMethod,
  type FlowParameters,
  SINGLE_SCALE_METHODS,
} from "../shared/flow";
import { wholeLevels } from "../shared/frame-picture";
import { colourField } from "../shared/overlay/colour-wheel";
import { I420Surface, i420Size } from "../shared/overlay/i420-surface";
import { MapPainter } from "../shared/overlay/map-picture";
import { paintOverlay } from "../shared/overlay/paint-overlay";
import { defaultOverlaySettings, MAP_KINDS, type OverlaySettings } from "../shared/overlay/settings";
import { streamlines } from "../shared/overlay/streamlines";
import type { ExportFrameRequest, FlowRequest } from "./flow-pool";
import { naive } from "./kernel/naive";
import { pictureChange } from "./picture-change";
import { type ColourJob, fieldBytes, type SharedBytes } from "./protocol";
import type { SharedHeap } from "./shared-heap";
import { expectFailure, failure } from "./testing/failure";
import { bytePair, randomNumbers, undisturbed } from "./testing/pictures";
import { ALL_PIXELS } from "./testing/run-flow";
import { testPools } from "./testing/test-pools";

const built = testPools();
const scratch = mkdtempSync(join(tmpdir(), "kinoflow-flow-pool-"));

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function single(method: FlowMethod, windowRadius = 2): FlowParameters {
  return { ...DEFAULT_FLOW_PARAMETERS, method, windowRadius };
}

function copyOf(heap: SharedHeap, values: ArrayLike<number>): SharedBytes {
  const shared = heap.allocate(values.length);
  heap.bytes(shared).set(values);
  return shared;
}

/** A pair of random pictures, and a field full of 0xff. */
function request(heap: SharedHeap, width: number, height: number, parameters = single("streaming")) {
  const pair = bytePair("random", width, height, 1);
  const field = heap.allocate(fieldBytes(width, height));
  heap.bytes(field).fill(0xff);
  const [first, second] = [copyOf(heap, pair.first), copyOf(heap, pair.second)];
  return { width, height, first, second, field, parameters, figures: ALL_PIXELS } satisfies FlowRequest;
}

/** A texture that moves by (3, -2), so that every stage of a dense computation has something to do. */
function movingRequest(heap: SharedHeap, width: number, height: number, parameters: FlowParameters) {
  const random = randomNumbers(7);
  const stride = width + 8;
  const noise = Float64Array.from({ length: stride * (height + 8) }, random);
  const texture = (x: number, y: number) => {
    let sum = 0;
    for (let j = 0; j < 4; j++) for (let i = 0; i < 4; i++) sum += noise[(y + j) * stride + x + i];
    return 128 + 60 * (sum - 8);
  };
  const wanted = request(heap, width, height, parameters);
  const [first, second] = [heap.bytes(wanted.first), heap.bytes(wanted.second)];
  for (let i = 0; i < first.length; i++) {
    const [x, y] = [i % width, Math.floor(i / width)];
    first[i] = texture(x + 3, y);
    second[i] = texture(x, y + 2);
  }
  return wanted;
}

/** What a range holds now, to be compared quickly. */
function snapshot(heap: SharedHeap, range: SharedBytes): Buffer {
  return Buffer.from(heap.bytes(range));
}

/** Naive with windows of 61 x 61 on a large frame: minutes of work. */
function endlessRequest(heap: SharedHeap): FlowRequest {
  return request(heap, 640, 480, single("naive", 30));
}

function planesOf(heap: SharedHeap, { byteOffset }: SharedBytes, pixels: number) {
  const plane = (index: number) => heap.floats(byteOffset + 4 * index * pixels, pixels);
  return { u: plane(0), v: plane(1), reliability: plane(2) };
}

describe("flow", () => {
  test.each(SINGLE_SCALE_METHODS)("by %s lands in shared memory, with a report", async (method) => {
    const pool = built.newPool();
    const { heap } = pool;
    const wanted = request(heap, 60, 50, single(method, 3));
    const before = heap.bytes(wanted.first).slice();
    const report = await pool.flow(wanted);
    const expected = { u: new Float32Array(3000), v: new Float32Array(3000) };
    const pair = { width: 60, height: 50, first: before, second: heap.bytes(wanted.second) };
    naive(pair, 3, expected, undisturbed);
    const { u, v, reliability } = planesOf(heap, wanted.field, 3000);
    let worst = 0;
    for (let i = 0; i < 3000; i++) {
      worst = Math.max(worst, Math.abs(u[i] - expected.u[i]), Math.abs(v[i] - expected.v[i]));
    }
    expect(worst).toBeLessThan(1e-4);
    expect(heap.bytes(wanted.first)).toEqual(before);
    expect(Math.max(...reliability)).toBeGreaterThan(0.5);
    expect(Math.max(...reliability)).toBeLessThan(1);
    expect(Math.min(...reliability)).toBe(0);
    const speeds = Array.from(u, (value, i) => Math.hypot(value, v[i]));
    expect(report.maxSpeed).toBeCloseTo(Math.max(...speeds), 3);
    expect(report.meanSpeed).toBeCloseTo(speeds.reduce((sum, speed) => sum + speed, 0) / (52 * 42), 3);
    expect(report.p95Speed).toBeGreaterThan(report.medianSpeed);
    expect(report.flowMs).toBeGreaterThan(0);
    expect(report.stages.solveMs).toBeLessThanOrEqual(report.flowMs);
    expect(report.stages.statisticsMs).toBeGreaterThan(0);
    expect(report.workingBytes).toBeGreaterThan(60 * 4 * 5);
    expect(report.threads).toBe(1);
  });

  test.each(DENSE_PRESETS)("by dense-pyramidal (%s) finds a motion of pixels", async (preset) => {
    const pool = built.newPool({ size: 2 });
    const parameters = { ...DEFAULT_FLOW_PARAMETERS, dense: DENSE_PRESET_PARAMETERS[preset] };
    const wanted = movingRequest(pool.heap, 161, 121, parameters);
    const report = await pool.flow({ ...wanted, bands: 2 });
    const { u, v } = planesOf(pool.heap, wanted.field, 161 * 121);
    expect(u[60 * 161 + 80]).toBeCloseTo(3, 0);
    expect(v[60 * 161 + 80]).toBeCloseTo(-2, 0);
    expect(report.threads).toBe(2);
    expect(report.stages.pyramidMs).toBeGreaterThan(0);
    expect(report.medianSpeed).toBeCloseTo(Math.hypot(3, 2), 0);
  });

  const variants: [string, FlowParameters][] = [
    ["lucas-kanade", single("lucas-kanade", 3)],
    ["lucas-kanade with large windows", single("lucas-kanade", 20)],
    ...DENSE_PRESETS.map((preset): [string, FlowParameters] => [
      preset,
      { ...DEFAULT_FLOW_PARAMETERS, dense: DENSE_PRESET_PARAMETERS[preset] },
    ]),
  ];
  test.each(variants)("by %s has the same bits for any number of bands", async (_, parameters) => {
    const pool = built.newPool({ size: 3 });
    for (const [width, height] of [
      [101, 75],
      [64, 48],
      [131, 51],
    ]) {
      const wanted = movingRequest(pool.heap, width, height, parameters);
      const fields: Buffer[] = [];
      const summaries: unknown[] = [];
      for (const bands of [1, 2, 3]) {
        pool.heap.bytes(wanted.field).fill(0xff);
        const { flowMs, stages, workingBytes, threads, ...summary } = await pool.flow({ ...wanted, bands });
        expect(threads).toBe(bands);
        fields.push(snapshot(pool.heap, wanted.field));
        summaries.push(summary);
      }
      expect(fields.map((field) => field.equals(fields[0]))).toEqual([true, true, true]);
      expect(summaries).toEqual([summaries[0], summaries[0], summaries[0]]);
    }
  });

  // Stages that look beyond their rows meet those of several neighbours when bands are thin.
  test.each(DENSE_PRESETS)("by %s has the same bits for as many bands as sixteen", async (preset) => {
    const pool = built.newPool({ size: 16 });
    const parameters = { ...DEFAULT_FLOW_PARAMETERS, dense: DENSE_PRESET_PARAMETERS[preset] };
    const wanted = movingRequest(pool.heap, 67, 401, parameters);
    const fields: Buffer[] = [];
    for (const bands of [1, 7, 16]) {
      pool.heap.bytes(wanted.field).fill(0xff);
      expect((await pool.flow({ ...wanted, bands })).threads).toBe(bands);
      fields.push(snapshot(pool.heap, wanted.field));
    }
    expect(fields.map((field) => field.equals(fields[0]))).toEqual([true, true, true]);
  });

  test("takes no more bands than there are workers, and rows for", async () => {
    const pool = built.newPool({ size: 3 });
    const threads = async (height: number, bands: number, parameters: FlowParameters) => {
      const wanted = request(pool.heap, 40, height, parameters);
      return (await pool.flow({ ...wanted, bands })).threads;
    };
    expect(await threads(200, 9, single("lucas-kanade"))).toBe(3);
    expect(await threads(47, 3, single("lucas-kanade"))).toBe(2);
    expect(await threads(9, 3, single("lucas-kanade"))).toBe(1);
    expect(await threads(200, 3, single("streaming"))).toBe(1);
  });

  test("of many frames at a time is what it is one by one", async () => {
    const pool = built.newPool({ size: 3 });
    const parameters = { ...DEFAULT_FLOW_PARAMETERS, dense: DENSE_PRESET_PARAMETERS.fast };
    const wanted = [61, 97, 75].map((width) => movingRequest(pool.heap, width, 64, parameters));
    const alone: Buffer[] = [];
    for (const one of wanted) {
      await pool.flow(one);
      alone.push(snapshot(pool.heap, one.field));
      pool.heap.bytes(one.field).fill(0);
    }
    const runs = wanted.map((one, i) => pool.flow({ ...one, bands: i + 1 }, { priority: i }));
    await Promise.all(runs);
    wanted.forEach(({ field }, i) => {
      expect(snapshot(pool.heap, field).equals(alone[i])).toBe(true);
    });
  });
});

describe("summariseStream", () => {
  const [width, height] = [72, 50];
  const frameBytes = i420Size(width, height);
  const parameters = single("lucas-kanade", 3);
  const how = { parameters, figures: ALL_PIXELS };

  /** Frames of a texture that drifts, in a file: it can be read like a pipe. */
  function openFrames(heap: SharedHeap, count: number) {
    const pictures = Array.from({ length: count }, (_, k) => {
      const frame = Buffer.alloc(frameBytes, k);
      for (let at = 0; at < width * height; at++) {
        const [x, y] = [at % width, Math.floor(at / width)];
        frame[at] = 128 + 90 * Math.sin((x - 0.3 * k) / 5) * Math.sin((y + 0.2 * k * k) / 7);
      }
      return frame;
    });
    const path = join(scratch, `frames-${count}.yuv`);
    writeFileSync(path, Buffer.concat(pictures));
    const pipe = openSync(path, "r");
    onTestFinished(() => closeSync(pipe));
    const places = [heap.allocate(frameBytes), heap.allocate(frameBytes)] as const;
    return { pictures, request: { pipe, frameBytes, places, width, height, ...how, skipped: 0 } };
  }

  test("says of each frame what the summary of the pair that it ends says", async () => {
    const pool = built.newPool();
    const { pictures, request } = openFrames(pool.heap, 7);
    const first = await pool.summariseStream({ ...request, before: 0, count: 3 });
    const second = await pool.summariseStream({ ...request, before: 3, count: 9 });
    expect([first.ended, first.frames.length]).toEqual([false, 3]);
    expect([second.ended, second.frames.length]).toEqual([true, 4]);
    const reports = [...first.frames, ...second.frames].map(({ report }) => report);
    expect(reports[0]).toBeNull();
    const luma = (k: number) => copyOf(pool.heap, pictures[k].subarray(0, width * height));
    for (let k = 1; k < 7; k++) {
      const pair = { width, height, ...how, first: luma(k - 1), second: luma(k) };
      const { meanU, meanV, p95Speed, change } = await pool.summarise(pair);
      expect(reports[k]).toMatchObject({ meanU, meanV, p95Speed, change });
      expect(p95Speed).toBeGreaterThan(0.1);
    }
  });

  test("leaves out the flow that is not wanted", async () => {
    const pool = built.newPool();
    const { request } = openFrames(pool.heap, 6);
    const { frames } = await pool.summariseStream({ ...request, skipped: 3, before: 0, count: 6 });
    expect(frames.map(({ report }) => report !== null)).toEqual([false, false, false, false, true, true]);
  });

  test("makes way for somebody in a hurry, and goes on where it was", async () => {
    const pool = built.newPool();
    const { request } = openFrames(pool.heap, 40);
    const stream = pool.summariseStream({ ...request, before: 0, count: 40 }, { priority: -1 });
    const { first, second, field } = movingRequest(pool.heap, width, height, parameters);
    await pool.flow({ width, height, first, second, field, ...how });
    const { frames, ended } = await stream;
    expect(ended).toBe(false);
    expect(frames.length).toBeGreaterThan(0);
    expect(frames.length).toBeLessThan(40);
    const rest = await pool.summariseStream({ ...request, before: frames.length, count: 40 });
    expect(frames.length + rest.frames.length).toBe(40);
  });

  test("refuses places that a frame does not fit into", async () => {
    const pool = built.newPool();
    const { request } = openFrames(pool.heap, 1);
    const places = [request.places[0], { ...request.places[1], byteLength: frameBytes - 1 }] as const;
    await expectFailure(
      pool.summariseStream({ ...request, places, before: 0, count: 1 }),
      "invalid-argument",
      /does not fit/,
    );
  });
});

describe("count", () => {
  test.each(FLOW_METHODS)("by %s says what the report of the flow says over these pixels", async (method) => {
    const pool = built.newPool({ size: 3 });
    const { first, second, ...wanted } = movingRequest(pool.heap, 72, 50, single(method, 3));
    const flow = (figures: FigureChoice) => pool.flow({ ...wanted, first, second, figures });
    const all = await flow(ALL_PIXELS);
    const { reliability } = planesOf(pool.heap, wanted.field, 72 * 50);
    const middle = reliability.filter((value) => value > 0).sort();
    const minimumReliability = middle[middle.length >> 1];
    const strict: FigureChoice = { figurePixels: "reliable", minimumReliability };
    const { flowMs, stages, workingBytes, threads, ...expected } = await flow(strict);
    const before = snapshot(pool.heap, wanted.field);
    for (const bands of [1, 2, 3]) {
      expect(await pool.count({ ...wanted, figures: strict, bands })).toEqual(expected);
    }
    expect((await pool.count(wanted)).meanSpeed).toBe(all.meanSpeed);
    expect(expected.reliablePixels).toBeGreaterThan(0);
    expect(expected.reliablePixels).toBeLessThan(all.pixels);
    expect(snapshot(pool.heap, wanted.field).equals(before)).toBe(true);
  });

  test("needs little memory, and gives it back", async () => {
    const pool = built.newPool({ size: 1 });
    const { first, second, ...wanted } = movingRequest(pool.heap, 300, 200, DEFAULT_FLOW_PARAMETERS);
    await pool.flow({ ...wanted, first, second });
    pool.trim();
    const held = pool.heap.heldBytes;
    await pool.count(wanted);
    expect(pool.heap.heldBytes - held).toBeLessThan(100_000);
    pool.trim();
    expect(pool.heap.heldBytes).toBe(held);
  });

  test("refuses a field that is none", async () => {
    const pool = built.newPool();
    const { first, second, ...wanted } = request(pool.heap, 40, 30);
    const short = { ...wanted.field, byteLength: wanted.field.byteLength - 4 };
    await expectFailure(pool.count({ ...wanted, field: short }), "invalid-argument", /size of the pictures/);
    const outside = { ...wanted.field, byteOffset: pool.heap.capacity };
    await expectFailure(pool.count({ ...wanted, field: outside }), "invalid-argument", /not in the memory/);
  });
});

describe("summarise", () => {
  test.each(FLOW_METHODS)("by %s says what the report of a field says", async (method) => {
    const pool = built.newPool({ size: 2 });
    const { field, ...wanted } = movingRequest(pool.heap, 72, 50, single(method, 3));
    const { flowMs, stages, workingBytes, threads, ...expected } = await pool.flow({ ...wanted, field });
    const before = snapshot(pool.heap, field);
    const [summary, ...others] = await Promise.all(
      [true, true, false].map((directions) => pool.summarise({ ...wanted, directions })),
    );
    for (const mean of ["meanU", "meanV", "meanSpeed"] as const) {
      expect(Math.abs(summary[mean] - expected[mean])).toBeLessThanOrEqual(2 ** -19 * expected.meanSpeed);
    }
    // How closely by lucas-kanade, summarise-pair.test.ts says.
    const digits = method === "lucas-kanade" ? 4 : 15;
    for (const speed of ["medianSpeed", "p95Speed", "maxSpeed"] as const) {
      expect(summary[speed]).toBeCloseTo(expected[speed], digits);
    }
    const { reliableShare, directions } = expected;
    expect(summary).toMatchObject({ reliableShare, directions, threads: 1 });
    expect(others.map((one) => one.meanU)).toEqual([summary.meanU, summary.meanU]);
    expect(others.map((one) => one.directions)).toEqual([directions, []]);
    expect((await pool.summarise(wanted)).directions).toEqual([]);
    expect(summary.flowMs).toBeGreaterThan(0);
    const { first, second } = wanted;
    expect(summary.change).toEqual(
      pictureChange(snapshot(pool.heap, first), snapshot(pool.heap, second), wanted),
    );
    expect(summary.change.lumaDifference).toBeGreaterThan(0);
    expect(snapshot(pool.heap, field).equals(before)).toBe(true);
  });

  test.each(["lucas-kanade", "dense-pyramidal", "streaming"] as const)(
    "by %s takes its working memory again for the next pair, and gives it back",
    async (method) => {
      const pool = built.newPool({ size: 2 });
      const wanted = movingRequest(pool.heap, 96, 64, single(method));
      const { heldBytes } = pool.heap;
      const pass = () => Promise.all([1, 2, 3, 4].map(() => pool.summarise(wanted)));
      // Both workers have had work at the same time then.
      await pass();
      await pass();
      const { capacity } = pool.heap;
      for (let i = 0; i < 20; i++) await pass();
      expect(pool.heap.capacity).toBe(capacity);
      pool.trim();
      // What is left is not working memory of pairs: two words for each job that may run.
      expect(pool.heap.heldBytes - heldBytes).toBeLessThan(1024);
    },
  );
});

describe("memory", () => {
  test.each([
    ["lucas-kanade", single("lucas-kanade")],
    ["dense-pyramidal", DEFAULT_FLOW_PARAMETERS],
  ])("stays where it is over 200 pairs of %s", async (_, parameters) => {
    const pool = built.newPool({ size: 2 });
    const { heap } = pool;
    const wanted = [0, 1, 2].map(() => movingRequest(heap, 96, 64, parameters));
    const pairs = async (count: number) => {
      for (let i = 0; i < count; i += 4) {
        await Promise.all([...wanted.map((one) => pool.flow(one)), pool.flow({ ...wanted[0], bands: 2 })]);
      }
    };
    await pairs(40);
    const [held, capacity] = [heap.heldBytes, heap.capacity];
    // What is garbage is collected now and then: the least of several times is what stays.
    const staying = async (): Promise<number> => {
      const times: number[] = [];
      for (let k = 0; k < 8; k++) {
        await pairs(40);
        times.push(pool.heapBytes());
      }
      return Math.min(...times);
    };
    const workers = await staying();
    await pairs(200);
    expect(await staying()).toBeLessThan(workers + 4 * 1024 * 1024);
    expect(heap.heldBytes).toBe(held);
    expect(heap.capacity).toBe(capacity);
    pool.trim();
    for (const range of wanted.flatMap(({ first, second, field }) => [first, second, field])) {
      heap.release(range);
    }
    expect(heap.heldBytes).toBe(0);
  });

  test("that the heap has grown by is seen by workers that are there already", async () => {
    const pool = built.newPool({ size: 2 });
    await pool.flow({ ...request(pool.heap, 40, 40, single("lucas-kanade")), bands: 2 });
    for (let i = 0; i < 5; i++) {
      pool.heap.allocate(8 * 1024 * 1024);
      await pool.flow({ ...request(pool.heap, 40, 40, DEFAULT_FLOW_PARAMETERS), bands: 2 });
    }
  });
});

describe("other jobs", () => {
  test("colour paints every step-th pixel that is reliable enough", async () => {
    const pool = built.newPool();
    const { heap } = pool;
    const { width, height, field } = request(heap, 61, 47);
    const planes = planesOf(heap, field, width * height);
    planes.u.forEach((_, i) => {
      planes.u[i] = (i % 13) / 13;
      planes.v[i] = (i % 7) / 7;
      planes.reliability[i] = (i % 5) / 5;
    });
    const size = Math.ceil(61 / 3) * Math.ceil(47 / 3) * 4;
    const picture = heap.allocate(size + 12);
    heap.bytes(picture).fill(0xff);
    const job: ColourJob = {
      kind: "colour",
      ...{ map: "direction", pair: null },
      ...{ width, height, field, picture },
      ...{ limit: 2, step: 3, minimumSpeed: 0, minimumReliability: 0.5, fading: false },
    };
    const { colourMs } = await pool.run(job);
    expect(colourMs).toBeGreaterThan(0);
    const expected = new Uint8Array(size);
    colourField(planes, width, height, 2, 3, 0.5, false, expected);
    expect(heap.bytes(picture)).toEqual(Uint8Array.from([...expected, ...new Array(12).fill(0xff)]));
  });

  test("colour paints any map, and streamlines come with the answer", async () => {
    const pool = built.newPool();
    const { heap } = pool;
    const wanted = request(heap, 101, 75);
    const { width, height, field, first, second, parameters } = wanted;
    await pool.flow(wanted);
    const back = heap.allocate(fieldBytes(width, height));
    await pool.flow({ ...wanted, first: second, second: first, field: back });
    const picture = heap.allocate(width * height * 4);
    const source = {
      ...{ width, height, ...planesOf(heap, field, width * height) },
      pair: {
        ...{ first: heap.bytes(first), second: heap.bytes(second), parameters },
        back: planesOf(heap, back, width * height),
      },
    };
    const painter = new MapPainter();
    for (const map of MAP_KINDS) {
      heap.bytes(picture).fill(9);
      const style = { limit: 0.7, minimumSpeed: 0, minimumReliability: 0.3, fading: true };
      const common = { kind: "colour", map, width, height, field, picture, step: 1, ...style } as const;
      await pool.run({ ...common, pair: { first, second, parameters, back } });
      const expected = new Uint8Array(width * height * 4);
      painter.paintPicture(source, { kind: map, ...style }, 1, expected);
      expect(heap.bytes(picture)).toEqual(expected);
    }
    const { lines } = await pool.run({
      ...{ kind: "streamlines", width, height, field, spacing: 9, minimumSpeed: 0, minimumReliability: 0.3 },
    } as const);
    expect(lines).toEqual(streamlines(source, 9, 0.3));
    expect(lines.lengths.length).toBeGreaterThan(0);
    await expect(
      pool.run({
        kind: "streamlines",
        width,
        height,
        field,
        spacing: 0,
        minimumSpeed: 0,
        minimumReliability: 0,
      }),
    ).rejects.toMatchObject({ code: "invalid-argument" });
  });

  test("a frame of an export has its overlay, and the legend alone without a pair", async () => {
    const pool = built.newPool();
    const { heap } = pool;
    const wanted = request(heap, 101, 75);
    const { width, height, field } = wanted;
    await pool.flow(wanted);
    const source = heap.allocate(i420Size(width, height));
    const target = heap.allocate(i420Size(width, height));
    const original = heap.bytes(source).fill(90).slice();
    const defaults = defaultOverlaySettings(width, height);
    const overlay: OverlaySettings = {
      ...defaults,
      footage: { brightness: 0.8, wash: 0.1 },
      minimumSpeed: 0,
      minimumReliability: 0.7,
      // Which are held against the reference where they are painted, see paint/kernel-surface.test.
      arrows: { ...defaults.arrows, visible: false },
      streamlines: { visible: true, opacity: 1, spacing: 12 },
      colour: { ...defaults.colour, visible: true, kind: "difference" },
    };
    const colour = { matrix: "smpte170m", primaries: "unknown", transfer: "unknown", range: "full" } as const;
    const { first, second, parameters } = wanted;
    const pair = { first, second };
    const frame: ExportFrameRequest = {
      ...{ width, height, source, target, parameters, overlay, pixelAspect: 1, colour, pair: null },
      ...{ picture: { kind: "i420" }, lumaBits: 8, levels: wholeLevels(8), toneMapFrom: null },
    };
    const painted = (planes: ReturnType<typeof planesOf> | null) => {
      const bytes = original.slice();
      const surface = new I420Surface(bytes, width, height, "bt601", "full");
      const lumas = { first: heap.bytes(first), second: heap.bytes(second) };
      paintOverlay(surface, planes && { width, height, ...planes, pair: lumas }, overlay, 1);
      return bytes;
    };

    const { footage } = defaults;
    await pool.exportFrame({ ...frame, overlay: { ...overlay, legend: false, footage } });
    expect(heap.bytes(target)).toEqual(original);
    const { paintMs } = await pool.exportFrame(frame);
    expect(paintMs).toBeGreaterThan(0);
    expect(heap.bytes(target)).toEqual(painted(null));
    expect(heap.bytes(target)).not.toEqual(original);

    await pool.exportFrame({ ...frame, pair });
    expect(heap.bytes(target)).toEqual(painted(planesOf(heap, field, width * height)));
    expect(heap.bytes(target)).not.toEqual(painted(null));
    expect(heap.bytes(source)).toEqual(original);
  });

  test("measure tells what lists of lists, tables, rows and kernels take", async () => {
    const pool = built.newPool();
    const pixels = 200 * 150;
    const peaks = new Map<FlowMethod, number>();
    for (const method of SINGLE_SCALE_METHODS) {
      const wanted = request(pool.heap, 200, 150, single(method));
      // Once to compile the code, which takes memory of its own.
      await pool.measure(wanted);
      const measured = await pool.measure(wanted);
      expect(measured.method).toBe(method);
      expect(measured.ms).toBeGreaterThan(0);
      peaks.set(method, measured.peakBytes / pixels);
    }
    // Five lists of numbers of 8 bytes (or of 4, in engines with compressed pointers) and their spare room.
    expect(peaks.get("naive")).toBeGreaterThan(5 * 4);
    expect(peaks.get("naive")).toBeLessThan(5 * 8 * 2);
    expect(peaks.get("summed-area")).toBe(5 * 8);
    // Five rows of gradients of 4 bytes, one row of five sums of 8.
    expect(peaks.get("streaming")).toBe((5 * 4 + 5 * 8) / 150);
    expect(peaks.get("lucas-kanade")).toBeGreaterThan(0);
    expect(peaks.get("lucas-kanade")).toBeLessThan(5 * 8);
  });

  test("that are bad fail with one sentence, and the worker goes on", async () => {
    const pool = built.newPool();
    const { heap } = pool;
    const { field } = request(heap, 20, 20);
    const picture = heap.allocate(1600);
    const size = { width: 20, height: 20 };
    const job: ColourJob = {
      kind: "colour",
      ...{ map: "direction", pair: null },
      ...{ ...size, field, picture },
      ...{ limit: 1, step: 1, minimumSpeed: 0, minimumReliability: 0, fading: false },
    };
    const bad: [ColourJob, RegExp][] = [
      [{ ...job, limit: 0 }, /full colour/],
      [{ ...job, map: "difference" }, /needs both frames/],
      [{ ...job, step: 0 }, /step/],
      [{ ...job, width: 21 }, /needs 5040 bytes/],
      [{ ...job, width: Number.NaN }, /needs NaN bytes/],
      [{ ...job, field: { ...field, byteOffset: field.byteOffset + 2 } }, /multiple of 4/],
      [{ ...job, picture: { ...picture, byteOffset: 2 ** 31 } }, /not in the memory/],
      [{ ...job, picture: { ...picture, byteOffset: Number.NaN } }, /not in the memory/],
      [{ ...job, kind: "sing" as "colour" }, /does not know/],
    ];
    for (const [badJob, message] of bad) {
      await expectFailure(pool.run(badJob), "invalid-argument", message);
    }
    await expectFailure(pool.run({ ...job, field: null as unknown as SharedBytes }), "internal");
    await expectFailure(pool.run({ ...job, secret: () => 1 } as ColourJob), "internal");
    await pool.run(job);
  });
});

describe("requests that cannot be computed", () => {
  test.each([1, 2])("fail with one sentence, and leave the memory alone (bands: %i)", async (bands) => {
    const pool = built.newPool({ size: 2 });
    const { heap } = pool;
    const good = request(heap, 40, 40, single("lucas-kanade"));
    const dense = { ...good, parameters: DEFAULT_FLOW_PARAMETERS };
    const changed = (change: Partial<FlowParameters["dense"]>) => ({
      ...dense,
      parameters: { ...dense.parameters, dense: { ...dense.parameters.dense, ...change } },
    });
    await pool.flow({ ...good, bands });
    await pool.flow({ ...dense, bands });
    const other = heap.allocate(39 * 40);
    const bad: [FlowRequest, RegExp][] = [
      [{ ...good, second: other }, /same size/],
      [{ ...dense, second: other }, /same size/],
      [{ ...good, width: 0 }, /width and height/],
      [{ ...dense, width: 0 }, /width and height/],
      [{ ...good, height: Number.NaN }, /width and height/],
      [{ ...good, width: 1, height: 1600 }, /at least 7 x 7 pixels, not 1 x 1600/],
      [{ ...dense, width: 1, height: 1600 }, /at least 9 x 9 pixels, not 1 x 1600/],
      [{ ...good, parameters: single("lucas-kanade", 0) }, /window radius/],
      [{ ...good, parameters: single("lucas-kanade", 46) }, /window radius/],
      [{ ...good, parameters: single("naive", Number.NaN) }, /window radius/],
      [{ ...good, parameters: single("lucas-kanade", 19) }, /at least 41 x 41 pixels/],
      [{ ...good, parameters: single("magic" as FlowMethod) }, /no flow method called "magic"/],
      [changed({ damping: Number.NaN }), /damping/],
      [changed({ iterations: [1, 1, Number.NaN, 1] }), /iterations/],
      [changed({ smallestSide: 0 }), /smallest side/],
      [{ ...good, field: { ...good.field, byteLength: 19_199 } }, /room for 19199/],
      [{ ...good, field: { ...good.field, byteOffset: good.field.byteOffset + 4 } }, /multiple of 64/],
      [{ ...good, field: { ...good.field, byteOffset: 2 ** 31 } }, /not in the memory/],
      [{ ...good, first: { ...good.first, byteOffset: Number.NaN } }, /not in the memory/],
      [{ ...good, bands: 0 }, /bands/],
      [{ ...good, bands: Number.NaN }, /bands/],
    ];
    heap.bytes(good.field).fill(7);
    const { heldBytes } = heap;
    for (const [wanted, message] of bad) {
      await expectFailure(pool.flow({ bands, ...wanted }), "invalid-argument", message);
      await expectFailure(pool.measure({ bands, ...wanted }), "invalid-argument", message);
      const { field, bands: wantedBands, ...pair } = wanted;
      if (field === good.field && wantedBands === undefined)
        await expectFailure(pool.summarise(pair), "invalid-argument", message);
    }
    expect(heap.heldBytes).toBe(heldBytes);
    expect(heap.bytes(good.field).every((byte) => byte === 7)).toBe(true);
    expect((await pool.flow({ ...good, bands })).maxSpeed).toBeGreaterThan(0);
  });

  test("because there is no memory for them say so, and others go on", async () => {
    const pool = built.newPool();
    const wanted = request(pool.heap, 256, 256, DEFAULT_FLOW_PARAMETERS);
    const rest = pool.heap.allocate(2 ** 32 - 2 * pool.heap.capacity);
    await expectFailure(pool.flow(wanted), "out-of-memory");
    pool.heap.release(rest);
    await pool.flow(wanted);
  });
});

describe("cancellation", () => {
  test("of a running job lets go within a second, and leaves the memory alone from then on", async () => {
    const pool = built.newPool();
    const { heap } = pool;
    await pool.flow(request(heap, 20, 20));
    const controller = new AbortController();
    const wanted = endlessRequest(heap);
    const running = pool.flow(wanted, { signal: controller.signal });
    setTimeout(() => controller.abort(), 100);
    const start = performance.now();
    await expectFailure(running, "cancelled");
    expect(performance.now() - start).toBeLessThan(1100);
    heap.bytes(wanted.field).fill(7);
    await pool.flow(request(heap, 20, 20));
    expect(heap.bytes(wanted.field).every((byte) => byte === 7)).toBe(true);
  });

  test("of a running summary lets go, and the working memory is as good as new", async () => {
    const pool = built.newPool();
    const { field, ...good } = request(pool.heap, 20, 20, single("naive"));
    const expected = await pool.summarise(good);
    const controller = new AbortController();
    const { field: other, ...endless } = endlessRequest(pool.heap);
    const running = pool.summarise(endless, { signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    await expectFailure(running, "cancelled");
    expect((await pool.summarise(good)).meanU).toBe(expected.meanU);
  });

  test.each(["lucas-kanade", "dense-pyramidal"] as const)(
    "of %s on several workers leaves them and the working memory as good as new",
    async (method) => {
      const pool = built.newPool({ size: 3 });
      const parameters = {
        ...single(method, 8),
        dense: DENSE_PRESET_PARAMETERS.accurate,
      };
      const wanted = { ...movingRequest(pool.heap, 320, 240, parameters), bands: 3 };
      await pool.flow(wanted);
      const expected = snapshot(pool.heap, wanted.field);
      const { heldBytes } = pool.heap;
      let cancelled = 0;
      for (let delay = 0; delay < 24; delay += 2) {
        const controller = new AbortController();
        const running = pool.flow(wanted, { signal: controller.signal });
        if (delay === 0) controller.abort();
        else setTimeout(() => controller.abort(), delay);
        await running.catch(() => cancelled++);
      }
      expect(cancelled).toBeGreaterThan(0);
      pool.heap.bytes(wanted.field).fill(0);
      await pool.flow(wanted);
      expect(snapshot(pool.heap, wanted.field).equals(expected)).toBe(true);
      expect(pool.heap.heldBytes).toBe(heldBytes);
    },
  );
});

describe("dying workers", () => {
  /** The real worker, but for pairs 77 pixels wide: there band 1 ends in one of several ways. */
  function mortalWorker(end: string): string {
    const path = join(scratch, `mortal-${end.length}.mjs`);
    writeFileSync(
      path,
      `import { parentPort } from "node:worker_threads";
       parentPort.on("message", ({ job, band }) => {
         if (job?.width === 77 && band === 1) { ${end} }
       });
       await import(${JSON.stringify(pathToFileURL(built.workerPath).href)});`,
    );
    return path;
  }

  test.each([
    ["at once", "process.exit(3);"],
    ["late", "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200); process.exit(3);"],
  ])("free those that wait for them: %s", async (_, end) => {
    const pool = built.newPool({ workerUrl: mortalWorker(end), size: 3 });
    const good = { ...movingRequest(pool.heap, 76, 64, DEFAULT_FLOW_PARAMETERS), bands: 3 };
    await pool.flow(good);
    const expected = snapshot(pool.heap, good.field);
    const deadly = { ...movingRequest(pool.heap, 77, 64, DEFAULT_FLOW_PARAMETERS), bands: 3 };
    const start = performance.now();
    await expectFailure(pool.flow(deadly), "worker-died", /stopped unexpectedly/);
    expect(performance.now() - start).toBeLessThan(2000);
    pool.heap.bytes(good.field).fill(0);
    await pool.flow(good);
    expect(snapshot(pool.heap, good.field).equals(expected)).toBe(true);
    // With one band there is no band 1 to die.
    await pool.flow({ ...deadly, bands: 1 });
  });
});

test("takes the worker as a file: URL too, as an object or as text", async () => {
  for (const url of [pathToFileURL(built.workerPath), pathToFileURL(built.workerPath).href]) {
    const pool = built.newPool({ workerUrl: url });
    await pool.flow(request(pool.heap, 9, 9));
  }
});

test("a kernel of other sources is refused at once", () => {
  const other = new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  expect(() => built.newPool({ kernel: other })).toThrow(/built from other sources/);
});

test("dispose ends flows of several workers and of one, and what waits", async () => {
  const pool = built.newPool({ size: 3 });
  const { heap } = pool;
  const dense = { ...DEFAULT_FLOW_PARAMETERS, dense: DENSE_PRESET_PARAMETERS.accurate };
  const gang = { ...movingRequest(heap, 320, 240, dense), bands: 2 };
  await pool.flow(gang);
  expect(pool.heapBytes()).toBeGreaterThan(0);
  const held = heap.heldBytes;
  const runs = [
    gang,
    endlessRequest(heap),
    ...FLOW_METHODS.map((method) => request(heap, 20, 20, single(method))),
  ];
  const failures = runs.map((wanted) => failure(pool.flow(wanted)));
  const start = performance.now();
  await pool.dispose();
  expect(performance.now() - start).toBeLessThan(1500);
  for (const { code } of await Promise.all(failures)) expect(code).toBe("cancelled");
  expect(pool.heapBytes()).toBe(0);
  expect(heap.heldBytes).toBeLessThan(held + 10 * 1024 * 1024);
  await expectFailure(pool.flow(gang), "cancelled");
});
