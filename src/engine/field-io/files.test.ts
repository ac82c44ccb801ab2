import { chmodSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ffmpeg, makeMovie, sharedMovie, temporaryFolder, tools } from "../testing/movies";
import { writeError } from "./atomic-file";
import { readField, writeField } from "./field-file";
import { encodeFlo } from "./flo";
import type { FlowField } from "./flow-field";
import { readLuma } from "./luma";
import { writeReliability } from "./reliability";

const folder = temporaryFolder();
const place = (name: string) => join(folder, name);

/** Motions in steps of 1/64 px, so that every format holds them exactly; every seventh is unknown. */
function steppedField(width: number, height: number): FlowField {
  const component = (factor: number) =>
    Float32Array.from({ length: width * height }, (_, k) =>
      k % 7 === 6 ? Number.NaN : (((k * factor) % 4001) - 2000) / 64,
    );
  return { width, height, u: component(37), v: component(101) };
}

describe("flow files", () => {
  it.each(["flow.flo", "flow.npy", "flow.png", "FLOW.PNG", "a name, with: %d.flo"])("%s", async (name) => {
    const field = steppedField(37, 23);
    await writeField(tools, place(name), field);
    expect(await readField(tools, place(name))).toEqual(field);
  });

  it("a KITTI picture is one of 16-bit RGB for others too", () => {
    const pixels = ffmpeg("-i", place("flow.png"), "-f", "rawvideo", "-pix_fmt", "rgb48le", "-");
    const { u } = steppedField(37, 23);
    expect(pixels.length).toBe(37 * 23 * 6);
    expect([pixels.readUInt16LE(0), pixels.readUInt16LE(4)]).toEqual([64 * u[0] + 32768, 1]);
  });

  it("replaces a file, and leaves nothing beside it", async () => {
    await writeField(tools, place("flow.flo"), steppedField(5, 4));
    expect((await readField(tools, place("flow.flo"))).width).toBe(5);
    expect(readdirSync(folder).filter((name) => name.includes("partial"))).toEqual([]);
  });

  it("reliability is an 8-bit grey picture", async () => {
    const reliability = Float32Array.of(0, 0.5, 1, 0.25, 0.75, 0.1);
    await writeReliability(tools, place("r.png"), { width: 3, height: 2, reliability });
    const pixels = ffmpeg("-i", place("r.png"), "-f", "rawvideo", "-pix_fmt", "gray", "-");
    expect(Array.from(pixels)).toEqual([0, 128, 255, 64, 191, 26]);
    expect(Array.from((await readLuma(tools, place("r.png"))).luma)).toEqual(Array.from(pixels));
  });

  it("a size that is not there takes no memory", async () => {
    const header = Buffer.alloc(20);
    header.write("PIEH");
    header.writeInt32LE(10_000, 4);
    header.writeInt32LE(10_000, 8);
    writeFileSync(place("liar.flo"), header);
    await expect(readField(tools, place("liar.flo"))).rejects.toMatchObject({
      code: "file-unreadable",
      message: expect.stringMatching(/10000 x 10000 motions take 800000012 bytes, but the file has 20/),
    });
    // A hole of 3 GB, of which nothing but the start is looked at.
    writeFileSync(place("hole.npy"), "no array");
    truncateSync(place("hole.npy"), 3e9);
    const before = process.memoryUsage().arrayBuffers;
    await expect(readField(tools, place("hole.npy"))).rejects.toMatchObject({ code: "file-unreadable" });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1e7);
    truncateSync(place("hole.npy"), 0);
  });

  it("each bad file gets its sentence", async () => {
    mkdirSync(place("folder.flo"));
    writeFileSync(place("text.png"), "no picture");
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=32x32", "-frames:v", "1", place("colour.png"));
    const whole = readFileSync(place("flow.png"));
    writeFileSync(place("cut.png"), whole.subarray(0, whole.length >> 1));
    for (const [name, code, message] of [
      ["missing.flo", "file-missing", /does not exist/],
      ["folder.flo", "file-unreadable", /folder/],
      ["flow.exr", "invalid-argument", /ends in \.flo \(Middlebury\), \.npy \(NumPy\) or \.png \(KITTI\)/],
      ["flow", "invalid-argument", /ends in/],
      ["missing.png", "file-missing", /does not exist/],
      ["colour.png", "file-unreadable", /three channels of 16 bits/],
      ["cut.png", "no-frames", /damaged/],
      ["text.png", "no-frames", /damaged, or holds no picture/],
    ] as const) {
      await expect(readField(tools, place(name)), name).rejects.toMatchObject({
        code,
        message: expect.stringMatching(message),
      });
    }
  });

  it("what cannot be written leaves nothing", async () => {
    const field = steppedField(8, 8);
    await expect(writeField(tools, place("nowhere/x.flo"), field)).rejects.toMatchObject({
      code: "output-unwritable",
      message: expect.stringMatching(/choose another folder for x\.flo\.$/),
    });
    await expect(writeField(tools, place("folder.flo"), field)).rejects.toMatchObject({
      message: expect.stringMatching(/A folder has the name/),
    });
    mkdirSync(place("locked"));
    chmodSync(place("locked"), 0o555);
    // The administrator may write everywhere.
    if (process.getuid?.() !== 0) {
      await expect(writeField(tools, place("locked/x.npy"), field)).rejects.toMatchObject({
        code: "output-unwritable",
      });
      expect(readdirSync(place("locked"))).toEqual([]);
    }
    const full = Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
    expect(writeError(full, "/x/y.flo")).toMatchObject({ code: "disk-full" });
  });

  it("the shared truth comes back as it was", async ({ skip }) => {
    const path = sharedMovie("../flow/middlebury-rubberwhale/flow.flo");
    if (path === null) return skip("the shared flow pairs are not there");
    const field = await readField(tools, path);
    expect([field.width, field.height]).toEqual([584, 388]);
    const [truth, written] = [readFileSync(path), encodeFlo(field)];
    // Unknown motions may be marked by other numbers beyond 1e9.
    expect(written.length).toBe(truth.length);
    expect((await decodedTwice(field)).u).toEqual(field.u);
  });
});

async function decodedTwice(field: FlowField): Promise<FlowField> {
  await writeField(tools, place("twice.npy"), field);
  return readField(tools, place("twice.npy"));
}

describe("luma of images", () => {
  /** Makes an image from raw pixels. */
  function image(name: string, format: string, width: number, pixels: Uint8Array): string {
    writeFileSync(place("raw"), pixels);
    const height = 1;
    ffmpeg(
      ...["-f", "rawvideo", "-pix_fmt", format, "-s", `${width}x${height}`, "-i", place("raw")],
      ...["-pix_fmt", format, "-frames:v", "1", place(name)],
    );
    return place(name);
  }
  const ramp = Uint8Array.from({ length: 256 }, (_, k) => k);

  it.each(["ramp.png", "ramp.pgm", "ramp.tif", "ramp.bmp"])(
    "grey values stay as they are: %s",
    async (name) => {
      const format = name.endsWith("bmp") ? "pal8" : "gray";
      const path =
        format === "gray"
          ? image(name, format, 256, ramp)
          : image(
              name,
              "bgr24",
              256,
              Uint8Array.from({ length: 768 }, (_, k) => Math.floor(k / 3)),
            );
      expect(await readLuma(tools, path)).toEqual({ width: 256, height: 1, luma: ramp });
    },
  );

  it("RGB as OpenCV weighs it", async () => {
    const colours = [
      ...[255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255],
      ...[10, 20, 30, 200, 100, 50, 1, 2, 3, 254, 1, 128],
    ];
    const { luma } = await readLuma(tools, image("rgb.png", "rgb24", 8, Uint8Array.from(colours)));
    // round(0.299 R + 0.587 G + 0.114 B)
    expect(Array.from(luma)).toEqual([76, 150, 29, 255, 18, 124, 2, 91]);
  });

  it("16 bits stay 16 bits, and fewer in them keep their numbers", async () => {
    const values = Uint16Array.from({ length: 65536 }, (_, k) => k);
    const path = image("deep.png", "gray16le", 65536, new Uint8Array(values.buffer));
    expect((await readLuma(tools, path)).luma).toEqual(values);
    const dim = values.map((value) => value % 600);
    const dimPath = image("dim.tif", "gray16le", 65536, new Uint8Array(dim.buffer));
    expect((await readLuma(tools, dimPath)).luma).toEqual(dim);
    const rgb = Uint16Array.of(65535, 0, 0, 0, 65535, 0, 1000, 30000, 20000);
    const deep = await readLuma(tools, image("deep-rgb.png", "rgb48le", 3, new Uint8Array(rgb.buffer)));
    expect(Array.from(deep.luma)).toEqual([19596, 38467, 20189]);
  });

  it("the first picture of a movie, and of an animated one", async () => {
    const movie = makeMovie(folder, "movie.mp4", { args: ["-c:v", "libx264", "-pix_fmt", "yuv420p"] });
    expect(await readLuma(tools, movie)).toMatchObject({ width: 160, height: 120 });
    const animated = makeMovie(folder, "movie.gif", { seconds: 1 });
    const still = ffmpeg("-i", animated, "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "gray", "-");
    const { luma } = await readLuma(tools, animated);
    expect(luma.every((value, k) => Math.abs(value - still[k]) <= 1)).toBe(true);
  });

  it("bad files are refused as movies are", async () => {
    writeFileSync(place("empty.png"), "");
    writeFileSync(place("notes.txt"), "nothing to see\n");
    const whole = readFileSync(place("colour.png"));
    writeFileSync(place("half.png"), whole.subarray(0, whole.length >> 1));
    for (const [name, code] of [
      ["missing.png", "file-missing"],
      ["empty.png", "file-empty"],
      ["notes.txt", "not-a-movie"],
      [".", "not-a-movie"],
      ["half.png", "no-frames"],
    ] as const) {
      await expect(readLuma(tools, place(name)), name).rejects.toMatchObject({ code });
    }
    const aborted = readLuma(tools, place("colour.png"), { signal: AbortSignal.abort() });
    await expect(aborted).rejects.toMatchObject({ name: expect.stringMatching(/KinoflowError|AbortError/) });
  });
});
