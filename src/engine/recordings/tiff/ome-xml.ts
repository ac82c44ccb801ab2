import { basename } from "node:path";
import { micrometres, NOTHING_RECORDED, type Recorded, type Series, secondsOfUnit } from "./recorded";
import { type XmlEvent, xmlElements } from "./xml-elements";

/** Planes of a recording that are kept track of; more are not believed. */
const MOST_PLANES = 2 ** 22;
const MOST_SERIES = 1024;
/** The order of planes in a file, the fastest dimension first; the slowest one always follows from the others. */
const ORDERS: readonly string[] = ["XYZCT", "XYZTC", "XYCZT", "XYCTZ", "XYTCZ", "XYTZC"];

type Attributes = ReadonlyMap<string, string>;

/**
 * Understands OME-XML as in the first directory of an OME-TIFF file. Null where the text is none.
 * Source: the OME data model 2016-06 and "The OME-TIFF format" of the Open Microscopy Environment.
 *
 * @param path of the file, to know its own planes among those of several files
 */
export function readOmeXml(text: string, path: string): Recorded | null {
  if (!/^\s*(<\?xml|<!--|<([\w-]+:)?OME[\s>])/.test(text) || !/<([\w-]+:)?OME[\s>]/.test(text)) return null;
  const reader = new OmeReader(basename(path));
  for (const event of xmlElements(text)) reader.take(event);
  const { series, elsewhere, unclear } = reader.result();
  if (series.length === 0) return { ...NOTHING_RECORDED, program: "OME", elsewhere, unclear: true };
  return { ...NOTHING_RECORDED, program: "OME", series, elsewhere, unclear };
}

/** Follows the elements of a document from its start to its end. */
class OmeReader {
  readonly #fileName: string;
  readonly #images: PixelsReader[] = [];
  #uuid = "";
  #imageName = "";
  #open: PixelsReader | null = null;
  #unclear = false;

  constructor(fileName: string) {
    this.#fileName = fileName;
  }

  take(event: XmlEvent): void {
    if (event.kind === "end") {
      if (event.name === "TiffData") this.#open?.endTiffData(this.#uuid, this.#fileName);
      if (event.name === "Pixels") this.#open = null;
      return;
    }
    const { name, attributes, text } = event;
    if (name === "OME") this.#uuid = attributes.get("UUID") ?? "";
    else if (name === "Image") this.#imageName = attributes.get("Name") ?? "";
    else if (name === "Pixels") this.#startPixels(attributes);
    else if (name === "Channel") this.#open?.channel(attributes);
    else if (name === "TiffData") this.#open?.startTiffData(attributes);
    else if (name === "UUID") this.#open?.otherFile(attributes.get("FileName") ?? "", text);
    else if (name === "Plane") this.#open?.plane(attributes);
  }

  result(): { readonly series: readonly Series[]; readonly elsewhere: number; readonly unclear: boolean } {
    let before = 0;
    const series = this.#images.map((image) => {
      const made = image.series(before);
      before += image.planeCount;
      return made;
    });
    const elsewhere = this.#images.reduce((sum, image) => sum + image.elsewhere, 0);
    // Where a recording is in other files altogether, this file has nothing of it to choose.
    const here = series.filter(({ times }) => times !== 0);
    return { series: here, elsewhere, unclear: this.#unclear };
  }

  #startPixels(attributes: Attributes): void {
    this.#open = null;
    const sizes = ["SizeC", "SizeZ", "SizeT"].map((key) => Number(attributes.get(key) ?? 1));
    const whole = sizes.every((size) => Number.isSafeInteger(size) && size > 0);
    const planes = sizes.reduce((product, size) => product * size, 1);
    const order = attributes.get("DimensionOrder") ?? "XYCZT";
    const fits = whole && planes <= MOST_PLANES && ORDERS.includes(order);
    if (!fits || this.#images.length >= MOST_SERIES) {
      this.#unclear = true;
      return;
    }
    this.#open = new PixelsReader(this.#imageName, attributes, sizes, order.slice(2));
    this.#images.push(this.#open);
  }
}

/** What is said of a run of planes that lie one behind the other in a file. */
interface TiffData {
  readonly first: { readonly C: number; readonly Z: number; readonly T: number };
  readonly page: number;
  /** Null: all that are left. */
  readonly planes: number | null;
  readonly file: string | null;
  readonly uuid: string;
}

class PixelsReader {
  elsewhere = 0;
  readonly #name: string;
  readonly #attributes: Attributes;
  readonly #sizes: { C: number; Z: number; T: number };
  readonly #order: string;
  readonly #channelNames: string[] = [];
  readonly #here: TiffData[] = [];
  #samples = 0;
  #data: TiffData | null = null;
  #deltas: Float64Array | null = null;
  /** True once something was said of where planes lie. */
  #placed = false;

  constructor(name: string, attributes: Attributes, [C, Z, T]: readonly number[], order: string) {
    this.#name = name;
    this.#attributes = attributes;
    this.#sizes = { C, Z, T };
    this.#order = order;
  }

  /** Of colours, a plane has several of the channels that are counted. */
  get planeCount(): number {
    return this.#channels * this.#sizes.Z * this.#sizes.T;
  }

  get #channels(): number {
    const described = this.#channelNames.length;
    return described > 0 && this.#samples === this.#sizes.C ? described : this.#sizes.C;
  }

  channel(attributes: Attributes): void {
    this.#channelNames.push(attributes.get("Name") ?? "");
    this.#samples += Number(attributes.get("SamplesPerPixel") ?? 1);
  }

  startTiffData(attributes: Attributes): void {
    const count = (key: string) => {
      const value = Number(attributes.get(key) ?? Number.NaN);
      return Number.isSafeInteger(value) && value >= 0 ? value : null;
    };
    const page = count("IFD");
    this.#placed = true;
    this.#data = {
      first: { C: count("FirstC") ?? 0, Z: count("FirstZ") ?? 0, T: count("FirstT") ?? 0 },
      page: page ?? 0,
      planes: count("PlaneCount") ?? (page === null ? null : 1),
      file: null,
      uuid: "",
    };
  }

  otherFile(file: string, uuid: string): void {
    if (this.#data !== null) this.#data = { ...this.#data, file, uuid };
  }

  endTiffData(ownUuid: string, ownName: string): void {
    const data = this.#data;
    this.#data = null;
    if (data === null) return;
    const same = ownUuid !== "" && data.uuid === ownUuid;
    const ours = same || data.file === null || basename(data.file) === ownName;
    if (ours) this.#here.push(data);
    else this.elsewhere += Math.min(data.planes ?? 1, this.planeCount);
  }

  plane(attributes: Attributes): void {
    const delta = Number(attributes.get("DeltaT") ?? Number.NaN);
    const unit = secondsOfUnit(attributes.get("DeltaTUnit") ?? "s");
    const [C, Z, T] = ["TheC", "TheZ", "TheT"].map((key) => Number(attributes.get(key) ?? 0));
    const at = this.#index(C, Z, T);
    if (Number.isNaN(delta) || unit === null || at === null) return;
    this.#deltas ??= new Float64Array(this.planeCount).fill(Number.NaN);
    this.#deltas[at] = delta * unit;
  }

  /** @param before planes of recordings before this one, which comes behind them where nothing else is said */
  series(before: number): Series {
    const { Z, T } = this.#sizes;
    const pages = this.#pages(before);
    const place = (channel: number, depth: number, time: number) => this.#index(channel, depth, time) ?? -1;
    // Of a recording in several files, only the times that this file has are frames.
    const times = this.elsewhere === 0 ? null : this.#timesOf(pages);
    const timeOf = (time: number) => times?.[time] ?? time;
    const deltas = this.#deltas;
    return {
      name: this.#name,
      channels: this.#channels,
      channelNames: this.#channelNames,
      depths: Z,
      times: times?.length ?? T,
      page: (channel, depth, time) => pages[place(channel, depth, timeOf(time))] ?? -1,
      holes: true,
      interval: this.#interval(),
      seconds: (channel, depth, time) => deltas?.[place(channel, depth, timeOf(time))] ?? Number.NaN,
      pixelSize: this.#pixelSize(),
      significantBits: Number(this.#attributes.get("SignificantBits") ?? Number.NaN) || null,
    };
  }

  #pages(before: number): Int32Array {
    const pages = new Int32Array(this.planeCount).fill(-1);
    if (!this.#placed) return pages.map((_, plane) => before + plane);
    for (const { first, page, planes } of this.#here) {
      const start = this.#index(first.C, first.Z, first.T);
      if (start === null) continue;
      const count = Math.min(planes ?? pages.length, pages.length - start);
      for (let k = 0; k < count; k++) pages[start + k] = page + k;
    }
    return pages;
  }

  /** The times of which this file has a plane. */
  #timesOf(pages: Int32Array): readonly number[] {
    const has = new Uint8Array(this.#sizes.T);
    const stride = this.#stride("T");
    pages.forEach((page, plane) => {
      if (page >= 0) has[Math.floor(plane / stride) % this.#sizes.T] = 1;
    });
    return Array.from(has.keys()).filter((time) => has[time] === 1);
  }

  /** The place of a plane in the order of the file; null where there is none such. */
  #index(C: number, Z: number, T: number): number | null {
    const at = { C, Z, T };
    const sizes = { ...this.#sizes, C: this.#channels };
    const inside = (["C", "Z", "T"] as const).every(
      (axis) => Number.isSafeInteger(at[axis]) && at[axis] >= 0 && at[axis] < sizes[axis],
    );
    if (!inside) return null;
    return C * this.#stride("C") + Z * this.#stride("Z") + T * this.#stride("T");
  }

  #stride(wanted: "C" | "Z" | "T"): number {
    let stride = 1;
    for (const axis of this.#order) {
      if (axis === wanted) return stride;
      stride *= axis === "C" ? this.#channels : this.#sizes[axis as "Z" | "T"];
    }
    return stride;
  }

  #interval(): number | null {
    const interval = Number(this.#attributes.get("TimeIncrement") ?? Number.NaN);
    const unit = secondsOfUnit(this.#attributes.get("TimeIncrementUnit") ?? "s");
    return interval > 0 && Number.isFinite(interval) && unit !== null ? interval * unit : null;
  }

  #pixelSize(): Series["pixelSize"] {
    const size = (axis: "X" | "Y") => {
      const length = Number(this.#attributes.get(`PhysicalSize${axis}`) ?? Number.NaN);
      const unit = micrometres(this.#attributes.get(`PhysicalSize${axis}Unit`) ?? "\u00b5m");
      return length > 0 && Number.isFinite(length) && unit !== null ? length * unit : null;
    };
    const x = size("X");
    return x === null ? null : { x, y: size("Y") ?? x };
  }
}
