import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Calibration, IN_PIXELS, usualAxes } from "../../shared/measure/calibration";
import { temporaryFolder, tools } from "../testing/movies";
import { octaveOrNull, printedBy, pythonWith } from "../testing/other-readers";
import { createSeries, type SeriesFormat } from "./formats";
import { sampleGrid } from "./sample-grid";
import type { SampledField } from "./sampled-field";
import type { SeriesPlan } from "./series-writer";

const folder = temporaryFolder();
const numpy = pythonWith("numpy");
const scipy = pythonWith("scipy");
const vtk = pythonWith("vtk", "numpy");
const opencv = pythonWith("cv2");
const octave = octaveOrNull();

const SIZE = { width: 23, height: 14, pixelAspect: 1 };
const EVERY = 4;
const MM_UP: Calibration = {
  pixel: { value: 0.5, unit: "mm" },
  axes: usualAxes(true, SIZE),
};

function planFor(calibration: Calibration, withDerivatives = false): SeriesPlan {
  const grid = sampleGrid(SIZE, calibration, EVERY);
  return { grid, calibration, count: 3, withDerivatives, about: { what: "μ test" } };
}

/** Values that tell frame, row and column from each other. */
function fieldOf(frame: number, { grid, withDerivatives }: SeriesPlan): SampledField {
  const [rows, columns] = [grid.rows.length, grid.columns.length];
  const plane = (of: (row: number, column: number) => number): Float32Array =>
    Float32Array.from({ length: rows * columns }, (_, k) => of(Math.floor(k / columns), k % columns));
  return {
    ...{ frame, to: frame + 1, time: frame / 8, dt: 0.125 },
    u: plane((row, column) => frame + row / 4 + column / 64),
    v: plane((row, column) => -frame - row / 64 + column / 4),
    reliability: plane((row, column) => (row + column) / 16),
    valid: Uint8Array.from(plane((row, column) => (row + column) % 2)),
    derivatives: withDerivatives
      ? { vorticity: plane((row) => row / 2), divergence: plane((_, column) => -column) }
      : null,
  };
}

/** Frames 4 and 6; the one between them has no flow. */
async function writeSeries(format: SeriesFormat, name: string, plan: SeriesPlan): Promise<string> {
  const path = join(folder, name);
  const writer = await createSeries(format, path, plan, tools);
  await writer.add(fieldOf(4, plan), true);
  const none = fieldOf(5, plan);
  none.u.fill(Number.NaN);
  none.v.fill(Number.NaN);
  none.valid.fill(0);
  await writer.add(none, false);
  await writer.add(fieldOf(6, plan), true);
  await writer.finish();
  return path;
}

function rowsOf(values: ArrayLike<number>, columns: number): number[][] {
  return Array.from({ length: values.length / columns }, (_, row) =>
    Array.from({ length: columns }, (_, column) => values[row * columns + column]),
  );
}

// Columns 1, 5, … 21 and rows 1, 5, 9, 13 of the picture; y counts from the last row, 13, up.
const X_MM = [0.5, 2.5, 4.5, 6.5, 8.5, 10.5];
const Y_MM = [6, 4, 2, 0];

describe("fields of a series are what other programs read", () => {
  it.skipIf(numpy === null)("of .npz, by NumPy: all frames, places, times and flags", async () => {
    const plan = planFor(MM_UP, true);
    const path = await writeSeries("npz", "all.npz", plan);
    const read = printedBy(
      numpy ?? "",
      `
import json, sys, zipfile, numpy
assert zipfile.ZipFile(sys.argv[1]).testzip() is None
z = numpy.load(sys.argv[1])
print(json.dumps({"types": {k: z[k].dtype.str for k in z.files}, "about": json.loads(str(z["about"])),
  **{k: numpy.nan_to_num(z[k], nan=-99).tolist() for k in z.files if k != "about"}}))`,
      [path],
    ) as Readonly<Record<string, unknown>>;
    const [four, six] = [fieldOf(4, plan), fieldOf(6, plan)];
    const nothing = four.u.map(() => -99);
    const cube = (...planes: ArrayLike<number>[]) => planes.map((plane) => rowsOf(plane, 6));
    expect(read).toMatchObject({
      types: { u: "<f4", valid: "|b1", time: "<f8", frame: "<i4", about: "<U17" },
      about: { what: "μ test" },
      ...{ u: cube(four.u, nothing, six.u), v: cube(four.v, nothing, six.v) },
      valid: cube(
        four.valid,
        nothing.map(() => 0),
        six.valid,
      ).map((rows) => rows.map((row) => row.map((value) => value === 1))),
      vorticity: cube(
        four.derivatives?.vorticity ?? [],
        fieldOf(5, plan).derivatives?.vorticity ?? [],
        six.derivatives?.vorticity ?? [],
      ),
      ...{ frame: [4, 5, 6], to: [5, 6, 7], time: [0.5, 0.625, 0.75], dt: [0.125, 0.125, 0.125] },
      ...{ x: X_MM, y: Y_MM },
    });
  });

  it.skipIf(numpy === null)("of .npy, by NumPy through a memory map", async () => {
    const plan = planFor(IN_PIXELS);
    const read = printedBy(
      numpy ?? "",
      `
import json, sys, numpy
m = numpy.load(sys.argv[1], mmap_mode="r")
print(json.dumps({"map": isinstance(m, numpy.memmap), "aligned": m.offset % 64, "shape": m.shape, "six": m[2].tolist(), "none": bool(numpy.isnan(m[1]).all())}))`,
      [await writeSeries("npy", "all.npy", plan)],
    );
    const { u, v } = fieldOf(6, plan);
    expect(read).toEqual({
      ...{ map: true, aligned: 0, shape: [3, 2, 4, 6], none: true },
      six: [rowsOf(u, 6), rowsOf(v, 6)],
    });
  });

  it.skipIf(vtk === null)("of .vti, by VTK, at points and between them", async () => {
    const plan = planFor(MM_UP);
    const path = await writeSeries("vti", "vtk", plan);
    expect(readdirSync(path).sort()).toEqual([
      ...["about.json", "vtk.pvd", "vtk_000004.vti", "vtk_000006.vti"],
    ]);
    const list = readFileSync(join(path, "vtk.pvd"), "utf8");
    expect(list.match(/timestep="[^"]*"|file="[^"]*"/g)).toEqual([
      ...['timestep="0.5"', 'file="vtk_000004.vti"', 'timestep="0.75"', 'file="vtk_000006.vti"'],
    ]);
    // A point of the grid, and one halfway between four.
    const read = printedBy(vtk ?? "", READ_VTI, [join(path, "vtk_000006.vti"), "4.5", "2", "1.5", "5"]);
    const at = (row: number, column: number) => [6 + row / 4 + column / 64, -6 - row / 64 + column / 4];
    const [[u0, v0], [u1, v1]] = [at(2, 2), at(0.5, 0.5)];
    expect(read).toEqual({
      bounds: [0.5, 10.5, 0, 6, 0, 0],
      // Readers other than VTK know of positive spacings only.
      ...{ origin: [0.5, 0, 0], spacing: [2, 2, 1] },
      names: ["velocity", "u", "v", "reliability", "valid"],
      time: 0.75,
      probed: [
        [u0, v0, 0, u0, v0],
        [u1, v1, 0, u1, v1],
      ],
    });
  });

  it.skipIf(vtk === null)("of Tecplot's text, by VTK: points where they are, in zones", async () => {
    const plan = planFor(MM_UP);
    const read = printedBy(vtk ?? "", READ_TECPLOT, [await writeSeries("tecplot", "all.dat", plan)]);
    const { u, valid } = fieldOf(6, plan);
    const upwards = (values: ArrayLike<number>) => rowsOf(values, 6).reverse().flat();
    expect(read).toEqual({
      zones: 2,
      bounds: [0.5, 10.5, 0, 6, 0, 0],
      first: [0.5, 0],
      u: upwards(u),
      valid: upwards(valid),
    });
  });

  it.skipIf(scipy === null)("of .mat, by SciPy", async () => {
    const plan = planFor(MM_UP, true);
    const path = await writeSeries("mat", "matlab", plan);
    const read = printedBy(
      scipy ?? "",
      `
import json, sys
from scipy.io import loadmat
m = loadmat(sys.argv[1])
print(json.dumps({k: m[k].tolist() for k in ("u", "v", "valid", "divergence", "x", "y", "frame", "time", "about")}))`,
      [join(path, "matlab_000006.mat")],
    );
    const { u, v, valid, derivatives } = fieldOf(6, plan);
    expect(read).toEqual({
      ...{ u: rowsOf(u, 6), v: rowsOf(v, 6), valid: rowsOf(valid, 6) },
      divergence: rowsOf(derivatives?.divergence ?? [], 6),
      ...{ x: Y_MM.map(() => X_MM), y: Y_MM.map((y) => X_MM.map(() => y)) },
      ...{ frame: [[6]], time: [[0.75]], about: ['{"what":"μ test"}'] },
    });
  });

  it.skipIf(octave === null)("of .mat, by Octave", async () => {
    const plan = planFor(MM_UP);
    const path = join(await writeSeries("mat", "octave", plan), "octave_000004.mat");
    const program = `m = load('${path}'); printf('%s %s %d %d %.6f %d', class(m.u), class(m.valid), size(m.u), m.v(3, 5), m.valid(2, 1))`;
    const { stdout } = spawnSync(octave ?? "", ["--eval", program], { encoding: "utf8" });
    expect(stdout).toBe("single logical 4 6 -3.031250 1");
  });

  it.skipIf(opencv === null)("of .flo and KITTI's PNG, by OpenCV", async () => {
    const plan = planFor(IN_PIXELS);
    const [flo, kitti] = [await writeSeries("flo", "flo", plan), await writeSeries("kitti", "kitti", plan)];
    const read = printedBy(
      opencv ?? "",
      `
import json, sys, cv2
f = cv2.readOpticalFlow(sys.argv[1])
k = cv2.imread(sys.argv[2], cv2.IMREAD_UNCHANGED)
print(json.dumps({"u": f[..., 0].tolist(), "v": f[..., 1].tolist(), "red": k[..., 2].tolist(), "blue": k[..., 0].tolist()}))`,
      [join(flo, "flo_000004.flo"), join(kitti, "kitti_000004.png")],
    ) as Readonly<Record<string, number[][]>>;
    const { u, v, valid } = fieldOf(4, plan);
    expect(read.u).toEqual(rowsOf(u, 6));
    expect(read.v).toEqual(rowsOf(v, 6));
    expect(read.blue).toEqual(rowsOf(valid, 6));
    // u is a multiple of 1/64 px.
    expect(read.red).toEqual(
      rowsOf(
        u.map((value, at) => (valid[at] === 1 ? 64 * value + 2 ** 15 : 0)),
        6,
      ),
    );
  });

  it.skipIf(numpy === null)("of tables, by NumPy", async () => {
    const plan = planFor(MM_UP);
    const csv = await writeSeries("csv", "all.csv", plan);
    const piv = join(await writeSeries("openpiv", "piv", plan), "piv_000006.txt");
    const read = printedBy(
      numpy ?? "",
      `
import json, sys, numpy
c = numpy.genfromtxt(sys.argv[1], delimiter=",", names=True)
p = numpy.loadtxt(sys.argv[2])
print(json.dumps({"names": list(c.dtype.names), "frames": c["frame"].tolist(), "v": c["v"][24:].tolist(), "piv": p[7].tolist(), "count": len(p)}))`,
      [csv, piv],
    );
    const { u, v, valid } = fieldOf(6, plan);
    const [four, six] = [4, 6].map((frame) => Array.from(v, () => frame));
    expect(read).toEqual({
      names: ["frame", "time", "x", "y", "u", "v", "reliability", "valid"],
      frames: [...four, ...six],
      v: Array.from(v),
      // The second vector of the second row.
      piv: [2.5, 4, u[7], v[7], 1 - valid[7], 0],
      count: 24,
    });
  });
});

describe("a series of fields", () => {
  // Holes of a file take no place on the disk; on Windows they do.
  it.skipIf(numpy === null || process.platform === "win32")(
    "of more than 4 GiB is a .npz whose arrays are where its directory says",
    async () => {
      const size = { width: 40_000, height: 15_000, pixelAspect: 1 };
      const grid = sampleGrid(size, IN_PIXELS, 1);
      const plan: SeriesPlan = { ...planFor(IN_PIXELS), grid, count: 2 };
      const path = join(folder, "large.npz");
      const writer = await createSeries("npz", path, plan, tools);
      await writer.finish();
      const read = printedBy(
        numpy ?? "",
        `
import json, sys, zipfile
from numpy.lib import format
z = zipfile.ZipFile(sys.argv[1])
def shape(name):
    with z.open(name) as member:
        format.read_magic(member)
        return format.read_array_header_1_0(member)[0]
print(json.dumps({e.filename[:-4]: [e.file_size, shape(e.filename)] for e in z.infolist() if e.filename[:-4] in sys.argv[2:]}))`,
        // The others are not complete without frames.
        [path, "u", "reliability", "valid", "y"],
      );
      await rm(path);
      const pixels = 2 * size.width * size.height;
      expect(read).toMatchObject({
        ...{
          u: [128 + 4 * pixels, [2, 15_000, 40_000]],
          reliability: [128 + 4 * pixels, [2, 15_000, 40_000]],
        },
        ...{ valid: [128 + pixels, [2, 15_000, 40_000]], y: [128 + 8 * 15_000, [15_000]] },
      });
    },
  );

  it("leaves nothing behind when it is given up", async () => {
    const place = join(folder, "given-up");
    await mkdir(place);
    const plan = planFor(IN_PIXELS);
    for (const format of ["npz", "npy", "csv", "vti"] as const) {
      const writer = await createSeries(format, join(place, format), plan, tools);
      await writer.add(fieldOf(4, plan), true);
      expect(existsSync(join(place, format))).toBe(false);
      await writer.abort();
    }
    expect(readdirSync(place)).toEqual([]);
  });

  it("replaces no folder that has something in it", async () => {
    const place = join(folder, "full");
    await mkdir(place);
    await writeFile(join(place, "mine"), "");
    await expect(createSeries("vti", place, planFor(IN_PIXELS), tools)).rejects.toThrow(
      "full is there already, and is no empty folder",
    );
    expect(readdirSync(place)).toEqual(["mine"]);
  });
});

const READ_VTI = `
import json, sys, vtk
r = vtk.vtkXMLImageDataReader(); r.SetFileName(sys.argv[1]); r.Update()
image = r.GetOutput(); data = image.GetPointData()
points = vtk.vtkPoints()
places = list(map(float, sys.argv[2:]))
for x, y in zip(places[::2], places[1::2]): points.InsertNextPoint(x, y, 0)
cloud = vtk.vtkPolyData(); cloud.SetPoints(points)
probe = vtk.vtkProbeFilter(); probe.SetInputData(cloud); probe.SetSourceData(image); probe.Update()
found = probe.GetOutput().GetPointData()
print(json.dumps({"bounds": image.GetBounds(), "origin": image.GetOrigin(), "spacing": image.GetSpacing(), "names": [data.GetArrayName(k) for k in range(data.GetNumberOfArrays())],
  "time": image.GetFieldData().GetArray("TimeValue").GetValue(0),
  "probed": [[*found.GetArray("velocity").GetTuple(k), found.GetArray("u").GetValue(k), found.GetArray("v").GetValue(k)] for k in range(points.GetNumberOfPoints())]}))`;

const READ_TECPLOT = `
import json, sys, vtk
r = vtk.vtkTecplotReader(); r.SetFileName(sys.argv[1]); r.Update()
blocks = r.GetOutput(); zone = blocks.GetBlock(1); data = zone.GetPointData()
values = lambda name: [data.GetArray(name).GetTuple1(k) for k in range(data.GetArray(name).GetNumberOfTuples())]
print(json.dumps({"zones": blocks.GetNumberOfBlocks(), "bounds": zone.GetBounds(), "first": zone.GetPoint(0)[:2], "u": values("u"), "valid": values("valid")}))`;
