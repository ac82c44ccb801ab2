import { ascendingOrder } from "./ascending";
import type { FrameFormat, ListedFrame } from "./folder-series";
import type { SampledField } from "./sampled-field";
import { arraysOf, numberText, type SeriesPlan } from "./series-writer";

/** From so many bytes of values on their sizes and places need 64 bits. */
const LARGE = 2 ** 32 - 1;

interface DataArray {
  readonly name: string;
  readonly type: "Float32" | "UInt8";
  readonly components: 1 | 3;
  readonly values: Uint8Array;
}

/**
 * VTK's image data in XML (VTK file formats, "ImageData"), values raw behind the text, little-endian. Points are at the middles of the pixels;
 * rows come in the order in which y grows, since VTK's spacings are positive. `velocity` has three numbers a point: of two, VTK
 * makes other vectors without a word. u, v, reliability and valid are arrays of their own. A `.pvd` lists the frames by their times.
 */
export const VTI_FORMAT: FrameFormat = {
  ending: ".vti",
  encode: encodeVti,
  list: (frames) => ({ ending: ".pvd", text: pvdOf(frames) }),
};

function encodeVti(field: SampledField, plan: SeriesPlan): Uint8Array {
  const { columns, rows } = ascendingOrder(plan.grid);
  const width = plan.grid.columns.length;
  const order = Int32Array.from({ length: columns.length * rows.length }, (_, k) => {
    return rows[Math.floor(k / columns.length)] * width + columns[k % columns.length];
  });
  const floats = (of: (at: number) => number): Uint8Array => bytesOf(Float32Array.from(order, of));
  const velocity = new Float32Array(3 * order.length);
  for (let k = 0; k < order.length; k++) {
    velocity[3 * k] = field.u[order[k]];
    velocity[3 * k + 1] = field.v[order[k]];
  }
  const arrays: DataArray[] = [
    { name: "velocity", type: "Float32", components: 3, values: bytesOf(velocity) },
    ...Object.entries(arraysOf(field)).map(
      ([name, values]) =>
        ({ name, type: "Float32", components: 1, values: floats((at) => values[at]) }) as const,
    ),
    { name: "valid", type: "UInt8", components: 1, values: Uint8Array.from(order, (at) => field.valid[at]) },
  ];
  return assemble(headOf(field, plan, columns, rows), arrays);
}

/** Where the points are. */
interface Lattice {
  readonly extent: string;
  readonly origin: string;
  readonly spacing: string;
  readonly time: number;
}

function headOf(
  { time }: SampledField,
  { grid }: SeriesPlan,
  columns: readonly number[],
  rows: readonly number[],
): Lattice {
  const [x, y] = grid.places.at(columns[0], rows[0]);
  // Of one column the spacing does not matter.
  const dx = columns.length > 1 ? grid.places.at(columns[1], rows[0])[0] - x : 1;
  const dy = rows.length > 1 ? grid.places.at(columns[0], rows[1])[1] - y : 1;
  return {
    extent: `0 ${columns.length - 1} 0 ${rows.length - 1} 0 0`,
    origin: `${x} ${y} 0`,
    spacing: `${dx} ${dy} 1`,
    time,
  };
}

function assemble({ extent, origin, spacing, time }: Lattice, arrays: readonly DataArray[]): Uint8Array {
  const total = arrays.reduce((sum, { values }) => sum + values.length + 8, 0);
  const lengthBytes = total > LARGE ? 8 : 4;
  let offset = 0;
  const declared = arrays.map(({ name, type, components, values }) => {
    const line = `        <DataArray type="${type}" Name="${name}" NumberOfComponents="${components}" format="appended" offset="${offset}"/>`;
    offset += lengthBytes + values.length;
    return line;
  });
  const timeValue = `      <DataArray type="Float64" Name="TimeValue" NumberOfTuples="1" format="ascii">${numberText(time)}</DataArray>`;
  const head = [
    `<?xml version="1.0"?>`,
    `<VTKFile type="ImageData" version="1.0" byte_order="LittleEndian" header_type="UInt${8 * lengthBytes}">`,
    `  <ImageData WholeExtent="${extent}" Origin="${origin}" Spacing="${spacing}">`,
    ...(Number.isNaN(time) ? [] : ["    <FieldData>", timeValue, "    </FieldData>"]),
    `    <Piece Extent="${extent}">`,
    `      <PointData Vectors="velocity">`,
    ...declared,
    "      </PointData>",
    "    </Piece>",
    "  </ImageData>",
    `  <AppendedData encoding="raw">`,
    "_",
  ].join("\n");
  return Buffer.concat([
    Buffer.from(head),
    ...arrays.flatMap(({ values }) => [lengthOf(values, lengthBytes), values]),
    Buffer.from("\n  </AppendedData>\n</VTKFile>\n"),
  ]);
}

function lengthOf({ length }: Uint8Array, bytes: 4 | 8): Buffer {
  const number = Buffer.alloc(bytes);
  if (bytes === 8) number.writeBigUInt64LE(BigInt(length));
  else number.writeUInt32LE(length);
  return number;
}

/** ParaView's list of files by their times; by frame numbers where no time is known. */
function pvdOf(frames: readonly ListedFrame[]): string {
  const hasTimes = frames.every(({ time }) => Number.isFinite(time));
  const lines = frames.map(({ name, frame, time }) => {
    const timestep = hasTimes ? numberText(time) : frame;
    return `    <DataSet timestep="${timestep}" group="" part="0" file="${escaped(name)}"/>`;
  });
  return [
    `<?xml version="1.0"?>`,
    `<VTKFile type="Collection" version="0.1" byte_order="LittleEndian">`,
    "  <Collection>",
    ...lines,
    "  </Collection>",
    "</VTKFile>",
    "",
  ].join("\n");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
