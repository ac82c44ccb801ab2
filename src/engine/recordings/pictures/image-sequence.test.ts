import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { noticeInEnglish } from "../../../shared/movie";
import { SharedHeap } from "../../../workers/shared-heap";
import { ffmpeg, md5, temporaryFolder, tools } from "../../testing/movies";
import { recordedMd5, recordedPixels } from "../../testing/recorded";
import { openMovie } from "../movie/movie";
import { findSequence } from "./image-sequence";

const folder = temporaryFolder();

function emptyFolder(name: string): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  return path;
}

/** Makes numbered pictures; each looks different. `escaped` is the pattern with `%%` for percent signs in names. */
function makePictures(escaped: string, count: number, start = 1, args: readonly string[] = []): void {
  ffmpeg(
    ...["-f", "lavfi", "-i", "testsrc2=s=64x48:r=25", "-frames:v", String(count), ...args],
    ...["-start_number", String(start), `file:${escaped}`],
  );
}

const ASSUMED = "Frames from images have no times of their own; 25 frames/s are assumed.";

/** Every frame, in an order that jumps, has the bytes of the picture by itself. */
async function expectPictures(path: string, pictures: readonly string[], args: readonly string[] = []) {
  const pixels = recordedPixels(pictures[0] ?? "", "v:0", ["-f", "image2", "-pattern_type", "none"]);
  // Each by itself, so that no name can be taken for a pattern.
  const expected = pictures.map((picture) =>
    md5(
      ffmpeg(
        ...[...args, "-f", "image2", "-pattern_type", "none", "-i", `file:${picture}`],
        ...["-pix_fmt", pixels, "-f", "rawvideo", "-"],
      ),
    ),
  );
  const movie = await openMovie(tools, path);
  expect(movie.info.frameCount).toBe(pictures.length);
  const frames = movie.openFrames(new SharedHeap(), { budgetBytes: 0 });
  const last = pictures.length - 1;
  try {
    for (const frame of [last, 0, last >> 1, last, 1, ...pictures.keys()]) {
      const lease = await frames.get(frame);
      const hash = recordedMd5(movie.format, lease);
      lease.release();
      expect(`${frame} ${hash}`).toBe(`${frame} ${expected[frame]}`);
    }
  } finally {
    await frames.close();
  }
  return movie.info;
}

function pathsIn(place: string): string[] {
  return readdirSync(place)
    .sort()
    .map((name) => join(place, name));
}

describe("numbered pictures", () => {
  it.for(["png", "jpg", "tiff", "bmp", "dpx", "ppm"])("of every kind: %s", async (extension) => {
    const place = emptyFolder(`kind-${extension}`);
    makePictures(join(place, `frame%04d.${extension}`), 12);
    const pictures = pathsIn(place);
    const info = await expectPictures(join(place, `frame0005.${extension}`), pictures);
    expect(info).toMatchObject({
      ...{ name: `frame0001-0012.${extension}`, width: 64, height: 48, frameRate: 25, duration: 12 / 25 },
      ...{ variableFrameRate: false, indexComplete: true },
    });
    expect(info.notices.map(noticeInEnglish)).toEqual([ASSUMED]);
  });

  it("of light (OpenEXR) are shown as signals", async () => {
    const place = emptyFolder("exr");
    makePictures(join(place, "%03d.exr"), 3, 7, ["-pix_fmt", "gbrpf32le"]);
    await expectPictures(join(place, "008.exr"), pathsIn(place), ["-apply_trc", "iec61966_2_1"]);
  });

  it.for([
    ["folder %03d of 100%", "clip %d é 'x' \"y\" 电影 %%", "clip %%d é 'x' \"y\" 电影 %%%%"],
    ["new\nline [*?{}]", "-dash\n[a-b]*", "-dash\n[a-b]*"],
  ] as const)("with names that ffmpeg might misread: %j", async ([place, before, escaped]) => {
    const path = emptyFolder(place);
    makePictures(join(path.replaceAll("%", "%%"), `${escaped}%03d.png`), 5, 9);
    const pictures = pathsIn(path);
    expect(pictures[0]).toBe(join(path, `${before}009.png`));
    const info = await expectPictures(join(path, `${before}011.png`), pictures);
    expect(info.name).toBe(`${before}009-013.png`);
  });

  it("by a pattern, with percent signs in the folder's name", async () => {
    const place = emptyFolder("pattern %02d");
    makePictures(join(folder, "pattern %%02d", "take%05d.png"), 4, 99);
    const info = await expectPictures(join(place, "take%05d.png"), pathsIn(place));
    expect(info.name).toBe("take00099-00102.png");
    await expect(openMovie(tools, join(place, "other%05d.png"))).rejects.toMatchObject({
      code: "file-missing",
      message: "There is no picture that is called other%05d.png with a number; check the name and folder.",
    });
    await expect(openMovie(tools, join(folder, "nowhere", "take%05d.png"))).rejects.toMatchObject({
      code: "file-unreadable",
    });
  });

  it("without leading zeros, past a power of ten", async () => {
    const place = emptyFolder("plain");
    makePictures(join(place, "p%d.png"), 6, 97);
    const ordered = [97, 98, 99, 100, 101, 102].map((number) => join(place, `p${number}.png`));
    for (const number of [98, 101]) {
      const info = await expectPictures(join(place, `p${number}.png`), ordered);
      expect(info.name).toBe("p97-102.png");
    }
  });

  it("with leading zeros that run out", async () => {
    const place = emptyFolder("overflow");
    makePictures(join(place, "p%02d.png"), 6, 97);
    const sequence = await findSequence(join(place, "p101.png"), null);
    expect(sequence?.name).toBe("p97-102.png");
  });

  it("from gap to gap, and says so", async () => {
    const place = emptyFolder("gaps");
    makePictures(join(place, "g%03d.png"), 20);
    rmSync(join(place, "g004.png"));
    rmSync(join(place, "g013.png"));
    const all = pathsIn(place);
    const start = await expectPictures(join(place, "g%03d.png"), all.slice(0, 3));
    expect(start.notices.map(noticeInEnglish)).toContain(
      "The pictures stop after g003.png, for the next number is missing.",
    );
    const middle = await expectPictures(join(place, "g007.png"), all.slice(3, 11));
    expect(middle.name).toBe("g005-012.png");
    expect(middle.notices.map(noticeInEnglish)).toEqual([
      ASSUMED,
      "The pictures before g005.png are left out, for a number is missing there.",
      "The pictures stop after g012.png, for the next number is missing.",
    ]);
  });

  it("at a rate that somebody states", async () => {
    const place = emptyFolder("rate");
    makePictures(join(place, "r%d.png"), 6);
    const { info } = await openMovie(tools, join(place, "r1.png"), { sequenceRate: 23.976 });
    expect(info.frameRate).toBeCloseTo(23.976, 3);
    expect(info.notices.map(noticeInEnglish)).toEqual([]);
    const movie = join(folder, "movie.mp4");
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=64x48:d=1", "-c:v", "libx264", movie);
    await expect(openMovie(tools, movie, { sequenceRate: 10 })).rejects.toMatchObject({
      code: "invalid-argument",
    });
  });

  it("that are no sequence: one picture, or one that is numbered alone", async () => {
    const place = emptyFolder("alone %03d");
    makePictures(join(folder, "alone %%03d", "only%04d.png"), 1, 5);
    copyFileSync(join(place, "only0005.png"), join(place, "cover.png"));
    writeFileSync(join(place, "only0006.txt"), "no picture");
    for (const name of ["only0005.png", "cover.png"]) {
      const { info } = await openMovie(tools, join(place, name));
      expect(info).toMatchObject({ name, frameCount: 1 });
      expect(info.notices.map(noticeInEnglish)).toEqual([
        "The movie has a single frame, so there is no motion to measure.",
      ]);
    }
  });
});
