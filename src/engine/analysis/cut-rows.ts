import type { FrameAnalysis, PictureChange } from "../../shared/analysis";
import { type CutMarks, type CutWish, markOfPair } from "../../shared/cut-marks";
import { crossedFrames, firstOf, NEXT_FRAME, type Pairing, secondOf } from "../../shared/pairing";
import { REPEAT, repeatVerdict } from "../../shared/repeats";
import { CUT_REACH, cutVerdict } from "../../shared/scene-cuts";

/** Who can tell of frames of which the rows alone do not. */
interface CutKnowledge {
  readonly frameCount: number;
  /** Those of some frames whose pairs cross a cut, as it is found. */
  cutsAmong(frames: readonly number[]): Promise<readonly number[]>;
}

/** What a row says beside its numbers, and what it takes the rows around to know. */
export interface RowFacts {
  /** The frame that the flow of the row's frame leads to; null where there is none, or nobody knows. */
  readonly second: number | null;
  /** Its pair crosses a cut: nothing moves from the one to the other. */
  readonly isCut: boolean;
  /**
   * The next frame (of double frames: the other one of the pair) shows the same picture again. Where each frame is compared with the
   * next new one: the frame itself shows that of the frame before it, and has no flow of its own.
   */
  readonly isRepeated: boolean;
}

/**
 * What the rows say that an analysis has so far, by frame.
 *
 * @throws what `cutsAmong` throws
 */
export async function factsOfRows(
  rows: readonly FrameAnalysis[],
  pairing: Pairing,
  { cutMarks, frameCount, cutsAmong }: CutKnowledge & { readonly cutMarks: CutMarks },
): Promise<ReadonlyMap<number, RowFacts>> {
  const facts = new Map<number, RowFacts>();
  const judged = new CutRows({
    ...{ pairing, frameCount, cutsAmong },
    cuts: { marks: cutMarks, find: true },
    range: { start: rows[0]?.frame ?? 0, end: rows.at(-1)?.frame ?? 0 },
    onRow: ({ frame }, fact) => facts.set(frame, fact),
  });
  for (const row of rows) judged.add(row);
  await judged.finish();
  return facts;
}

/** How much the picture changes from a frame to its next one, by the frame; null where nobody can tell. */
export type KnownChanges = ReadonlyMap<number, PictureChange | null>;

/** Where rows of a range go on to, and who knows of the pairs beyond it. */
export interface CutRowsOptions {
  readonly frameCount: number;
  /** Those of some frames whose pairs cross a cut. How much pairs change is known of some already. */
  cutsAmong(frames: readonly number[], known: KnownChanges): Promise<readonly number[]>;
  readonly cuts: CutWish;
  /** Which frames the rows compare. Default: each with its next one. */
  readonly pairing?: Pairing | undefined;
  readonly range: { readonly start: number; readonly end: number };
  readonly onRow: (row: FrameAnalysis, facts: RowFacts) => void;
}

/** Rows that lie farther back than this tell nothing more. */
const REACH = 2 * Math.max(CUT_REACH, REPEAT.reach);

/**
 * Takes the rows of a range in the order of the frames, and hands each on with what the rows around tell of it: some frames later,
 * where that takes them.
 */
export class CutRows {
  readonly #waiting: FrameAnalysis[] = [];
  /** By frame; some frames back. */
  readonly #rows = new Map<number, FrameAnalysis>();
  readonly #crossing = new Map<number, boolean>();
  /** Resolves when the row that is next to go on is known to cross a cut or not. */
  #asking: Promise<void> | null = null;
  #ended = false;
  readonly #pairing: Pairing;
  readonly #options: CutRowsOptions;

  constructor(options: CutRowsOptions) {
    this.#options = options;
    this.#pairing = options.pairing ?? NEXT_FRAME;
  }

  add(row: FrameAnalysis): void {
    this.#waiting.push(row);
    this.#rows.set(row.frame, row);
    this.#handOn();
  }

  /**
   * Resolves when all rows of the range have gone on.
   *
   * @throws what `cutsAmong` throws
   */
  async finish(): Promise<void> {
    this.#ended = true;
    this.#handOn();
    while (this.#asking) await this.#asking;
  }

  #handOn(): void {
    if (this.#asking) return;
    for (let row = this.#waiting[0]; row; row = this.#waiting[0]) {
      const facts = this.#factsOf(row);
      if (facts === null) return;
      this.#waiting.shift();
      this.#rows.delete(row.frame - REACH);
      this.#crossing.delete(row.frame - REACH);
      this.#options.onRow(row, facts);
    }
  }

  /** Null as long as they are not known. */
  #factsOf({ frame }: FrameAnalysis): RowFacts | null {
    const repeats = this.#isRepeated(this.#pairing.kind === "new" ? frame - 1 : frame);
    if (repeats === null) return null;
    const second = repeats && this.#pairing.kind === "new" ? null : this.#secondOf(frame);
    if (second === undefined) return null;
    let isCut = false;
    for (const crossed of second === null ? [] : crossedFrames(this.#pairing, frame, second)) {
      const crosses = this.#isCrossing(crossed);
      if (crosses === null) return null;
      isCut ||= crosses;
    }
    return { second, isCut, isRepeated: repeats };
  }

  /** Undefined as long as it is not known. */
  #secondOf(frame: number): number | null | undefined {
    const { frameCount, range } = this.#options;
    const second = secondOf(this.#pairing, frame, frameCount);
    if (second === null || this.#pairing.kind !== "new") return second;
    for (let other = second; other <= Math.min(range.end + 1, frameCount - 1); other += 1) {
      const repeats = this.#isRepeated(other - 1);
      if (repeats === null) return undefined;
      if (!repeats) return other;
    }
    return null;
  }

  /** Whether the next frame shows a frame again, as far as the rows of the range tell; null as long as they may tell more. */
  #isRepeated(frame: number): boolean | null {
    const changeAt = (other: number): number | null | undefined => {
      const row = this.#rows.get(other);
      if (row) return Number.isNaN(row.partChange) ? null : row.partChange;
      return this.#comes(other) ? undefined : null;
    };
    const { isRepeat, wants } = repeatVerdict(frame, changeAt, this.#options.frameCount);
    return wants === null ? isRepeat : null;
  }

  /** Whether a cut lies between a frame and its next one; null as long as it is not known. */
  #isCrossing(frame: number): boolean | null {
    const { cuts, frameCount } = this.#options;
    const known = markOfPair(cuts.marks, frame) ?? this.#crossing.get(frame);
    if (known !== undefined || !cuts.find) return known ?? false;
    const changeAt = (other: number) => changeOf(this.#rows.get(other));
    const { isCut, wants } = cutVerdict(frame, changeAt, frameCount);
    if (wants === null) {
      this.#crossing.set(frame, isCut);
      return isCut;
    }
    if (!this.#comes(wants)) this.#ask(frame);
    return null;
  }

  /** True of a frame whose row is still to come. */
  #comes(frame: number): boolean {
    const { start, end } = this.#options.range;
    return !this.#ended && frame >= start && frame <= end && firstOf(this.#pairing, frame) === frame;
  }

  #ask(frame: number): void {
    const known = new Map([...this.#rows].map(([other, row]) => [other, changeOf(row) ?? null]));
    const asked = this.#options.cutsAmong([frame], known);
    this.#asking = asked.then((cuts) => {
      this.#crossing.set(frame, cuts.includes(frame));
      this.#asking = null;
      this.#handOn();
    });
    // Told by `finish`.
    this.#asking.catch(() => undefined);
  }
}

/** Null of a frame that cannot be decoded, or of the one before it. */
function changeOf(row: FrameAnalysis | undefined): FrameAnalysis | null | undefined {
  return row && Number.isNaN(row.lumaDifference) ? null : row;
}
