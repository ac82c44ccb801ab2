import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { SharedHeap } from "../../../workers/shared-heap";
import { seededRandom } from "../../testing/exactness";
import { ffmpeg, temporaryFolder, tools } from "../../testing/movies";
import { openMovie } from "./movie";
import { pixelsFor } from "./movie-format";

const folder = temporaryFolder();
const [WIDTH, HEIGHT, FRAMES] = [24, 16, 3];

it("asks ffmpeg for what is recorded, without stretching or mixing it", () => {
  const asked = (name: string): string => pixelsFor(name, "limited").name;
  for (const name of ["gray", "monob", "monow", "ya8"]) expect(asked(name)).toBe("gray");
  for (const bits of [9, 10, 12, 14, 16]) expect(asked(`gray${bits}be`)).toBe(`gray${bits}le`);
  expect(asked("ya16le")).toBe("gray16le");
  for (const name of ["rgb24", "bgra", "gbrp", "pal8", "rgb565le", "bgr0", "bayer_rggb8"])
    expect(asked(name)).toBe("rgb24");
  for (const name of [
    "rgb48be",
    "rgba64le",
    "gbrp10le",
    "gbrap16be",
    "x2rgb10le",
    "bayer_rggb16le",
    "xyz12le",
  ])
    expect(asked(name)).toBe("rgb48le");
  expect(asked("yuva444p12be")).toBe("yuv444p12le");
  expect(asked("p010le")).toBe("yuv420p10le");
  for (const name of ["yuv420p", "yuvj422p", "uyvy422", "nv12", "yuva420p"])
    expect(asked(name)).toBe("yuv420p");
});

/** Pixel formats that FFV1 keeps, with the bits of their luma and the chroma samples of a pixel. */
const KEPT = [
  ["gray", 8, 0],
  ["gray10le", 10, 0],
  ["gray12le", 12, 0],
  ["gray16le", 16, 0],
  ["yuv420p", 8, 0.5],
  ["yuv420p10le", 10, 0.5],
  ["yuv422p10le", 10, 1],
  ["yuv444p12le", 12, 2],
  ["yuv420p16le", 16, 0.5],
] as const;

it.for(KEPT)("the values of flow are those that were recorded: %s", async ([format, bits, chroma]) => {
  const random = seededRandom(bits);
  const pixels = WIDTH * HEIGHT;
  const length = FRAMES * pixels * (1 + chroma);
  const values = Array.from({ length }, () => Math.floor(random() * 2 ** bits));
  const raw = bits === 8 ? Uint8Array.from(values) : Uint16Array.from(values);
  const input = join(folder, `${format}.raw`);
  writeFileSync(input, new Uint8Array(raw.buffer));
  const movie = join(folder, `${format}.mkv`);
  const size = ["-s", `${WIDTH}x${HEIGHT}`];
  ffmpeg("-f", "rawvideo", "-pix_fmt", format, ...size, "-r", "25", "-i", input, "-c:v", "ffv1", movie);
  const recording = await openMovie(tools, movie);
  expect(recording.format).toMatchObject({ lumaBits: bits === 8 ? 8 : 16, depth: bits });
  const frames = recording.openFrames(new SharedHeap(), { budgetBytes: 0 });
  for (const frame of [2, 0, 1]) {
    const lease = await frames.get(frame);
    const at = frame * pixels * (1 + chroma);
    expect(Array.from(lease.meta.samples)).toEqual(Array.from(raw.subarray(at, at + pixels)));
    lease.release();
  }
  await frames.close();
});
