import { crc32 } from "node:zlib";
import { AtomicFile } from "../field-io/atomic-file";
import { NPY_ALIGNMENT, type NpyType, npyHeader, npyText } from "../field-io/npy-header";
import { localHeader, type ZipEntry, zipDirectory } from "../field-io/zip-headers";
import { axesOfGrid, type SampleGrid } from "./sample-grid";
import type { SampledField } from "./sampled-field";
import { arrayNames, arraysOf, type SeriesPlan, type SeriesWriter } from "./series-writer";

/** An array of the archive, whose place is known from the start: all fields grow at once. */
interface Member {
  readonly name: string;
  readonly header: Buffer;
  /** Of all values. */
  readonly bytes: number;
  readonly offset: number;
  /** Where the values begin. */
  readonly start: number;
  written: number;
  crc: number;
}

/**
 * One `.npz` with all frames: `u`, `v`, `reliability` (and `vorticity`, `divergence`) and `valid` of frames x rows x columns, `frame`, `to`,
 * `time` and `dt` of the frames, `x` and `y` of the columns and rows (of rows x columns where the axes are turned), and `about`, a text.
 * Frames are written where they belong as they come, so no memory grows with their number.
 */
export class NpzSeries implements SeriesWriter {
  readonly #file: AtomicFile;
  readonly #members = new Map<string, Member>();
  #end = 0;

  private constructor(file: AtomicFile) {
    this.#file = file;
  }

  /** @throws KinoflowError `output-unwritable` or `disk-full` */
  static async create(path: string, plan: SeriesPlan): Promise<NpzSeries> {
    const series = new NpzSeries(await AtomicFile.create(path));
    try {
      await series.#begin(plan);
    } catch (error) {
      await series.abort();
      throw error;
    }
    return series;
  }

  async add(field: SampledField): Promise<void> {
    for (const [name, values] of Object.entries(arraysOf(field))) await this.#append(name, bytesOf(values));
    await this.#append("valid", field.valid);
    await this.#append("frame", bytesOf(Int32Array.of(field.frame)));
    await this.#append("to", bytesOf(Int32Array.of(field.to)));
    await this.#append("time", bytesOf(Float64Array.of(field.time)));
    await this.#append("dt", bytesOf(Float64Array.of(field.dt)));
  }

  async finish(): Promise<void> {
    try {
      const entries: ZipEntry[] = [];
      for (const { name, header, bytes, offset, crc } of this.#members.values()) {
        const entry = { name: `${name}.npy`, crc, bytes: header.length + bytes, offset };
        await this.#file.writeAt(localHeader(entry, NPY_ALIGNMENT), offset);
        entries.push(entry);
      }
      await this.#file.writeAt(zipDirectory(entries, this.#end), this.#end);
    } catch (error) {
      await this.abort();
      throw error;
    }
    await this.#file.finish();
  }

  async abort(): Promise<void> {
    await this.#file.abort();
  }

  async #begin(plan: SeriesPlan): Promise<void> {
    const { grid, count, about } = plan;
    const shape = [count, grid.rows.length, grid.columns.length];
    const [x, y] = placesOf(grid);
    const text = npyText(JSON.stringify(about));
    for (const name of arrayNames(plan)) await this.#reserve(name, "<f4", shape);
    await this.#reserve("valid", "|b1", shape);
    for (const name of ["frame", "to"]) await this.#reserve(name, "<i4", [count]);
    for (const name of ["time", "dt"]) await this.#reserve(name, "<f8", [count]);
    await this.#reserve("x", "<f8", x.shape);
    await this.#append("x", bytesOf(x.values));
    await this.#reserve("y", "<f8", y.shape);
    await this.#append("y", bytesOf(y.values));
    await this.#reserve("about", text.type, [], text.values.length);
    await this.#append("about", text.values);
  }

  /** Gives an array its place, behind all others. */
  async #reserve(name: string, type: NpyType, shape: readonly number[], textBytes?: number): Promise<void> {
    const header = npyHeader(type, shape);
    const bytes = textBytes ?? shape.reduce((product, size) => product * size, VALUE_BYTES[type] ?? 0);
    const offset = this.#end;
    // Its checksum is not known yet, but the header will be as long.
    const local = localHeader(
      { name: `${name}.npy`, crc: 0, bytes: header.length + bytes, offset },
      NPY_ALIGNMENT,
    );
    const headerAt = offset + local.length;
    await this.#file.writeAt(header, headerAt);
    const start = headerAt + header.length;
    this.#members.set(name, { name, header, bytes, offset, start, written: 0, crc: crc32(header) });
    this.#end = start + bytes;
  }

  async #append(name: string, values: Uint8Array): Promise<void> {
    const member = this.#members.get(name);
    if (member === undefined) throw new Error(`There is no array ${name}.`);
    await this.#file.writeAt(values, member.start + member.written);
    member.written += values.length;
    member.crc = crc32(values, member.crc);
  }
}

const VALUE_BYTES: Readonly<Record<string, number>> = { "<f4": 4, "<f8": 8, "<i4": 4, "|b1": 1 };

interface Places {
  readonly values: Float64Array;
  readonly shape: readonly number[];
}

function placesOf(grid: SampleGrid): readonly [x: Places, y: Places] {
  const { columns, rows, places } = grid;
  if (places.isAligned) {
    const { x, y } = axesOfGrid(grid);
    return [
      { values: x, shape: [x.length] },
      { values: y, shape: [y.length] },
    ];
  }
  const shape = [rows.length, columns.length];
  const at = (axis: 0 | 1): Places => ({
    values: Float64Array.from(
      { length: rows.length * columns.length },
      (_, k) => places.at(k % columns.length, Math.floor(k / columns.length))[axis],
    ),
    shape,
  });
  return [at(0), at(1)];
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Float64Array | Int32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
