import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeKnownMotion, shifted } from "../engine/testing/known-motion";
import { temporaryFolder } from "../engine/testing/movies";
import { CommandLine } from "./testing/command-line";

const folder = temporaryFolder();
const commandLine = new CommandLine(folder);
makeKnownMotion(folder, "shift", { width: 96, height: 64, frames: 6, from: shifted(2, -1) });
const hasNumpy = spawnSync("python3", ["-c", "import numpy"]).status === 0;
if (!hasNumpy) console.warn("skipped: what NumPy reads of means (python3-numpy is not there)");

/** Reads a .npz by NumPy, and prints what is in it. */
const READ = `
import json, sys, zipfile, numpy
bad = zipfile.ZipFile(sys.argv[1]).testzip()
z = numpy.load(sys.argv[1])
middle = {k: float(numpy.median(z[k][20:44, 30:66])) for k in z.files if z[k].ndim == 2}
print(json.dumps({"bad": bad, "files": z.files, "shape": z["u"].shape, "types": [z["u"].dtype.str, z["count"].dtype.str],
  "about": json.loads(str(z["about"])), "middle": middle}))
`;

interface Read {
  readonly bad: string | null;
  readonly middle: Readonly<Record<string, number>>;
}

describe("kinoflow means", () => {
  it.skipIf(!hasNumpy)("writes arrays that NumPy reads, in units and along axes that are stated", () => {
    const args = ["means", "shift.mkv", "-o", "out.npz", "--scale", "2mm", "--y-up"];
    const { status, stderr } = commandLine.run(args);
    expect(stderr).toMatch(/^Wrote .*out\.npz: means over 5 pairs of frames; 1 has no flow\.\n$/);
    expect(status).toBe(0);
    const text = execFileSync("python3", ["-c", READ, join(folder, "out.npz")], { encoding: "utf8" });
    const read = JSON.parse(text) as Read;
    expect(read).toMatchObject({
      bad: null,
      files: ["u", "v", "std_u", "std_v", "rms", "tke", "uv", "max_speed", "count", "about"],
      shape: [64, 96],
      types: ["<f4", "<u4"],
      about: {
        recording: "shift.mkv",
        units: { u: "mm/s", tke: "(mm/s)^2" },
        pixel: { value: 2, unit: "mm" },
      },
    });
    // 2 pixels of 2 mm, 25 times a second, and 1 up.
    expect(read.middle.u / 100).toBeCloseTo(1, 1);
    expect(read.middle.v / 50).toBeCloseTo(1, 1);
    expect(read.middle.max_speed / Math.hypot(100, 50)).toBeCloseTo(1, 1);
    expect(read.middle.std_u).toBeLessThan(3);
    expect(read.middle.count).toBe(5);
    expect(JSON.parse(readFileSync(join(folder, "out.npz.json"), "utf8"))).toMatchObject({
      units: { v: "mm/s" },
    });
  });

  it("writes the same bytes for the same movie, whatever the number of threads, each array at a multiple of 64", () => {
    for (const threads of ["1", "3"]) {
      const { status } = commandLine.run([
        "means",
        "shift.mkv",
        "-o",
        `t${threads}.npz`,
        "--threads",
        threads,
      ]);
      expect(status).toBe(0);
    }
    const [one, three] = ["t1.npz", "t3.npz"].map((name) => readFileSync(join(folder, name)));
    expect(one.equals(three)).toBe(true);
    for (let at = one.indexOf("\x93NUMPY", 0, "latin1"), k = 0; at >= 0; k++) {
      expect([k, at % 64]).toEqual([k, 0]);
      at = one.indexOf("\x93NUMPY", at + 1, "latin1");
    }
  });

  it.for([
    [["means", "shift.mkv"], /Where to\? .*-o OUT\.npz/],
    [["means", "shift.mkv", "-o", "no.npy"], /ends in \.npz/],
    [["means", "shift.mkv", "-o", "no.npz", "--start", "6"], /--start has to be/],
    [["means", "shift.mkv", "-o", "no.npz", "--turn", "x"], /--turn has to be a number/],
  ] as const)("%j is refused with a sentence", ([args, sentence]) => {
    commandLine.expectRefusal(args, sentence);
    expect(existsSync(join(folder, "no.npz"))).toBe(false);
  });
});
