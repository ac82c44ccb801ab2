import type { AnalysisStore } from "../engine/analysis/analysis-store";
import { mergeRows, type PackedRows } from "../engine/analysis/packed-rows";
import { regionKey } from "../engine/analysis/region-key";
import type { FrameAnalysis } from "../shared/analysis";
import type { CountedParts, RegionRows } from "../shared/counted-parts";
import type { LineSums } from "../shared/measure/line-figures";
import { lineRowAt, lineText, putLineRow } from "../shared/measure/line-rows";
import type { RegionSums } from "../shared/measure/region-figures";
import { putRegionRow, REGION_ROW, regionRowAt, regionText } from "../shared/measure/region-rows";

/** What was counted of a region or along a line in a frame, to be told and kept. */
interface Entry {
  readonly frame: number;
  readonly sums: RegionSums | LineSums | null;
}

/** Regions and lines as they are named. */
function namesOf(parts: CountedParts | undefined) {
  const { regions = [], lines = [], byHeight = false } = parts ?? {};
  return {
    regions: regions.map((shape) => regionText(shape, byHeight)),
    lines: lines.map((points) => lineText(points, byHeight)),
  };
}

function putRow(values: Float32Array, row: number, sums: Entry["sums"]): void {
  if (sums !== null && "along" in sums) putLineRow(values, row, sums);
  else putRegionRow(values, row, sums);
}

/**
 * What is known of the regions and lines of an analysis, each by itself: one that is moved is counted anew, the others and the whole picture are not.
 */
export class RegionBook {
  /** The regions, as `regionText` says them, and the lines, as `lineText` does. */
  readonly names: readonly string[];
  readonly #key: string;
  readonly #store: AnalysisStore;
  readonly #known = new Map<string, PackedRows>();
  #frames: readonly Set<number>[];
  #untold: (readonly Entry[])[] = [];
  readonly #unkept = new Map<string, PackedRows[]>();

  /** @param key of the analysis of the whole picture */
  constructor(store: AnalysisStore, key: string, parts: CountedParts | undefined) {
    this.#store = store;
    this.#key = key;
    const { regions, lines } = namesOf(parts);
    this.names = [...new Set([...regions, ...lines])];
    this.#frames = this.names.map(() => new Set());
  }

  /** Reads what was kept, and takes in what another one has found out of the same analysis. */
  async load(other: RegionBook | null): Promise<void> {
    for (const name of this.names) {
      const stored = await this.#store.load(regionKey(this.#key, name), REGION_ROW);
      const own = other !== null && other.#key === this.#key ? other.rowsOf(name) : null;
      this.#known.set(
        name,
        mergeRows(
          [stored, own].filter((rows) => rows !== null),
          REGION_ROW,
        ),
      );
    }
    this.#frames = this.names.map((name) => new Set(this.#known.get(name)?.frames));
  }

  /** Whether all regions are known of a frame. */
  has(frame: number): boolean {
    return this.#frames.every((frames) => frames.has(frame));
  }

  /** Takes in what was counted of a frame, in the order of the regions and lines that were asked for. */
  take({ frame, regions = [], lines = [] }: FrameAnalysis, asked: CountedParts | undefined): void {
    const names = namesOf(asked);
    const sumsOf = (name: string): Entry["sums"] =>
      regions[names.regions.indexOf(name)] ?? lines[names.lines.indexOf(name)] ?? null;
    this.#untold.push(this.names.map((name) => ({ frame, sums: sumsOf(name) })));
    for (const frames of this.#frames) frames.add(frame);
  }

  /** What has been taken in since the last time, to be told. */
  news(token: string): readonly RegionRows[] {
    const entries = this.#untold;
    this.#untold = [];
    if (entries.length === 0) return [];
    return this.names.map((region, at) => {
      const frames = Int32Array.from(entries, (ofFrame) => ofFrame[at].frame);
      const values = new Float32Array(entries.length * REGION_ROW);
      for (const [row, ofFrame] of entries.entries()) putRow(values, row, ofFrame[at].sums);
      const rows = { frames, values };
      const known = this.#known.get(region);
      this.#known.set(region, mergeRows(known ? [known, rows] : [rows], REGION_ROW));
      this.#unkept.set(region, [...(this.#unkept.get(region) ?? []), rows]);
      return { token, key: this.#key, region, ...rows };
    });
  }

  /** All that is known, to be told. */
  all(token: string): readonly RegionRows[] {
    return this.names.flatMap((region) => {
      const rows = this.rowsOf(region);
      return rows.frames.length === 0 ? [] : [{ token, key: this.#key, region, ...rows }];
    });
  }

  /** What is known of a region, but for what {@link news} has not told. */
  rowsOf(name: string): PackedRows {
    return this.#known.get(name) ?? mergeRows([], REGION_ROW);
  }

  /** The rows of the whole picture with what is known of regions and lines in them. */
  withRegions(rows: readonly FrameAnalysis[], asked: CountedParts): readonly FrameAnalysis[] {
    const names = namesOf(asked);
    const regions = names.regions.map((name) => this.#lookUp(name, regionRowAt));
    const lines = names.lines.map((name) => this.#lookUp(name, lineRowAt));
    return rows.map((row) => ({
      ...row,
      regions: regions.map((sumsIn) => sumsIn(row.frame)),
      lines: lines.map((sumsIn) => sumsIn(row.frame)),
    }));
  }

  /** What is known of a region or line, by frame; null where nothing is. */
  #lookUp<S>(
    name: string,
    rowAt: (values: Float32Array, row: number) => S | null,
  ): (frame: number) => S | null {
    const { frames, values } = this.rowsOf(name);
    const places = new Map(Array.from(frames, (frame, row) => [frame, row]));
    return (frame) => {
      const row = places.get(frame);
      return row === undefined ? null : rowAt(values, row);
    };
  }

  /** Keeps what has been told. */
  async keep(): Promise<void> {
    for (const [name, parts] of [...this.#unkept]) {
      this.#unkept.delete(name);
      await this.#store.add(regionKey(this.#key, name), mergeRows(parts, REGION_ROW), REGION_ROW);
    }
  }
}
