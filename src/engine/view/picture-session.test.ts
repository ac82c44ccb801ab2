import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { colourMapOf } from "../../shared/colour-maps/colour-map";
import {
  DEFAULT_FLOW_PARAMETERS,
  DENSE_PRESET_PARAMETERS,
  type FlowMethod,
  type FlowParameters,
} from "../../shared/flow";
import { arrowGrid } from "../../shared/overlay/arrow-grid";
import type { PictureFlow, PictureRequest } from "../../shared/picture";
import { NO_PREPARATION } from "../../shared/preparation";
import { SAMPLE, sampleTruth } from "../../shared/sample-motion";
import type { FlowPool } from "../../workers/flow-pool";
import type { Recording } from "../recording/recording";
import { openMovie } from "../recordings/movie/movie";
import { makeSampleMovie } from "../sample/sample-movie";
import { md5, sequentialFrames, temporaryFolder, tools } from "../testing/movies";
import { startTestPool } from "../testing/pool";
import type { EnginePicture } from "./picture-maker";
import { PictureSession } from "./picture-session";

let pool: FlowPool;
let movie: Recording;
let session: PictureSession;
const folder = temporaryFolder();
const never = new AbortController().signal;

beforeAll(async () => {
  pool = await startTestPool(1);
  movie = await openMovie(tools, await makeSampleMovie(tools, folder), { isSample: true });
  session = new PictureSession(movie, pool);
});
afterAll(async () => {
  await session.close();
  await pool.dispose();
});

function request(frame: number, wish: Partial<PictureRequest> = {}): PictureRequest {
  return {
    id: frame,
    token: movie.info.token,
    frame,
    deinterlace: false,
    levels: null,
    flow: DEFAULT_FLOW_PARAMETERS,
    compare: null,
    nextImage: false,
    minimumReliability: 0,
    figurePixels: "reliable",
    minimumSpeed: 0,
    arrows: arrowGrid(SAMPLE.width, SAMPLE.height, 16),
    colour: null,
    streamlines: null,
    points: [],
    ...wish,
  };
}

/** A picture's flow as it will stay: the pixels of a picture lie in memory that the next one overwrites. */
function copied(picture: EnginePicture): EnginePicture {
  return structuredClone(picture);
}

/** What is drawn of a flow, and what it says of itself apart from times. */
function contentOf(flow: PictureFlow | null | undefined): unknown {
  if (!flow?.arrows || !flow.colour || !flow.streamlines) throw new Error("A layer is missing.");
  const { parameters, arrows, colour, streamlines, report } = flow;
  return {
    parameters,
    arrows: md5(new Uint8Array(arrows.samples.slice().buffer)),
    colour: md5(new Uint8Array(colour.data)),
    lines: md5(new Uint8Array(streamlines.points.slice().buffer)),
    lengths: [...streamlines.lengths],
    speeds: [report.meanSpeed, report.p95Speed, report.maxSpeed, report.reliableShare],
  };
}

describe("the sample movie", () => {
  it("is what shared/sample-motion says it is", () => {
    const { width, height, frameCount, frameRate } = movie.info;
    expect({ width, height, frameCount, frameRate }).toEqual(SAMPLE);
    expect(movie.info.isSample).toBe(true);
  });

  it("is made once", async () => {
    const path = await makeSampleMovie(tools, folder);
    expect(path).toBe(movie.path);
  });

  // One of each motion, at its start and its end: pan, zoom, rotation.
  it.for([0, 25, 49, 50, 99, 100, 148])("moves at frame %d as it is said to", async (frame) => {
    const picture = await session.picture(request(frame), never);
    const samples = picture.flow?.arrows?.samples;
    if (!samples) throw new Error("no arrows");
    const grid = arrowGrid(SAMPLE.width, SAMPLE.height, 16);
    const errors: number[] = [];
    for (let row = 2; row < grid.rows - 2; row++) {
      for (let column = 2; column < grid.columns - 2; column++) {
        const at = 2 * (row * grid.columns + column);
        const truth = sampleTruth(frame, grid.firstX + column * 16, grid.firstY + row * 16);
        errors.push(Math.hypot(samples[at] - truth.u, samples[at + 1] - truth.v));
      }
    }
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    // One linearisation errs by some tenths of a pixel on motions of more than a pixel; a wrong direction or
    // sign would err by the motion itself, twice over.
    expect(mean).toBeLessThan(0.25);
  });
});

describe("a picture", () => {
  it("has the frame, and the flow of that frame's pair", async () => {
    const expected = sequentialFrames(movie.path);
    for (const frame of [3, 90, 4, 148]) {
      const picture = await session.picture(request(frame), never);
      expect(md5(new Uint8Array(picture.image.data))).toBe(expected[frame]);
      expect(picture).toMatchObject({ frame, id: frame, flow: { first: frame, second: frame + 1 } });
    }
  });

  it("comes without frames that the window has", async () => {
    const sent: string[] = [];
    const ask = (wish: Partial<PictureRequest>) =>
      session.picture(request(5, { nextImage: true, ...wish }), never, (image, which) =>
        sent.push(`${which} ${image.data.byteLength}`),
      );
    const { image, nextImage } = await ask({});
    const bytes = image.data.byteLength;
    expect(sent.splice(0)).toEqual([`shown ${bytes}`, `next ${bytes}`]);
    const have = [image.key];
    const again = await ask({ have, minimumReliability: 0.5, streamlines: { spacing: 12 } });
    expect(sent.splice(0)).toEqual([`next ${bytes}`]);
    expect(again.image).toMatchObject({ key: image.key, data: { byteLength: 0 } });
    expect(again.flow?.streamlines).not.toBeNull();
    await ask({ have: [image.key, nextImage?.key ?? ""] });
    expect(sent.splice(0)).toEqual([]);
    // Rebuilt from fields, and prepared, they are other frames.
    await ask({ have, nextImage: false, deinterlace: true });
    await ask({ have, nextImage: false, prepared: { ...NO_PREPARATION, flicker: true } });
    expect(sent).toEqual([`shown ${bytes}`, `shown ${bytes}`]);
  });

  it("of the last frame has no flow", async () => {
    const picture = await session.picture(request(SAMPLE.frameCount - 1), never);
    expect(picture.flow).toBeNull();
    expect(picture.flowError).toBeNull();
  });

  it("computes a flow once, whatever is drawn of it", async () => {
    const first = await session.picture(request(60), never);
    const again = await session.picture(
      request(60, {
        arrows: arrowGrid(SAMPLE.width, SAMPLE.height, 40),
        colour: { kind: "direction", limit: 2, step: 2, fading: true },
      }),
      never,
    );
    expect([first.cost.flowFromCache, again.cost.flowFromCache]).toEqual([false, true]);
    expect(again.flow?.colour).toMatchObject({ width: 320, height: 180, kind: "direction", limit: 2 });
    const single = async (method: FlowMethod) =>
      session.picture(request(60, { flow: { ...DEFAULT_FLOW_PARAMETERS, method } }), never);
    const [exact, reference] = [await single("lucas-kanade"), await single("summed-area")];
    expect([exact.cost.flowFromCache, reference.cost.flowFromCache]).toEqual([false, false]);
    expect(exact.flow?.report.meanSpeed).toBeCloseTo(reference.flow?.report.meanSpeed ?? 0, 5);
  });

  it("colours a pan to the lower right red to yellow", async () => {
    const picture = await session.picture(
      request(10, { colour: { kind: "direction", limit: 1.2, step: 1, fading: true } }),
      never,
    );
    const rgba = picture.flow?.colour ? new Uint8Array(picture.flow.colour.data) : new Uint8Array(0);
    const mean = [0, 1, 2].map(
      (channel) =>
        rgba.filter((_value, k) => k % 4 === channel).reduce((a, b) => a + b, 0) / (rgba.length / 4),
    );
    const [red = 0, green = 0, blue = 0] = mean;
    expect(red).toBeGreaterThan(200);
    expect(green).toBeGreaterThan(blue + 20);
    expect(red).toBeGreaterThan(green + 20);
  });

  // The sample zooms in its second third and turns in its last one: derivatives of the true motion say how much.
  it.for([
    ["divergence", 75],
    ["vorticity", 125],
  ] as const)("maps the %s of a motion that is known", async ([kind, frame]) => {
    const truth = (x: number, y: number) => sampleTruth(frame, x, y);
    const [right, left] = [truth(400, 180), truth(240, 180)];
    const [below, above] = [truth(320, 260), truth(320, 100)];
    const wanted =
      kind === "divergence"
        ? (right.u - left.u) / 160 + (below.v - above.v) / 160
        : (right.v - left.v) / 160 - (below.u - above.u) / 160;
    expect(Math.abs(wanted)).toBeGreaterThan(0.001);
    const limit = 0.06;
    const picture = await session.picture(
      request(frame, { colour: { kind, limit, step: 1, fading: false } }),
      never,
    );
    expect(picture.flow?.colour).toMatchObject({ kind, limit });
    const pixels = new Uint32Array(picture.flow?.colour?.data ?? new ArrayBuffer(0));
    // The value of each colour, for the way back.
    const { colours } = colourMapOf(kind);
    const last = colours.length / 3 - 1;
    const values = new Map<number, number>();
    for (let i = 0; i <= last; i++) {
      const [pixel] = new Uint32Array(Uint8Array.of(...colours.subarray(3 * i, 3 * i + 3), 255).buffer);
      values.set(pixel, ((2 * i) / last - 1) * limit);
    }
    let sum = 0;
    let count = 0;
    for (let y = 60; y < 300; y += 4) {
      for (let x = 60; x < 580; x += 4, count++)
        sum += values.get(pixels[y * SAMPLE.width + x]) ?? Number.NaN;
    }
    expect(Math.abs(sum / count - wanted)).toBeLessThan(0.15 * Math.abs(wanted));
  });

  it("shows what the flow leaves unexplained: little of its own, much of none", async () => {
    const colour = { kind: "difference", limit: 40, step: 1, fading: true } as const;
    const picture = await session.picture(request(24, { colour }), never);
    const rgba = new Uint8Array(picture.flow?.colour?.data ?? new ArrayBuffer(0));
    const middle = colourMapOf("difference").colours.subarray(3 * 128, 3 * 128 + 3);
    let near = 0;
    let all = 0;
    for (let i = 0; i < rgba.length; i += 4 * 7) {
      if (rgba[i + 3] === 0) continue;
      all++;
      if (Math.abs(rgba[i] - middle[0]) + Math.abs(rgba[i + 2] - middle[2]) < 40) near++;
    }
    expect(near / all).toBeGreaterThan(0.9);
    // The last column moves out of the picture: there is nothing to compare.
    expect(rgba[4 * (180 * SAMPLE.width + SAMPLE.width - 1) + 3]).toBe(0);
  });

  it("has streamlines along the motion, where they are asked for", async () => {
    const picture = await session.picture(request(10, { streamlines: { spacing: 30 } }), never);
    const lines = picture.flow?.streamlines;
    if (!lines) throw new Error("no streamlines");
    expect(lines.lengths.length).toBeGreaterThan(8);
    const [tail, head] = [lines.points.subarray(0, 2), lines.points.subarray(2 * lines.lengths[0] - 2)];
    const { u, v } = sampleTruth(10, 320, 180);
    expect(Math.sign(head[0] - tail[0])).toBe(Math.sign(u));
    expect(Math.sign(head[1] - tail[1])).toBe(Math.sign(v));
    expect((await session.picture(request(10), never)).flow?.streamlines).toBeNull();
  });

  describe("that compares two ways to compute", () => {
    const A: FlowParameters = { ...DEFAULT_FLOW_PARAMETERS, method: "lucas-kanade", windowRadius: 7 };
    const B: FlowParameters = { ...DEFAULT_FLOW_PARAMETERS, dense: DENSE_PRESET_PARAMETERS.fast };
    const layers = {
      colour: { kind: "direction", limit: 2, step: 2, fading: true },
      streamlines: { spacing: 30 },
      minimumReliability: 0.05,
    } as const;

    it("has on each side, bit by bit, what a picture of that side alone has", async () => {
      const [alone, other] = await Promise.all(
        [A, B].map(async (flow) => copied(await session.picture(request(12, { ...layers, flow }), never))),
      );
      // Another pair in between, so that nothing of it is still there.
      await session.picture(request(40, { ...layers, flow: A, compare: { flow: B, frame: 40 } }), never);
      const split = copied(
        await session.picture(request(12, { ...layers, flow: A, compare: { flow: B, frame: 12 } }), never),
      );
      expect(contentOf(split.flow)).toEqual(contentOf(alone?.flow));
      expect(contentOf(split.compare?.flow)).toEqual(contentOf(other?.flow));
      expect(contentOf(split.flow)).not.toEqual(contentOf(split.compare?.flow));
      expect(split.compare?.flow).toMatchObject({ parameters: B, first: 12, second: 13 });
      expect(split).toMatchObject({ flowError: null, compare: { flowError: null } });
    });

    it("computes each side once, and one that changes alone", async () => {
      const first = await session.picture(request(84, { flow: A, compare: { flow: B, frame: 84 } }), never);
      expect([first.cost.flowFromCache, first.compare?.flowFromCache]).toEqual([false, false]);
      const swapped = await session.picture(request(84, { flow: B, compare: { flow: A, frame: 84 } }), never);
      expect([swapped.cost.flowFromCache, swapped.compare?.flowFromCache]).toEqual([true, true]);
      expect(swapped.compare?.flowMs).toBe(first.cost.flowMs);
      const wider = { ...A, windowRadius: 9 };
      const changed = await session.picture(
        request(84, { flow: B, compare: { flow: wider, frame: 84 } }),
        never,
      );
      expect([changed.cost.flowFromCache, changed.compare?.flowFromCache]).toEqual([true, false]);
    });

    it("has no flow on either side at the last frame, and no other side without a flow", async () => {
      const frame = SAMPLE.frameCount - 1;
      const wish = { flow: A, compare: { flow: B, frame } };
      const last = await session.picture(request(frame, wish), never);
      expect(last).toMatchObject({ flow: null, compare: { flow: null, flowError: null } });
      expect(
        (await session.picture(request(3, { flow: null, compare: { flow: B, frame: 3 } }), never)).compare,
      ).toBeNull();
      expect((await session.picture(request(3, { flow: A }), never)).compare).toBeNull();
    });
  });

  it("may have another moment beside it, with its own frame and flow", async () => {
    const flow = DEFAULT_FLOW_PARAMETERS;
    const layers = {
      colour: { kind: "direction", limit: 2, step: 2, fading: true },
      streamlines: { spacing: 30 },
    } as const;
    // What it keeps is no other test's business.
    const own = new PictureSession(movie, pool);
    const expected = sequentialFrames(movie.path);
    const alone = copied(await own.picture(request(20, { ...layers, flow }), never));
    const last = SAMPLE.frameCount - 1;
    for (const frame of [50, 51, last, 20, 19, 80]) {
      const sent: [string, string][] = [];
      const picture = await own.picture(
        request(frame, { ...layers, flow, compare: { flow, frame: 20 } }),
        never,
        ({ data }, which) => sent.push([which, md5(new Uint8Array(data))]),
      );
      const other = frame === 20 ? [] : [["other", expected[20]]];
      expect(sent).toEqual([["shown", expected[frame]], ...other]);
      expect(picture.flow?.first ?? null).toBe(frame === last ? null : frame);
      expect(picture.compare).toMatchObject({ frame: 20, flow: { first: 20, second: 21 } });
      expect(contentOf(picture.compare?.flow)).toEqual(contentOf(alone.flow));
      expect(picture.otherImage === null).toBe(frame === 20);
    }
    // Of the last frame there is a picture, and no flow.
    const end = await own.picture(request(3, { flow, compare: { flow, frame: last } }), never);
    expect(end).toMatchObject({ flow: { first: 3 }, compare: { frame: last, flow: null, flowError: null } });
    expect(end.otherImage).not.toBeNull();
    const one = await own.picture(request(3, { flow }), never);
    expect([one.compare, one.otherImage]).toEqual([null, null]);
    await own.close();
  });

  it("has the next frame too where it was asked for, sent after its own", async () => {
    const expected = sequentialFrames(movie.path);
    for (const flow of [DEFAULT_FLOW_PARAMETERS, null]) {
      const sent: [string, string][] = [];
      const picture = await session.picture(request(21, { flow, nextImage: true }), never, (image, which) =>
        sent.push([which, md5(new Uint8Array(image.data))]),
      );
      expect(sent).toEqual([
        ["shown", expected[21]],
        ["next", expected[22]],
      ]);
      expect(md5(new Uint8Array(picture.nextImage?.data ?? new ArrayBuffer(0)))).toBe(expected[22]);
      expect(md5(new Uint8Array(picture.image.data))).toBe(expected[21]);
    }
    const last = await session.picture(request(SAMPLE.frameCount - 1, { nextImage: true }), never);
    expect(last).toMatchObject({ nextImage: null, flowError: null });
    expect((await session.picture(request(21), never)).nextImage).toBeNull();
  });

  it("that is not wanted any more ends as cancelled, and the next one comes", async () => {
    const control = new AbortController();
    const unwanted = session.picture(
      request(120, { flow: { ...DEFAULT_FLOW_PARAMETERS, method: "naive", windowRadius: 9 } }),
      control.signal,
    );
    control.abort();
    await expect(unwanted).rejects.toMatchObject({ code: "cancelled" });
    expect((await session.picture(request(5), never)).frame).toBe(5);
  });

  it("can be read at points: the numbers that the arrows have, without computing anything", async () => {
    const { flow } = await session.picture(request(70), never);
    const grid = arrowGrid(SAMPLE.width, SAMPLE.height, 16);
    const probe = await session.probe({
      ...{ frame: 70, deinterlace: false, flow: DEFAULT_FLOW_PARAMETERS, map: null },
      points: [
        [grid.firstX, grid.firstY],
        [grid.firstX + 16.99, grid.firstY + 0.5],
        [-0.01, 3],
        [SAMPLE.width, 3],
        [3, SAMPLE.height + 100],
        [Number.NaN, 3],
      ],
    });
    expect(probe.frame).toBe(70);
    const [first, second, ...outside] = probe.values;
    expect(first?.slice(0, 2)).toEqual([...(flow?.arrows?.samples.subarray(0, 2) ?? [])]);
    expect(second?.slice(0, 2)).toEqual([...(flow?.arrows?.samples.subarray(2, 4) ?? [])]);
    expect(first?.[2]).toBeGreaterThan(0);
    expect(outside).toEqual([null, null, null, null]);
  });

  it("does not wait for points of its pair that are to be computed, which are read after it", async () => {
    const points = [[100, 100]] as const;
    const probing = session.probe({
      ...{ frame: 20, deinterlace: false, flow: DEFAULT_FLOW_PARAMETERS },
      map: null,
      points,
    });
    const order: string[] = [];
    const pictures = [1, 2].map(() =>
      session.picture(request(20, { flow: null }), never).then(() => order.push("picture")),
    );
    const values = probing.then((probe) => {
      order.push("probe");
      return probe.values[0] ?? [Number.NaN, Number.NaN, 0];
    });
    await Promise.all([...pictures, values]);
    expect(order).toEqual(["picture", "picture", "probe"]);
    const truth = sampleTruth(20, 100, 100);
    const [u, v] = await values;
    expect(Math.hypot(u - truth.u, v - truth.v)).toBeLessThan(0.3);
  });

  it("of another frame, or of the frame by other parameters, gives up what is read of a flow that is not there", async () => {
    const field = { frame: 33, deinterlace: false, flow: DEFAULT_FLOW_PARAMETERS } as const;
    const others = [request(40), request(33, { flow: { ...DEFAULT_FLOW_PARAMETERS, method: "naive" } })];
    for (const other of others) {
      const given = [
        session.probe({ ...field, map: null, points: [[9, 9]] }),
        session.mapExtent({ ...field, map: "shear", minimumReliability: 0 }),
      ].map((reading) => expect(reading).rejects.toMatchObject({ code: "cancelled" }));
      await session.picture(other, never);
      await Promise.all(given);
    }
    // What is there is measured all the same.
    await session.picture(request(33), never);
    const extent = session.mapExtent({ ...field, map: "shear", minimumReliability: 0 });
    await session.picture(request(40), never);
    expect(await extent).toBeGreaterThan(0);
  });

  it("comes with what it has at the points that were asked for, of the map on it too", async () => {
    const points = [
      [200.5, 150.5],
      [-1, 0],
    ] as const;
    const field = { frame: 120, deinterlace: false, flow: DEFAULT_FLOW_PARAMETERS };
    for (const kind of ["speed", "divergence", "vorticity", "shear", "reliability", "difference"] as const) {
      const colour = { kind, limit: 1, step: 4, fading: false };
      const { flow } = await session.picture(request(120, { colour, points }), never);
      const read = await session.probe({ ...field, map: kind, points });
      expect(flow?.probed).toEqual(read.values);
      expect(read.values[1]).toBeNull();
      const [u, v, reliability, value] = read.values[0] ?? [];
      expect(Number.isFinite(value)).toBe(true);
      if (kind === "speed") expect(value).toBeCloseTo(Math.hypot(u ?? 0, v ?? 0), 5);
      if (kind === "reliability") expect(value).toBe(reliability);
    }
    const direction = await session.picture(request(120, { points }), never);
    expect(direction.flow?.probed[0]?.[3]).toBeNaN();
  });

  it("says how large the values of a map are, without what it does not show", async () => {
    // The sample turns by the same angle everywhere.
    const turning = {
      frame: 120,
      deinterlace: false,
      flow: DEFAULT_FLOW_PARAMETERS,
      minimumReliability: 0.05,
    };
    const { u: u0 } = sampleTruth(120, 200, 100);
    const { u: u1 } = sampleTruth(120, 200, 101);
    const vorticity = await session.mapExtent({ ...turning, map: "vorticity" });
    expect(vorticity).toBeGreaterThan(Math.abs(2 * (u1 - u0)));
    expect(vorticity).toBeLessThan(0.2);
    expect(await session.mapExtent({ ...turning, map: "difference" })).toBeGreaterThan(0);
    const nothing = { ...turning, minimumReliability: 1 };
    expect(await session.mapExtent({ ...nothing, map: "vorticity" })).toBeNaN();
  });

  it("of the last frame has nothing to read", async () => {
    const last = { frame: SAMPLE.frameCount - 1, deinterlace: false, flow: DEFAULT_FLOW_PARAMETERS };
    await expect(session.probe({ ...last, map: null, points: [[1, 1]] })).rejects.toMatchObject({
      code: "invalid-argument",
    });
  });

  it("says what it cost, and holds no more than its budget", async () => {
    const flow = { ...DEFAULT_FLOW_PARAMETERS, method: "lucas-kanade" } as const;
    const { cost } = await session.picture(request(30, { flow }), never);
    expect(cost.decodeMs).toBeGreaterThan(0);
    expect(cost.flowMs).toBeGreaterThan(0);
    expect(cost.frameBytes).toBeLessThanOrEqual(cost.frameBudgetBytes);
    expect(cost.flowBytes).toBeGreaterThan(SAMPLE.width * SAMPLE.height * 8 - 1);
    // Memory for colours is held as long as they are asked for.
    const colour = { kind: "direction", limit: 2, step: 1, fading: true } as const;
    const coloured = await session.picture(
      request(30, { flow, colour, compare: { flow, frame: 30 } }),
      never,
    );
    const bare = await session.picture(request(30, { flow: null, colour }), never);
    expect(coloured.cost.flowBytes - bare.cost.flowBytes).toBe(2 * 4 * SAMPLE.width * SAMPLE.height);
    expect(cost.workingBytes).toBeLessThan(1_000_000);
    expect(cost.wasmBytes).toBeGreaterThanOrEqual(cost.frameBytes + cost.flowBytes);
  });
});
