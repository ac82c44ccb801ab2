import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { i420ToRgba } from "../../../shared/colour/i420-to-rgba";
import { SharedHeap } from "../../../workers/shared-heap";
import { displayColour } from "../../display/display-frame";
import { ffmpeg, sharedMovie, temporaryFolder, tools } from "../../testing/movies";
import { shownBytes } from "../../testing/recorded";
import { openMovie } from "./movie";

/**
 * What the app shows against what it should: movies are made of a known RGB picture, and the decoded frame with its
 * colour description has to give that picture again.
 */

const folder = temporaryFolder();
const heap = new SharedHeap();

/** Colours that change smoothly, so that chroma of half the resolution costs little. */
const SMOOTH = "r='40+170*X/W':g='40+170*Y/H':b='210-85*X/W-85*Y/H'";

function smoothSource(width: number, height: number): string {
  return `color=black:s=${width}x${height}:r=25:d=0.08,format=gbrp,geq=${SMOOTH}`;
}

/** The mean distance in codes, of all pixels and components, of what is shown from the RGB picture that is meant. */
async function errorOf(path: string, truth: Uint8Array): Promise<number> {
  const movie = await openMovie(tools, path);
  const { width, height } = movie.info;
  expect(width * height * 3).toBe(truth.length);
  const frames = movie.openFrames(heap, { budgetBytes: 0 });
  const lease = await frames.get(movie.info.frameCount - 1);
  const data = shownBytes(movie.format, lease).buffer;
  lease.release();
  await frames.close();
  const shown = i420ToRgba({ width, height, data, colour: displayColour(movie.info) });
  let sum = 0;
  for (let k = 0; k < width * height; k++) {
    for (let c = 0; c < 3; c++) sum += Math.abs((shown[4 * k + c] ?? 0) - (truth[3 * k + c] ?? 0));
  }
  return sum / truth.length;
}

function rgbOf(...input: readonly string[]): Uint8Array {
  return ffmpeg(...input, "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-");
}

const WIDTH = 96;
const HEIGHT = 64;
const TRUTH = rgbOf("-f", "lavfi", "-i", smoothSource(WIDTH, HEIGHT));
/** Chroma of the sample that covers the pixel, as the app has it where the browser does not convert. */
const NEAREST = "flags=neighbor+accurate_rnd+full_chroma_int+full_chroma_inp";
const ACCURATE = "flags=accurate_rnd+full_chroma_int+full_chroma_inp";

function make(
  name: string,
  filter: string,
  args: readonly string[],
  size: readonly [number, number] = [WIDTH, HEIGHT],
): string {
  const path = join(folder, name);
  const source = `${smoothSource(size[0], size[1])},${filter}`;
  ffmpeg("-f", "lavfi", "-i", source, ...args, path);
  return path;
}

describe("colours are shown as they were meant", () => {
  it.for([
    ["smpte170m", "tv", "yuv420p"],
    ["smpte170m", "pc", "yuv420p"],
    ["bt470bg", "tv", "yuv420p"],
    ["bt709", "tv", "yuv420p"],
    ["bt709", "pc", "yuv420p"],
    ["bt2020nc", "tv", "yuv420p10le"],
    ["bt2020nc", "pc", "yuv444p12le"],
    ["bt709", "tv", "yuv422p"],
    ["bt709", "pc", "yuv422p10le"],
    ["bt709", "tv", "yuv444p"],
    ["smpte170m", "tv", "yuv411p"],
    ["bt709", "tv", "yuva444p"],
  ] as const)("%s, range %s, %s", async ([matrix, range, format]) => {
    const name = matrix === "bt2020nc" ? "bt2020" : matrix === "bt470bg" ? "bt470" : matrix;
    const path = make(
      `${matrix}-${range}-${format}.mkv`,
      `scale=out_color_matrix=${name}:out_range=${range}:${ACCURATE},format=${format}`,
      ["-c:v", "ffv1", "-colorspace", matrix, "-color_range", range],
    );
    expect(await errorOf(path, TRUTH)).toBeLessThan(1.6);
  });

  it("and a movie that lies about its matrix, or its range, is not", async () => {
    const filter = `scale=out_color_matrix=bt709:out_range=tv:${ACCURATE},format=yuv420p`;
    const wrongMatrix = make("wrong-matrix.mkv", filter, ["-c:v", "ffv1", "-colorspace", "smpte170m"]);
    expect(await errorOf(wrongMatrix, TRUTH)).toBeGreaterThan(2.5);
    const wrongRange = make("wrong-range.mkv", `${filter},setparams=range=pc`, ["-c:v", "ffv1"]);
    expect(await errorOf(wrongRange, TRUTH)).toBeGreaterThan(5);
  });

  it.for([
    ["rgb.mkv", "format=gbrp", ["-c:v", "ffv1"]],
    ["rgb16.mkv", "format=gbrp16le", ["-c:v", "ffv1"]],
    ["rgb-h264.mp4", "format=rgb24", ["-c:v", "libx264rgb", "-qp", "0"]],
    ["rgb.mov", "format=rgb24", ["-c:v", "qtrle"]],
    ["alpha.mov", "format=argb", ["-c:v", "qtrle"]],
    ["full.mp4", "scale=out_range=pc,format=yuvj420p", ["-c:v", "mjpeg", "-q:v", "1"]],
  ] as const)("%s", async ([name, filter, args]) => {
    expect(await errorOf(make(name, filter, args), TRUTH)).toBeLessThan(1.8);
  });

  it("a palette", async () => {
    const path = make("palette.gif", "split[a][b];[a]palettegen[p];[b][p]paletteuse=dither=none", []);
    expect(await errorOf(path, rgbOf("-i", path))).toBeLessThan(1.8);
  });

  it.for(["gray", "gray10le"])("grey (%s)", async (format) => {
    const path = make(`${format}.mkv`, `format=${format}`, ["-c:v", "ffv1"]);
    expect(await errorOf(path, rgbOf("-i", path))).toBeLessThan(1.2);
  });

  it.for([
    [95, 63],
    [97, 64],
    [96, 65],
  ] as const)("an odd size (%d x %d)", async ([width, height]) => {
    const filter = `scale=out_color_matrix=bt709:out_range=tv:${ACCURATE},format=yuv444p`;
    const path = make(`odd-${width}.mkv`, filter, ["-c:v", "ffv1", "-colorspace", "bt709"], [width, height]);
    const truth = rgbOf("-f", "lavfi", "-i", smoothSource(width, height));
    expect(await errorOf(path, truth)).toBeLessThan(1.6);
  });

  it.for([
    [720, 576, "smpte170m"],
    [1280, 536, "bt709"],
    [720, 1280, "bt709"],
  ] as const)("what states no matrix has that of its size (%d x %d: %s)", async ([width, height, matrix]) => {
    for (const format of ["yuv420p", "uyvy422"]) {
      const filter = `scale=out_color_matrix=${matrix}:out_range=tv:${ACCURATE},format=${format},setparams=colorspace=unknown`;
      const codec = format === "uyvy422" ? "rawvideo" : "ffv1";
      const path = make(`guess-${width}-${format}.mov`, filter, ["-c:v", codec], [width, height]);
      expect((await openMovie(tools, path)).info.colour.matrix).toBe(matrix);
      expect(await errorOf(path, rgbOf("-f", "lavfi", "-i", smoothSource(width, height)))).toBeLessThan(1.6);
    }
  });
});

describe("pictures stand as they were meant to", () => {
  it.for([
    "formats/sample_rotate_and_reflect.mp4",
    "formats/rot_video_90.mov",
    "formats/rot_video_180.mov",
    "formats/bt601.mov",
    "formats/prores4444_alpha.mov",
    "formats/vp8_alpha.webm",
    "formats/h265_10bits.mp4",
  ])("%s", async (name, { skip }) => {
    const path = sharedMovie(name);
    if (path === null) return skip("the shared test movies are not there");
    const { info } = await openMovie(tools, path);
    const matrix =
      { smpte170m: "bt601", bt470bg: "bt601", bt2020nc: "bt2020" }[info.colour.matrix] ?? "bt709";
    const truth = ffmpeg(
      ...[
        "-i",
        path,
        "-vf",
        `select=eq(n\\,${info.frameCount - 1}),scale=in_color_matrix=${matrix}:${NEAREST}`,
      ],
      ...["-fps_mode", "passthrough", "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"],
    );
    expect(await errorOf(path, truth)).toBeLessThan(2);
  });
});
