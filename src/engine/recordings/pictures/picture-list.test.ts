import { copyFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { noticeInEnglish } from "../../../shared/movie";
import { ffmpeg, temporaryFolder, tools } from "../../testing/movies";
import { emptyFolder, expectPictures, makePictures } from "../../testing/pictures";
import { openMovie } from "../movie/movie";
import { findPictures } from "./picture-list";

const folder = temporaryFolder();

const ASSUMED = "Frames from images have no times of their own; 25 frames/s are assumed.";

function pathsIn(place: string): string[] {
  return readdirSync(place)
    .sort()
    .map((name) => join(place, name));
}

describe("numbered pictures", () => {
  it.for(["png", "jpg", "tiff", "bmp", "dpx", "ppm"])("of every kind: %s", async (extension) => {
    const place = emptyFolder(folder, `kind-${extension}`);
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
    const place = emptyFolder(folder, "exr");
    makePictures(join(place, "%03d.exr"), 3, 7, ["-pix_fmt", "gbrpf32le"]);
    await expectPictures(join(place, "008.exr"), pathsIn(place), {
      args: ["-apply_trc", "iec61966_2_1"],
    });
  });

  it.for([
    ["folder %03d of 100%", "clip %d é 'x' \"y\" 电影 %%", "clip %%d é 'x' \"y\" 电影 %%%%"],
    ["new\nline [*?{}]", "-dash\n[a-b]*", "-dash\n[a-b]*"],
  ] as const)("with names that ffmpeg might misread: %j", async ([place, before, escaped]) => {
    const path = emptyFolder(folder, place);
    makePictures(join(path.replaceAll("%", "%%"), `${escaped}%03d.png`), 5, 9);
    const pictures = pathsIn(path);
    expect(pictures[0]).toBe(join(path, `${before}009.png`));
    const info = await expectPictures(join(path, `${before}011.png`), pictures);
    expect(info.name).toBe(`${before}009-013.png`);
  });

  it("by a pattern, with percent signs in the folder's name", async () => {
    const place = emptyFolder(folder, "pattern %02d");
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
    const place = emptyFolder(folder, "plain");
    makePictures(join(place, "p%d.png"), 6, 97);
    const ordered = [97, 98, 99, 100, 101, 102].map((number) => join(place, `p${number}.png`));
    for (const number of [98, 101]) {
      const info = await expectPictures(join(place, `p${number}.png`), ordered);
      expect(info.name).toBe("p97-102.png");
    }
  });

  it("with leading zeros that run out", async () => {
    const place = emptyFolder(folder, "overflow");
    makePictures(join(place, "p%02d.png"), 6, 97);
    const pictures = await findPictures(join(place, "p101.png"), { rate: null, namingRule: null });
    expect(pictures?.name).toBe("p97-102.png");
  });

  it("over gaps, whose frames are missing", async () => {
    const place = emptyFolder(folder, "gaps");
    makePictures(join(place, "g%03d.png"), 9);
    rmSync(join(place, "g004.png"));
    rmSync(join(place, "g007.png"));
    const all = Array.from({ length: 9 }, (_, k) => join(place, `g${String(k + 1).padStart(3, "0")}.png`));
    const frames = all.map((path, k) => (k === 3 || k === 6 ? null : path));
    for (const name of ["g%03d.png", "g005.png", ""]) {
      const info = await expectPictures(join(place, name), frames);
      expect(info).toMatchObject({ name: "g001-009.png", frameRate: 25, variableFrameRate: false });
      expect(info.notices.map(noticeInEnglish)).toEqual([
        ASSUMED,
        "The pictures are in the order of their numbers, from g001.png to g009.png; 2 numbers are missing, and their frames are marked.",
      ]);
    }
  });

  it("up to a gap that is longer than all of them, and says so", async () => {
    const place = emptyFolder(folder, "takes");
    makePictures(join(place, "g%03d.png"), 4);
    makePictures(join(place, "g%03d.png"), 3, 101);
    const all = pathsIn(place);
    const first = await expectPictures(join(place, "g%03d.png"), all.slice(0, 4));
    expect(first.notices.map(noticeInEnglish)).toEqual([
      ASSUMED,
      "The pictures stop after g004.png, for too many numbers are missing there.",
    ]);
    const second = await expectPictures(join(place, "g102.png"), all.slice(4));
    expect(second.name).toBe("g101-103.png");
    expect(second.notices.map(noticeInEnglish)).toEqual([
      ASSUMED,
      "The pictures before g101.png are left out, for too many numbers are missing there.",
    ]);
  });

  it("at a rate that somebody states", async () => {
    const place = emptyFolder(folder, "rate");
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
    const place = emptyFolder(folder, "alone %03d");
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
