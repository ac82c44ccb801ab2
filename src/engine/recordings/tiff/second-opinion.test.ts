import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ffmpeg, temporaryFolder } from "../../testing/movies";
import { noticeNames, readValues } from "../../testing/paged-files";
import { type TiffLayout, writeTiff } from "../../testing/tiff-writer";
import { openTiff } from "./open-tiff";

/** What others write and read: Debian's tifffile, and ffmpeg. */

const PYTHON = "/usr/bin/python3";
const folder = temporaryFolder();

function hasTifffile(): boolean {
  try {
    execFileSync(PYTHON, ["-c", "import tifffile"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const there = hasTifffile();
if (!there) console.log("skipped: reading and writing with tifffile (install python3-tifffile)");

const WRITE = join(import.meta.dirname, "../../testing/tifffile-layouts.py");

interface Made {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: string;
}

describe.skipIf(!there)("files that tifffile writes", () => {
  it("have the values that tifffile reads of them", { timeout: 600_000 }, async () => {
    const output = execFileSync(PYTHON, [WRITE, folder], { encoding: "utf8", maxBuffer: 1 << 26 });
    const made = (JSON.parse(output) as [string, number[], string][]).map(([name, shape, type]) => ({
      name,
      shape,
      type,
    }));
    expect(made.length).toBe(337);
    for (const one of made) await compare(one);
  });

  async function compare({ name, shape, type }: Made): Promise<void> {
    const bytes = readFileSync(join(folder, `${name}.values`));
    const values = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
    const planes = name.endsWith("5d") ? 4 : 1;
    const size = 23 * 37 * (shape.length === 4 ? 3 : 1);
    for (let track = 0; track < planes; track++) {
      const file = await openTiff(join(folder, `${name}.tif`), { track });
      await file.listed;
      expect([file.pageCount, file.tracks.length], name).toEqual([shape[0] / planes, planes]);
      const range = file.notices.find((notice) => notice.name === "tiffRange")?.values as
        | [number, number]
        | undefined;
      for (let frame = 0; frame < file.pageCount; frame++) {
        // Pages go over times, depths and channels, the last one fastest; tracks have the depths of a channel together.
        const page = planes === 1 ? frame : frame * 4 + (track % 2) * 2 + Math.floor(track / 2);
        const wanted = values.subarray(page * size, (page + 1) * size);
        const found = await readValues(file, frame);
        expect(found.length, name).toBe(size);
        const difference = found.reduce(
          (most, value, k) => Math.max(most, Math.abs(value - level(wanted[k], type, range))),
          0,
        );
        expect(difference, name).toBeLessThanOrEqual(range === undefined ? 0 : 1);
      }
      await file.close();
    }
  }

  /** What a value becomes: half of the range is added to signed numbers, others become levels of a range that was said with six digits. */
  function level(value: number, type: string, range: readonly [number, number] | undefined): number {
    if (range !== undefined) {
      const share = (value - range[0]) / (range[1] - range[0]);
      return Math.round(Math.min(1, Math.max(0, share)) * 65_535);
    }
    return value + ({ int8: 128, int16: 32_768 }[type] ?? 0);
  }

  it("take over times and the size of pixels", async () => {
    const script = `
import sys, numpy, tifffile
a = numpy.zeros((10, 5, 6), 'u2')
tifffile.imwrite(sys.argv[1] + '/said-ij.tif', a, imagej=True, resolution=(4, 4), metadata={'axes': 'TYX', 'finterval': 0.1, 'unit': 'um'})
tifffile.imwrite(sys.argv[1] + '/said.ome.tif', a, ome=True, metadata={'axes': 'TYX', 'TimeIncrement': 100, 'TimeIncrementUnit': 'ms', 'PhysicalSizeX': 250, 'PhysicalSizeXUnit': 'nm', 'PhysicalSizeY': 0.25})
`;
    execFileSync(PYTHON, ["-c", script, folder]);
    for (const name of ["said-ij.tif", "said.ome.tif"]) {
      const file = await openTiff(join(folder, name), {});
      await file.listed;
      expect(file.timing).toEqual({ kind: "rate", framesPerSecond: 10 });
      expect(file.pixelSize).toEqual({ x: 0.25, y: 0.25 });
      expect(noticeNames(file)).toEqual(["tiffInterval", "tiffPixelSize"]);
      await file.close();
    }
  });
});

describe.skipIf(!there)("files of our tests", () => {
  const READ = `
import sys, numpy, tifffile
with tifffile.TiffFile(sys.argv[1]) as t:
    sys.stdout.buffer.write(numpy.stack([p.asarray() for p in t.pages]).astype('<f8').tobytes())
`;
  it.for([
    { bits: 8, compression: "packBits", rowsPerStrip: 5 },
    { bits: 16, bigEndian: true, tile: [16, 16] },
    { bits: 16, bigEndian: true, big: true, compression: "adobeDeflate", predictor: 2 },
    { bits: 16, compression: "deflate", separate: true, tile: [16, 16] },
    { bits: 32, format: "float", bigEndian: true, rowsPerStrip: 7 },
    { bits: 8, bigEndian: true, compression: "adobeDeflate", predictor: 2 },
    { bits: 16, format: "int" },
  ] as const satisfies readonly TiffLayout[])("are what they are meant to be: %o", (layout: TiffLayout) => {
    const samples = layout.separate ? 3 : 1;
    const page = (k: number) => ({
      ...{ width: 37, height: 23, samples },
      values: Array.from({ length: 37 * 23 * samples }, (_, n) => (n * 7 + k * 31) % 199),
    });
    const path = join(folder, "ours.tif");
    writeFileSync(path, writeTiff([page(0), page(1)], layout).bytes);
    const bytes = execFileSync(PYTHON, ["-c", READ, path], { maxBuffer: 1 << 26 });
    const read = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
    const wanted = [0, 1].flatMap((k) => {
      const { values } = page(k);
      const planes = Array.from({ length: samples }, (_, plane) =>
        values.filter((_v, n) => n % samples === plane),
      );
      return planes.flat();
    });
    expect([...read]).toEqual(wanted);
  });
});

describe("files that ffmpeg writes", () => {
  for (const packing of ["raw", "lzw", "deflate", "packbits"]) {
    for (const format of ["gray", "gray16le", "rgb24", "rgb48le"]) {
      it(`${format}, ${packing}`, async () => {
        const path = join(folder, `${format}-${packing}.tif`);
        const source = ["-f", "lavfi", "-i", "testsrc2=s=123x77,noise=alls=20:all_seed=3", "-frames:v", "1"];
        ffmpeg(...source, "-pix_fmt", format, "-compression_algo", packing, "-c:v", "tiff", path);
        const raw = join(folder, "raw.bin");
        ffmpeg("-i", path, "-f", "rawvideo", "-pix_fmt", format, raw);
        const file = await openTiff(path, {});
        const target = new Uint8Array(readFileSync(raw).length);
        await file.read(0, target);
        expect(Buffer.from(target).equals(readFileSync(raw))).toBe(true);
        await file.close();
      });
    }
  }
});
