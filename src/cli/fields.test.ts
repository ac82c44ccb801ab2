import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeKnownMotion, shifted } from "../engine/testing/known-motion";
import { temporaryFolder } from "../engine/testing/movies";
import { printedBy, pythonWith } from "../engine/testing/other-readers";
import { CommandLine } from "./testing/command-line";

const folder = temporaryFolder();
const commandLine = new CommandLine(folder);
makeKnownMotion(folder, "shift", { width: 96, height: 64, frames: 6, from: shifted(2, -1) });
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
