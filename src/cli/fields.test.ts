import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeKnownMotion, shifted } from "../engine/testing/known-motion";
import { ffmpeg, temporaryFolder } from "../engine/testing/movies";
import { printedBy, pythonWith } from "../engine/testing/other-readers";
import { CommandLine } from "./testing/command-line";

const folder = temporaryFolder();
const commandLine = new CommandLine(folder);
makeKnownMotion(folder, "shift", { width: 96, height: 64, frames: 6, from: shifted(2, -1) });
// Every picture twice, as where 25 frames a second are made of 12.5.
const twice = shifted(2, -1);
makeKnownMotion(folder, "twice", {
  ...{ width: 96, height: 64, frames: 12 },
  from: (x, y, time) => twice(x, y, 2 * Math.floor(time / 2)),
});
const numpy = pythonWith("numpy");

describe("kinoflow fields", () => {
  it.skipIf(numpy === null)(
    "writes the motion of every frame, in units and along axes that are stated",
    () => {
      const options = [
        "--scale",
        "2mm",
        "--y-up",
        "--every",
        "4",
        "--derivatives",
        "--start",
        "1",
        "--end",
        "4",
      ];
      const { status, stderr } = commandLine.run(["fields", "shift.mkv", "-o", "out.npz", ...options]);
      expect(stderr).toMatch(/^Wrote .*out\.npz: 4 fields of 24 x 16 vectors\.\n$/);
      expect(status).toBe(0);
      const read = printedBy(
        numpy ?? "",
        `
import json, sys, numpy
z = numpy.load(sys.argv[1])
middle = lambda name: float(numpy.median(z[name][:, 5:11, 8:16]))
print(json.dumps({"shape": z["u"].shape, "frame": z["frame"].tolist(), "dt": z["dt"].tolist(), "x": z["x"][:2].tolist(), "y": z["y"][:2].tolist(),
  "u": middle("u"), "v": middle("v"), "vorticity": middle("vorticity"), "valid": float(z["valid"][:, 5:11, 8:16].mean()),
  "about": json.loads(str(z["about"]))}))`,
        [join(folder, "out.npz")],
      ) as Readonly<Record<string, number>>;
      expect(read).toMatchObject({
        ...{ shape: [4, 16, 24], frame: [1, 2, 3, 4], x: [2, 10], y: [124, 116] },
        about: { recording: "shift.mkv", every: 4, units: { u: "mm/s", x: "mm", vorticity: "1/s" } },
      });
      // 2 pixels of 2 mm, 25 times a second, and 1 up.
      expect(read.u / 100).toBeCloseTo(1, 1);
      expect(read.v / 50).toBeCloseTo(1, 1);
      expect(Math.abs(read.vorticity)).toBeLessThan(0.2);
      expect(read.valid).toBeGreaterThan(0.9);
    },
  );

  it("says of vectors that fail, and of masked ones, that they are not valid; replaced ones are", () => {
    ffmpeg(
      ...["-f", "lavfi", "-i", "color=black:s=96x64:d=1:r=1,drawbox=x=0:y=0:w=30:h=64:c=white:t=fill"],
      ...["-frames:v", "1", "-pix_fmt", "gray", join(folder, "left.png")],
    );
    const vectors = (name: string, ...args: string[]) => {
      const common = ["--mask", "left.png", "--every", "4", "--end", "0", "-o", name];
      expect(commandLine.run(["fields", "shift.mkv", ...common, ...args])).toMatchObject({ status: 0 });
      const [header, ...lines] = readFileSync(join(folder, name), "utf8").trimEnd().split("\n");
      expect(header).toBe("frame,time,x,y,u,v,reliability,valid");
      const rows = lines.map((line) => line.split(",").map(Number));
      expect(rows).toHaveLength(24 * 16);
      return rows.map(([, , x, y, u, , reliability, valid]) => ({ x, y, u, reliability, valid }));
    };
    const inner = ({ x, y }: { x: number; y: number }) => x > 36 && x < 88 && y > 8 && y < 56;
    // About half of the vectors go faster than this.
    const middle = vectors("masked.csv")
      .filter(inner)
      .map(({ u }) => u)
      .sort((a, b) => a - b);
    const half = middle.length >> 1;
    // None of them is that fast, whatever its digits.
    const most = (middle[half] + middle[half + 1]) / 2;
    const checks = ["--speed-limits", `0,${most},-9,9`];
    for (const { x, u, reliability, valid } of vectors("checked.csv", ...checks)) {
      if (x < 30 || u > most) expect([reliability, valid]).toEqual([0, 0]);
    }
    const checked = vectors("checked.csv", ...checks).filter(inner);
    const failed = checked.filter(({ valid }) => valid === 0);
    expect(failed.length).toBeGreaterThan(checked.length / 4);
    for (const { u } of failed) expect(u).toBeGreaterThan(most);
    const replaced = vectors("replaced.csv", ...checks, "--replace").filter(inner);
    expect(replaced.filter(({ valid }) => valid === 1).length).toBeGreaterThan(0.8 * replaced.length);
    for (const { u, valid } of replaced) if (valid === 1) expect(u).toBeLessThanOrEqual(most);
    expect(JSON.parse(readFileSync(join(folder, "replaced.csv.json"), "utf8"))).toMatchObject({
      ...{ masked: true, validation: { speedLimits: { maxU: most }, replace: "median" } },
    });
  });

  it("writes a folder for formats with a file a frame, and gives it up where it is there", () => {
    const args = ["fields", "shift.mkv", "-o", "flow", "--format", "vti", "--every", "8"];
    expect(commandLine.run(args)).toMatchObject({ status: 0 });
    const names = Array.from({ length: 5 }, (_, frame) => `flow_00000${frame}.vti`);
    expect(readdirSync(join(folder, "flow")).sort()).toEqual(["about.json", "flow.pvd", ...names]);
    expect(JSON.parse(readFileSync(join(folder, "flow", "about.json"), "utf8"))).toMatchObject({
      units: { u: "px/frame" },
      every: 8,
    });
    commandLine.expectRefusal(args, /flow is there already/);
  });

  it("writes the motion from picture to picture where frames that repeat one are left out", () => {
    const args = ["fields", "twice.mkv", "-o", "new", "--format", "vti", "--every", "8", "--no-repeats"];
    const { status, stderr } = commandLine.run(args);
    expect(stderr).toMatch(/: 5 fields of .*; 6 pairs have no flow\.\n$/);
    expect(status).toBe(0);
    const names = [0, 2, 4, 6, 8].map((frame) => `new_00000${frame}.vti`);
    expect(readdirSync(join(folder, "new")).sort()).toEqual(["about.json", "new.pvd", ...names]);
  });

  it.for([
    [["fields", "shift.mkv", "-o", "no"], /In which format\?/],
    [["fields", "shift.mkv", "-o", "no", "--format", "hdf"], /--format is flo, npy/],
    [["fields", "shift.mkv", "--format", "vti"], /Where to\? .*-o FOLDER/],
    [["fields", "shift.mkv", "-o", "no.txt", "--format", "npz"], /ends in \.npz/],
    [["fields", "shift.mkv", "-o", "no", "--format", "flo", "--y-up"], /by definition/],
    [["fields", "shift.mkv", "-o", "no", "--format", "vti", "--turn", "20"], /leave --turn out/],
    [["fields", "shift.mkv", "-o", "no.npy", "--derivatives"], /vectors alone/],
    [["fields", "shift.mkv", "-o", "no.npz", "--every", "0"], /--every has to be/],
    [["fields", "shift.mkv", "-o", "nowhere/no.npz"], /does not exist/],
  ] as const)("%j is refused with a sentence", ([args, sentence]) => {
    commandLine.expectRefusal(args, sentence);
    for (const name of ["no", "no.npz", "no.npy", "no.txt"])
      expect(existsSync(join(folder, name))).toBe(false);
  });
});
