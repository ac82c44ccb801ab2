import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { evaluateFlow } from "../engine/evaluation/evaluate";
import { readField } from "../engine/field-io/field-file";
import { encodeFlo } from "../engine/field-io/flo";
import { ffmpeg, sharedMovie, temporaryFolder, tools } from "../engine/testing/movies";
import { DENSE_PRESET_PARAMETERS, DENSE_PRESETS } from "../shared/flow";
import { CommandLine } from "./testing/command-line";

const folder = temporaryFolder();
const commandLine = new CommandLine(folder);
const place = (name: string) => join(folder, name);

const SIZE = { width: 200, height: 150 };
/** Motion of the generated pair in pixels. */
const SHIFT = { u: 3.25, v: -1.5 };

/** A texture that is defined between the pixels too: waves of 8 to 40 px in many directions. */
function brightness(x: number, y: number): number {
  let sum = 128;
  for (let wave = 0; wave < 12; wave++) {
    const angle = wave * 2.399963;
    const frequency = (2 * Math.PI) / (8 + ((wave * 7) % 33));
    sum += 9 * Math.sin(frequency * (x * Math.cos(angle) + y * Math.sin(angle)) + wave * 1.7);
  }
  return Math.round(sum);
}

function writePicture(name: string, u: number, v: number, { width, height } = SIZE): void {
  const pixels = Uint8Array.from({ length: width * height }, (_, k) =>
    brightness((k % width) - u, Math.floor(k / width) - v),
  );
  writeFileSync(place(name), Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), pixels]));
}

writePicture("a.pgm", 0, 0);
writePicture("b.pgm", SHIFT.u, SHIFT.v);
ffmpeg("-i", place("b.pgm"), place("b.png"));
const pixels = SIZE.width * SIZE.height;
writeFileSync(
  place("truth.flo"),
  encodeFlo({
    ...SIZE,
    u: new Float32Array(pixels).fill(SHIFT.u),
    v: new Float32Array(pixels).fill(SHIFT.v),
  }),
);

describe("kinoflow flow", () => {
  it("writes the flow in every format, and says so in one line", async () => {
    const { status, stdout, stderr } = commandLine.run(["flow", "a.pgm", "b.png", "-o", "out.flo"]);
    expect([status, stdout]).toEqual([0, ""]);
    expect(stderr).toMatch(
      /^Wrote .*out\.flo: 200 x 150, dense-pyramidal balanced, [\d.]+ ms on \d+ threads?; /,
    );
    expect(stderr).toMatch(
      /mean speed 3\.\d\d px, largest [\d.]+ px, over the \d+ % of pixels of reliability 0\.6 and more\.\n$/,
    );
    const flow = await readField(tools, place("out.flo"));
    expect(flow).toMatchObject(SIZE);
    for (const [name, tolerance] of [
      ["out.npy", 0],
      ["out.png", 1 / 128],
    ] as const) {
      expect(commandLine.run(["flow", "a.pgm", "b.png", "-o", name]).status).toBe(0);
      const { u, v } = await readField(tools, place(name));
      expect(u.every((value, k) => Math.abs(value - flow.u[k]) <= tolerance)).toBe(true);
      expect(v.every((value, k) => Math.abs(value - flow.v[k]) <= tolerance)).toBe(true);
    }
  });

  it("finds a known shift, in every preset and whatever the threads", () => {
    for (const preset of DENSE_PRESETS) {
      const args = ["flow", "a.pgm", "b.pgm", "-o", `${preset}.flo`, "--preset", preset];
      expect(commandLine.run([...args, "--threads", "1"]).status).toBe(0);
      const evaluation = commandLine.json(["evaluate", `${preset}.flo`, "truth.flo", "--json"]);
      expect(evaluation).toMatchObject({ pixels, unknown: 0 });
      expect((evaluation as { endpointError: { mean: number } }).endpointError.mean).toBeLessThan(0.2);
    }
    commandLine.run(["flow", "a.pgm", "b.pgm", "-o", "two.flo", "--threads", "2"]);
    expect(readFileSync(place("two.flo")).equals(readFileSync(place("balanced.flo")))).toBe(true);
  });

  it("--json tells parameters, time, memory and a summary; -o may be left out", () => {
    const report = commandLine.json(["flow", "a.pgm", "b.pgm", "--json", "--repeat", "3", "--threads", "1"]);
    const time = expect.toSatisfy((value: number) => value >= 0);
    expect(report).toEqual({
      ...SIZE,
      method: "dense-pyramidal",
      preset: "balanced",
      parameters: DENSE_PRESET_PARAMETERS.balanced,
      prepare: "",
      threads: 1,
      repeat: 3,
      medianMs: time,
      minMs: time,
      stages: {
        prepareMs: time,
        pyramidMs: time,
        solveMs: time,
        refineMs: time,
        reliabilityMs: time,
        statisticsMs: time,
      },
      bytes: { frames: 2 * pixels, field: 12 * pixels, working: time, wasmMemory: time },
      summary: {
        meanU: expect.closeTo(SHIFT.u, 1),
        meanV: expect.closeTo(SHIFT.v, 1),
        meanSpeed: expect.closeTo(Math.hypot(SHIFT.u, SHIFT.v), 1),
        medianSpeed: expect.closeTo(Math.hypot(SHIFT.u, SHIFT.v), 1),
        ...{ figurePixels: "reliable", minimumReliability: 0.6, pixels: time },
        ...{ p95Speed: time, p999Speed: time, maxSpeed: time, maxSpeedX: time, maxSpeedY: time },
        ...{ reliablePixels: time, reliableShare: time },
      },
    });
    const strict = ["--min-reliability", "0.99", "--preset", "fast"];
    const summaryOf = (...args: readonly string[]) =>
      commandLine.json(["flow", "a.pgm", "b.pgm", "--json", ...strict, ...args]) as {
        summary: Record<string, number>;
      };
    const [{ summary: some }, { summary: all }] = [summaryOf(), summaryOf("--all-pixels")];
    expect([some.pixels, all.pixels]).toEqual([some.reliablePixels, pixels]);
    expect(all.reliablePixels).toBe(some.reliablePixels);
    expect(some.reliablePixels).toBeLessThan(pixels);
    const { medianMs, minMs, bytes } = report as {
      medianMs: number;
      minMs: number;
      bytes: { working: number; wasmMemory: number };
    };
    expect(minMs).toBeGreaterThan(0);
    expect(minMs).toBeLessThanOrEqual(medianMs);
    expect(bytes.wasmMemory).toBeGreaterThan(14 * pixels + bytes.working);
  });

  it("the other methods, and windows", () => {
    const flags = ["flow", "a.pgm", "a.pgm", "--json", "--threads", "1"];
    for (const method of ["lucas-kanade", "streaming", "summed-area", "naive"]) {
      expect(commandLine.json([...flags, "--method", method, "--window", "3"])).toMatchObject({
        ...{ method, preset: null, parameters: { windowRadius: 3 } },
        summary: { maxSpeed: 0, maxSpeedX: -1, maxSpeedY: -1 },
      });
    }
    expect(commandLine.json([...flags, "--preset", "fast", "--window", "5"])).toMatchObject({
      preset: null,
      parameters: { ...DENSE_PRESET_PARAMETERS.fast, windowRadius: 5 },
    });
    expect(commandLine.json([...flags, "--preset", "fast", "--window", "4"])).toMatchObject({
      preset: "fast",
    });
  });

  it("--reliability writes a grey picture", () => {
    writePicture("textured.pgm", 0, 0, { width: 64, height: 64 });
    const half = readFileSync(place("textured.pgm"));
    const start = half.length - 64 * 64;
    for (let k = 0; k < 64 * 64; k++) if (k % 64 < 32) half[start + k] = 128;
    writeFileSync(place("half.pgm"), half);
    const args = ["flow", "half.pgm", "half.pgm", "--json", "--reliability", "r.png"];
    expect(commandLine.run(args).status).toBe(0);
    const grey = ffmpeg("-i", place("r.png"), "-f", "rawvideo", "-pix_fmt", "gray", "-");
    const at = (x: number) => grey[32 * 64 + x];
    expect(grey.length).toBe(64 * 64);
    expect([at(12), at(52) > 100]).toEqual([0, true]);
  });

  it("leaves nothing but what was asked for", () => {
    expect(readdirSync(folder).filter((name) => name.startsWith("."))).toEqual([]);
  });

  it("the shared pairs: more accurate than no motion at all", async ({ skip }) => {
    const pairs = sharedMovie("../flow");
    if (pairs === null) return skip("the shared flow pairs are not there");
    for (const [name, extension, limit] of [
      ["middlebury-rubberwhale", "png", 0.5],
      ["flyingchairs-1", "ppm", 2.5],
      ["piv-backstep", "tif", 0.3],
    ] as const) {
      const [a, b] = [1, 2].map((k) => resolve(pairs, name, `frame${k}.${extension}`));
      expect(commandLine.run(["flow", a, b, "-o", "shared.flo"]).status).toBe(0);
      const truth = await readField(tools, resolve(pairs, name, "flow.flo"));
      const { endpointError } = evaluateFlow(await readField(tools, place("shared.flo")), truth);
      expect(endpointError.mean, name).toBeLessThan(limit);
    }
  });
});

describe("kinoflow evaluate", () => {
  it("prints a table", () => {
    const { status, stdout } = commandLine.run(["evaluate", "truth.flo", "truth.flo"]);
    expect(status).toBe(0);
    expect(stdout.split("\n").map((line) => line.trimEnd())).toEqual([
      `truth.flo: ${pixels} pixels compared, 0 unknown`,
      "                        mean      median   above 1   above 3",
      "endpoint error      0.000 px    0.000 px    0.00 %    0.00 %",
      "angular error        0.000 °     0.000 °    0.00 %    0.00 %",
      "",
    ]);
  });
});

describe("bad input gets one sentence", () => {
  writePicture("narrow.pgm", 0, 0, { width: 199, height: 150 });
  writePicture("pixel.pgm", 0, 0, { width: 1, height: 1 });
  writePicture("column.pgm", 0, 0, { width: 1, height: 9 });
  writeFileSync(place("notes.txt"), "nothing moves here\n");
  writeFileSync(place("cut.flo"), readFileSync(place("truth.flo")).subarray(0, 5000));
  writeFileSync(
    place("other.flo"),
    encodeFlo({ width: 1, height: 1, u: new Float32Array(1), v: new Float32Array(1) }),
  );
  mkdirSync(place("folder"));
  symlinkSync(place("a.pgm"), place("link.flo"));
  copyFileSync(place("a.pgm"), place("kept.pgm"));

  it.for([
    [["flow"], /flow takes two images/],
    [["flow", "a.pgm"], /flow takes two images/],
    [["flow", "a.pgm", "b.pgm", "a.pgm"], /flow takes two images/],
    [["flow", "a.pgm", "b.pgm"], /Where to\? Give the flow's name with -o OUT\.flo/],
    [["flow", "a.pgm", "b.pgm", "-o", ""], /Where to\?/],
    [["flow", "a.pgm", "b.pgm", "-o", "x.exr"], /ends in \.flo \(Middlebury\), \.npy \(NumPy\) or \.png/],
    [["flow", "a.pgm", "b.pgm", "-o", "nowhere/x.flo"], /choose another folder for x\.flo/],
    [["flow", "missing.png", "b.pgm", "-o", "x.flo"], /kinoflow: missing\.png: The file does not exist/],
    [["flow", "a.pgm", "notes.txt", "-o", "x.flo"], /kinoflow: notes\.txt: /],
    [["flow", "a.pgm", "folder", "-o", "x.flo"], /kinoflow: folder: This folder holds no pictures/],
    [["flow", "a.pgm", "narrow.pgm", "-o", "x.flo"], /different sizes, 200 x 150 and 199 x 150/],
    [["flow", "pixel.pgm", "pixel.pgm", "-o", "x.flo"], /needs pictures of at least 9 x 9 pixels, not 1 x 1/],
    [["flow", "column.pgm", "column.pgm", "-o", "x.flo", "--method", "lucas-kanade"], /not 1 x 9\.$/m],
    [["flow", "a.pgm", "b.pgm", "-o", "x.flo", "--method", "magic"], /--method has to be one of dense-pyr/],
    [["flow", "a.pgm", "b.pgm", "-o", "x.flo", "--preset", "slow"], /--preset has to be one of fast, bal/],
    [
      ["flow", "a.pgm", "b.pgm", "-o", "x.flo", "--preset", "fast", "--method", "naive"],
      /--preset belongs to the method dense-pyramidal, and naive has none/,
    ],
    [
      ["flow", "a.pgm", "b.pgm", "-o", "x.flo", "--window", "46"],
      /--window has to be .* from 1 to 1\d, not "46"/,
    ],
    [["flow", "a.pgm", "b.pgm", "-o", "x.flo", "--window", "NaN"], /--window/],
    [
      ["flow", "a.pgm", "b.pgm", "-o", "x.flo", "--window", "0", "--method", "lucas-kanade"],
      /--window has to be a whole number from 1 to 45/,
    ],
    [["flow", "a.pgm", "b.pgm", "-o", "x.flo", "--threads", "0"], /--threads has to be .* from 1 to 64/],
    [["flow", "a.pgm", "b.pgm", "-o", "x.flo", "--repeat", "1e9"], /--repeat has to be/],
    [["flow", "a.pgm", "b.pgm", "-o", "x.flo", "--reliability", "r.jpg"], /name ends in \.png/],
    [["flow", "a.pgm", "b.pgm", "-o", "x.png", "--reliability", "x.png"], /to the same file/],
    [["flow", "a.pgm", "b.png", "-o", "b.png"], /b\.png is one of the frames and would be replaced/],
    [["flow", "a.pgm", "b.pgm", "-o", "link.flo"], /link\.flo is one of the frames/],
    [["evaluate", "truth.flo"], /evaluate takes two flow files/],
    [["evaluate", "truth.flo", "a.pgm"], /ends in \.flo/],
    [["evaluate", "truth.flo", "missing.flo"], /kinoflow: missing\.flo: The file does not exist/],
    [["evaluate", "cut.flo", "truth.flo"], /kinoflow: cut\.flo: .* take 240012 bytes, but the file has 5000/],
    [["evaluate", "truth.flo", "other.flo"], /different sizes, 200 x 150 and 1 x 1/],
    [["evaluate", "b.png", "truth.flo"], /three channels of 16 bits/],
  ] as const)("%j", async ([args, message]) => {
    await commandLine.expectRefusal(args, message);
    expect(["x.flo", "x.png", "x.exr"].filter((name) => existsSync(place(name)))).toEqual([]);
    expect(readFileSync(place("a.pgm")).equals(readFileSync(place("kept.pgm")))).toBe(true);
  });
});
