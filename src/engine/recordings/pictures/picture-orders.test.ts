import { copyFileSync, renameSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { noticeInEnglish } from "../../../shared/movie";
import { ffmpeg, temporaryFolder, tools } from "../../testing/movies";
import { emptyFolder, expectPictures, makePictures } from "../../testing/pictures";
import { movieFingerprint } from "../fingerprint";
import { openMovie } from "../movie/movie";
import { findPictures } from "./picture-list";

const folder = temporaryFolder();

const ASSUMED = "Frames from images have no times of their own; 25 frames/s are assumed.";

/** Makes different pictures with these names, and returns their paths. */
function makeNamed(place: string, names: readonly string[], args: readonly string[] = []): string[] {
  makePictures(join(place.replaceAll("%", "%%"), "%d.made.png"), names.length, 0, args);
  return names.map((name, k) => {
    renameSync(join(place, `${k}.made.png`), join(place, name));
    return join(place, name);
  });
}

const numbered = (count: number, name: (k: number) => string): string[] =>
  Array.from({ length: count }, (_, k) => name(k));

describe("pictures in other orders than by one", () => {
  it("in steps, with percent signs and quotes in the names", async () => {
    const place = emptyFolder(folder, "steps of 10 % 'é'");
    const paths = makeNamed(
      place,
      numbered(6, (k) => `100%d "t" ${String(10 * k).padStart(4, "0")}.png`),
    );
    for (const path of [paths[3], place]) {
      const info = await expectPictures(path, paths);
      expect(info).toMatchObject({ layout: "movie", naming: { rule: "numbers:2" }, frameRate: 25 });
      expect(info.notices.map(noticeInEnglish)).toEqual([
        ASSUMED,
        'The pictures are in the order of their numbers, from 100%d "t" 0000.png to 100%d "t" 0050.png, in steps of 10.',
      ]);
    }
  });

  it("as pairs of a double-frame camera", async () => {
    const place = emptyFolder(folder, "pairs");
    const names = numbered(8, (k) => `B${String(1 + (k >> 1)).padStart(5, "0")}_${k % 2 ? "b" : "a"}.png`);
    const paths = makeNamed(place, names);
    const info = await expectPictures(paths[2], paths);
    expect(info).toMatchObject({ layout: "pairs", naming: { rule: "pairs" }, name: "B00001_a-00004_b.png" });
    expect(info.notices.map(noticeInEnglish)).toContain(
      "The pictures are 4 pairs of a double-frame camera: B00001_a.png goes with B00001_b.png, and so on.",
    );
    const first = paths.filter((_, k) => k % 2 === 0);
    const other = await expectPictures(paths[2], first, { namingRule: "numbers:1" });
    expect(other).toMatchObject({ layout: "movie", naming: { rule: "numbers:1" } });
    await expect(openMovie(tools, place, { namingRule: "times" })).rejects.toMatchObject({
      code: "invalid-argument",
      message: 'The names of these pictures have no order "times"; they have pairs, numbers:1, alphabetical.',
    });
  });

  it("by clock times, which are those of the frames", async () => {
    const place = emptyFolder(folder, "stamps");
    const at = [0, 40, 80, 121, 400, 440];
    const paths = makeNamed(
      place,
      at.map((ms) => `2024-05-01_12-30-05.${String(250 + ms)}.png`),
    );
    const info = await expectPictures(place, paths);
    expect(info).toMatchObject({ variableFrameRate: true, rates: { source: "names" } });
    expect(info.times).toEqual(at.map((ms) => ms / 1000));
    expect(info.notices.map(noticeInEnglish)).toEqual([
      expect.stringContaining("in the order of the clock times in their names"),
      "The times of the frames are the clock times in the names of the pictures.",
      "The frame rate varies; every frame keeps its own presentation time.",
    ]);
    const stated = await openMovie(tools, place, { sequenceRate: 50 });
    expect(stated.info.times).toEqual(at.map((_, k) => k / 50));
    expect(stated.info.rates).toMatchObject({ source: "chosen", canChoose: true });
  });

  it("of endings in other letters, in alphabetical order", async () => {
    const place = emptyFolder(folder, "names");
    const paths = makeNamed(place, ["apple.png", "Banana.PNG", "cherry.png"]);
    const info = await expectPictures(place, paths);
    expect(info.naming).toMatchObject({ rule: "alphabetical" });
    const alone = await openMovie(tools, paths[1]);
    expect(alone.info).toMatchObject({ frameCount: 1, naming: null, name: "Banana.PNG" });
  });

  it.for(["png", "jpg", "tiff", "bmp", "dpx", "ppm", "exr"])(
    "with empty, missing and damaged ones among them: %s",
    async (extension) => {
      const place = emptyFolder(folder, `damaged-${extension}`);
      const exr = extension === "exr";
      makePictures(join(place, `f%d.${extension}`), 9, 10, exr ? ["-pix_fmt", "gbrpf32le"] : []);
      const paths = numbered(9, (k) => join(place, `f${k + 10}.${extension}`));
      truncateSync(paths[1], 0);
      truncateSync(paths[2], 0);
      writeFileSync(paths[5], "something else");
      truncateSync(paths[8], 0);
      const frames = paths.map((path, k) => ([1, 2, 5, 8].includes(k) ? null : path));
      const args = exr ? ["-apply_trc", "iec61966_2_1"] : [];
      const info = await expectPictures(paths[0], frames, { args });
      expect(info.notices.map(noticeInEnglish)).toEqual([
        ASSUMED,
        `3 pictures are empty, the first of them f11.${extension}; their frames are marked.`,
      ]);
    },
  );

  it("whose first ones are empty", async () => {
    const place = emptyFolder(folder, "empty first");
    const paths = makeNamed(
      place,
      numbered(6, (k) => `f${k}.png`),
    );
    for (const path of paths.slice(0, 4)) truncateSync(path, 0);
    await expectPictures(
      place,
      paths.map((path, k) => (k < 4 ? null : path)),
    );
  });

  it("that change their size, and says where", async () => {
    const place = emptyFolder(folder, "sizes");
    makePictures(join(place, "s%d.png"), 4, 0);
    makePictures(join(place, "s%d.png"), 3, 4, ["-vf", "scale=32:24"]);
    const { info } = await openMovie(tools, place);
    expect(info).toMatchObject({ frameCount: 7, width: 64, height: 48 });
    expect(info.notices.map(noticeInEnglish)).toContain(
      "From frame 4 on the size of the pictures is another one, 32 × 24; they are scaled to the size of the first.",
    );
  });

  it("are known by their content from one start to the next", async () => {
    const place = emptyFolder(folder, "content");
    const paths = makeNamed(
      place,
      numbered(5, (k) => `f${10 * k}.png`),
    );
    const printOf = async (): Promise<string> => {
      const pictures = await findPictures(place, { rate: null, namingRule: null });
      return pictures ? await movieFingerprint(pictures.input) : "";
    };
    const before = await printOf();
    expect(await printOf()).toBe(before);
    copyFileSync(paths[0], paths[2]);
    expect(await printOf()).not.toBe(before);
  });
});

describe("folders", () => {
  it("that hold one movie mean that", async () => {
    const place = emptyFolder(folder, "one movie");
    const path = join(place, "clip.mp4");
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=64x48:d=0.2", "-c:v", "libx264", path);
    writeFileSync(join(place, "notes.txt"), "of the experiment");
    const movie = await openMovie(tools, place);
    expect(movie.path).toBe(path);
    expect(movie.info.name).toBe("clip.mp4");
    expect(movie.info.notices.map(noticeInEnglish)).toEqual(["The folder holds clip.mp4, which is shown."]);
  });

  it("that hold one picture mean that", async () => {
    const place = emptyFolder(folder, "one picture");
    makeNamed(place, ["only7.png"]);
    writeFileSync(join(place, "._only6.png"), "what macOS keeps");
    const { info } = await openMovie(tools, place);
    expect(info).toMatchObject({ name: "only7.png", frameCount: 1 });
  });

  it("of nothing that can be shown are refused", async () => {
    const place = emptyFolder(folder, "nothing");
    const refusal = {
      code: "not-a-movie",
      message: "This folder holds no pictures; choose a folder of pictures, or a movie file.",
    };
    await expect(openMovie(tools, place)).rejects.toMatchObject(refusal);
    emptyFolder(place, "inside.png");
    await expect(openMovie(tools, place)).rejects.toMatchObject(refusal);
    for (const name of ["a.mp4", "b.mp4"]) writeFileSync(join(place, name), "no movie");
    await expect(openMovie(tools, place)).rejects.toMatchObject({
      code: "not-a-movie",
      message: "This folder holds 2 movies; choose one of them.",
    });
  });
});
