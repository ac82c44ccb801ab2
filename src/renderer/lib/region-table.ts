import type { RegionRows } from "../../shared/counted-parts";
import type { LineSums } from "../../shared/measure/line-figures";
import { lineRowAt } from "../../shared/measure/line-rows";
import type { RegionSums } from "../../shared/measure/region-figures";
import { REGION_ROW, regionRowAt } from "../../shared/measure/region-rows";

/** What was counted of one region or line, by frame. It grows with the highest frame that came. */
export class RegionTable {
  #known = new Uint8Array(0);
  #values = new Float32Array(0);
  #count = 0;
  #changes = 0;

  /** 1 for each frame that was counted. */
  get known(): Uint8Array {
    return this.#known;
  }

  /** How many frames were counted. */
  get count(): number {
    return this.#count;
  }

  /** Grows with everything that comes. */
  get changes(): number {
    return this.#changes;
  }

  /** What a frame has; null where it was not counted, or has no flow. */
  sums(frame: number): RegionSums | null {
    return this.#known[frame] === 1 ? regionRowAt(this.#values, frame) : null;
  }

  /** The same of a line. */
  lineSums(frame: number): LineSums | null {
    return this.#known[frame] === 1 ? lineRowAt(this.#values, frame) : null;
  }

  take({ frames, values }: Pick<RegionRows, "frames" | "values">): void {
    this.#changes += 1;
    this.#reserve(frames.reduce((most, frame) => Math.max(most, frame + 1), 0));
    for (const [row, frame] of frames.entries()) {
      this.#count += this.#known[frame] === 1 ? 0 : 1;
      this.#known[frame] = 1;
      this.#values.set(values.subarray(row * REGION_ROW, (row + 1) * REGION_ROW), frame * REGION_ROW);
    }
  }

  #reserve(frames: number): void {
    if (frames <= this.#known.length) return;
    const capacity = Math.max(frames, 2 * this.#known.length, 256);
    const known = new Uint8Array(capacity);
    known.set(this.#known);
    const values = new Float32Array(capacity * REGION_ROW);
    values.set(this.#values);
    this.#known = known;
    this.#values = values;
  }
}

/** So many tables are remembered: of the regions that there are, and as they were before somebody moved them. */
const MOST_TABLES = 128;

/** The tables of all regions that rows came of; those that nothing came of for longest leave first. */
export class RegionTables {
  readonly #tables = new Map<string, RegionTable>();

  take(rows: Omit<RegionRows, "token">): void {
    const name = nameOf(rows.key, rows.region);
    const table = this.#tables.get(name) ?? new RegionTable();
    table.take(rows);
    this.#tables.delete(name);
    this.#tables.set(name, table);
    for (const [oldest] of this.#tables) {
      if (this.#tables.size <= MOST_TABLES) return;
      this.#tables.delete(oldest);
    }
  }

  /**
   * @param key of the analysis
   * @param region as `regionText` says it
   */
  of(key: string, region: string): RegionTable | null {
    return this.#tables.get(nameOf(key, region)) ?? null;
  }

  clear(): void {
    this.#tables.clear();
  }
}

function nameOf(key: string, region: string): string {
  return `${key} ${region}`;
}
