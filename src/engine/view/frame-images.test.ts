import { serialize } from "node:v8";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import type { ImagePart } from "../../shared/image-part";
import { arrowGrid } from "../../shared/overlay/arrow-grid";
import { i420Size } from "../../shared/overlay/i420-surface";
import type { PictureFrame, PictureRequest } from "../../shared/picture";
import { NO_PREPARATION } from "../../shared/preparation";
import type { FlowPool } from "../../workers/flow-pool";
import type { Recording } from "../recording/recording";
import { openRecording } from "../recordings/open-recording";
import { makeMovie, temporaryFolder, tools } from "../testing/movies";
import { startTestPool } from "../testing/pool";
import { PictureSession } from "./picture-session";

const folder = temporaryFolder();
const never = new AbortController().signal;
let pool: FlowPool;
beforeAll(async () => {
  pool = await startTestPool(1);
});
afterAll(() => pool.dispose());

function request(movie: Recording, wish: Partial<PictureRequest>): PictureRequest {
  const { token, width, height } = movie.info;
  return {
    ...{ id: 1, token, frame: 0, deinterlace: false, levels: null },
    flow: { ...DEFAULT_FLOW_PARAMETERS, method: "lucas-kanade" },
    ...{ compare: null, nextImage: false, minimumReliability: 0, figurePixels: "reliable", minimumSpeed: 0 },
    arrows: arrowGrid(width, height, 16),
    ...{ colour: null, streamlines: null, points: [] },
    ...wish,
  };
}

/** Every `pixels`-th pixel of a movie in each direction, or their means. */
function wholePart({ info: { width, height } }: Recording, pixels: number): ImagePart {
  const size = { width: Math.ceil(width / pixels), height: Math.ceil(height / pixels) };
  return { pixelsX: pixels, pixelsY: pixels, x: 0, y: 0, ...size };
}

function lumaOf({ data, width, height }: PictureFrame): Uint8Array {
  return new Uint8Array(data, 0, width * height).slice();
}

const KINDS = [
  ["plain.mp4", ["-c:v", "libx264", "-pix_fmt", "yuv420p"]],
  ["deep.mkv", ["-c:v", "ffv1", "-pix_fmt", "yuv422p10le"]],
  ["rgb.mkv", ["-c:v", "ffv1", "-pix_fmt", "bgr0"]],
  ["grey.mkv", ["-c:v", "ffv1", "-pix_fmt", "gray16le"]],
  ["odd.mkv", ["-c:v", "ffv1", "-pix_fmt", "yuv420p", "-vf", "crop=157:117:0:0:exact=1"]],
] as const;

describe.each(KINDS)("the frame of %s", (name, args) => {
  it("is sent as it is seen: its part, in the detail of the screen, with the key of that", async () => {
    const movie = await openRecording(tools, makeMovie(folder, name, { seconds: 0.2, args }));
    const session = new PictureSession(movie, pool);
    const imageOf = async (wish: Partial<PictureRequest>) =>
      structuredClone((await session.picture(request(movie, wish), never)).image);
    const { width, height } = movie.info;
    const exact = await imageOf({});
    const luma = lumaOf(exact);
    expect(exact).toMatchObject({ width, height, part: null });

    // A part, pixel by pixel.
    const part = { pixelsX: 1, pixelsY: 1, x: 30, y: 20, width: 51, height: 41 };
    const cut = await imageOf({ part });
    expect(cut).toMatchObject({ width: 51, height: 41, part });
    expect(cut.data.byteLength).toBe(i420Size(51, 41));
    lumaOf(cut).forEach((code, at) => {
      const of = luma[(20 + Math.floor(at / 51)) * width + 30 + (at % 51)];
      expect(Math.abs(code - of), `pixel ${at}`).toBeLessThanOrEqual(1);
    });

    // All of it, each sample the mean of 2 x 2.
    const half = await imageOf({ part: wholePart(movie, 2) });
    const across = Math.ceil(width / 2);
    lumaOf(half).forEach((code, at) => {
      const [x, y] = [2 * (at % across), 2 * Math.floor(at / across)];
      const columns = [x, Math.min(x + 1, width - 1)];
      const rows = [y, Math.min(y + 1, height - 1)];
      const around = rows.flatMap((row) => columns.map((column) => luma[row * width + column]));
      const mean = around.reduce((sum, value) => sum + value, 0) / 4;
      expect(Math.abs(code - mean), `sample ${at}`).toBeLessThan(1.6);
    });
    expect(new Set([exact.key, cut.key, half.key]).size).toBe(3);
    expect((await imageOf({ part, have: [half.key, cut.key] })).data.byteLength).toBe(0);

    const beyond = { ...part, width: width - 29 };
    await expect(session.picture(request(movie, { part: beyond }), never)).rejects.toMatchObject({
      code: "invalid-argument",
    });
    await session.close();
    movie.close();
  });
});

describe("what is sent for a step", () => {
  const CANVAS = { width: 1132, height: 744 };

  it.each(["854x480", "1920x1080", "3840x2160"])(
    "is at most 1.6 bytes a pixel of the canvas at %s",
    async (size) => {
      const args = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"];
      const path = makeMovie(folder, `${size}.mp4`, { size, rate: 5, seconds: 0.6, args });
      const movie = await openRecording(tools, path);
      const session = new PictureSession(movie, pool);
      const { width, height } = movie.info;
      const pixels = width / CANVAS.width;
      const [across, down] = [Math.round(width / pixels), Math.round(height / pixels)];
      const part =
        pixels > 1
          ? { pixelsX: width / across, pixelsY: height / down, x: 0, y: 0, width: across, height: down }
          : null;
      const arrows = arrowGrid(width, height, 22 * pixels);
      let bytes = 0;
      const { image, ...picture } = await session.picture(request(movie, { part, arrows }), never, (sent) => {
        bytes += serialize(sent).byteLength;
      });
      expect(picture.flow?.arrows?.samples.length).toBeGreaterThan(2000);
      bytes += serialize(picture).byteLength;
      expect(image.data.byteLength).toBeGreaterThan(0.6 * bytes);
      expect(bytes / (CANVAS.width * CANVAS.height)).toBeLessThan(1.6);
      await session.close();
      movie.close();
    },
  );
});

describe("frames that a worker makes ready", () => {
  it.each([
    ["of which a part is wanted", "plain.mp4", true, {}],
    ["that are deep", "deep.mkv", false, {}],
    ["that are prepared", "plain.mp4", false, { prepared: { ...NO_PREPARATION, highpass: 4 } }],
  ] as const)(
    "(%s) are sent before the flow is begun, which takes all workers",
    async (_, name, isPart, wish) => {
      const args = KINDS.find(([kind]) => kind === name)?.[1] ?? [];
      const movie = await openRecording(tools, makeMovie(folder, name, { seconds: 0.4, args }));
      const order: string[] = [];
      const watched = new Proxy(pool, {
        get(target, property) {
          const value = Reflect.get(target, property);
          if (typeof value !== "function") return value;
          return (...given: unknown[]) => {
            if (property === "flow") order.push("flow");
            return Reflect.apply(value, target, given) as unknown;
          };
        },
      });
      const session = new PictureSession(movie, watched);
      const part = isPart ? wholePart(movie, 2) : null;
      const flow = { ...DEFAULT_FLOW_PARAMETERS, method: "lucas-kanade" } as const;
      const all = { ...wish, part, nextImage: true, compare: { flow, frame: 4 } };
      await session.picture(request(movie, all), never, (_image, which) => order.push(which));
      expect(order).toEqual(["shown", "next", "flow", "other", "flow"]);
      await session.close();
      movie.close();
    },
  );
});

describe("the frame ahead", () => {
  it("is the one that the next picture will have, where that is in memory and the window lacks it", async () => {
    const movie = await openRecording(
      tools,
      makeMovie(folder, "ahead.mp4", { seconds: 0.4, args: KINDS[0][1] }),
    );
    const session = new PictureSession(movie, pool);
    const part = wholePart(movie, 2);
    const wish = request(movie, { part, ahead: 1 });
    expect(await session.imageAhead(wish, never)).toBeNull();
    await session.picture(wish, never);
    const ahead = structuredClone(await session.imageAhead(wish, never));
    if (ahead === null) throw new Error("There is none.");
    const { image } = await session.picture(request(movie, { part, frame: 1 }), never);
    expect(ahead.key).toBe(image.key);
    expect(lumaOf(ahead)).toEqual(lumaOf(image));
    expect(await session.imageAhead({ ...wish, have: [ahead.key] }, never)).toBeNull();
    expect(await session.imageAhead({ ...wish, ahead: undefined }, never)).toBeNull();
    expect(await session.imageAhead({ ...wish, ahead: 99 }, never)).toBeNull();
    expect(await session.imageAhead(wish, AbortSignal.abort())).toBeNull();
    await session.close();
    await expect(session.imageAhead(wish, never)).resolves.toBeNull();
    movie.close();
  });
});
