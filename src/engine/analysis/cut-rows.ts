import type { FrameAnalysis, PictureChange } from "../../shared/analysis";
import { type CutMarks, type CutWish, markOfPair } from "../../shared/cut-marks";
import { CUT_REACH, cutVerdict, sceneCuts } from "../../shared/scene-cuts";

/** Who can tell of frames of which the rows alone do not. */
interface CutKnowledge {
  readonly frameCount: number;
  /** Those of some frames whose pairs cross a cut, as it is found. */
  cutsAmong(frames: readonly number[]): Promise<readonly number[]>;
}

/**
 * The frames, of those that an analysis has rows of, whose pairs cross a cut.
 *
 * @throws what `cutsAmong` throws
 */
export async function cutsOfRows(
  rows: readonly FrameAnalysis[],
  knowledge: CutKnowledge & { readonly cutMarks: CutMarks },
): Promise<ReadonlySet<number>> {
  const { cutMarks, frameCount } = knowledge;
  const byFrame = new Map(rows.map((row) => [row.frame, row]));
  const length = rows.reduce((most, { frame }) => Math.max(most, frame + 1), 0);
  const changeAt = (frame: number) => changeOf(byFrame.get(frame));
  const { cuts, open } = sceneCuts(changeAt, length, frameCount);
  const asked = new Set(open);
  const found = new Set(cuts.map((cut) => cut - 1).filter((frame) => !asked.has(frame)));
  for (const frame of await knowledge.cutsAmong(open)) found.add(frame);
  return new Set(
    rows.map(({ frame }) => frame).filter((frame) => markOfPair(cutMarks, frame) ?? found.has(frame)),
  );
}

/** How much the picture changes from a frame to its next one, by the frame; null where nobody can tell. */
export type KnownChanges = ReadonlyMap<number, PictureChange | null>;

/** Where rows of a range go on to, and who knows of the pairs beyond it. */
export interface CutRowsOptions {
  readonly frameCount: number;
  /** Those of some frames whose pairs cross a cut. How much pairs change is known of some already. */
  cutsAmong(frames: readonly number[], known: KnownChanges): Promise<readonly number[]>;
  readonly cuts: CutWish;
  readonly range: { readonly start: number; readonly end: number };
  readonly onRow: (row: FrameAnalysis, isCut: boolean) => void;
}

/**
 * Takes the rows of a range in the order of the frames, and hands each on with whether its pair crosses a cut: some frames later,
 * where that takes the frames around.
 */
export class CutRows {
  private readonly waiting: FrameAnalysis[] = [];
  /** By frame; some frames back. */
  private readonly changes = new Map<number, PictureChange | null>();
  /** Resolves when the row that is next to go on is known to cross a cut or not. */
  private asking: Promise<void> | null = null;
  private answer: boolean | null = null;

  constructor(private readonly options: CutRowsOptions) {}

  add(row: FrameAnalysis): void {
    this.waiting.push(row);
    this.changes.set(row.frame, changeOf(row) ?? null);
    this.handOn();
  }

  /**
   * Resolves when all rows of the range have gone on.
   *
   * @throws what `cutsAmong` throws
   */
  async finish(): Promise<void> {
    while (this.asking) await this.asking;
  }

  private handOn(): void {
    if (this.asking) return;
    for (let row = this.waiting[0]; row; row = this.waiting[0]) {
      const isCut = this.verdict(row.frame);
      if (isCut === null) return;
      this.waiting.shift();
      this.answer = null;
      this.changes.delete(row.frame - CUT_REACH);
      this.options.onRow(row, isCut);
    }
  }

  /** Null as long as it is not known. */
  private verdict(frame: number): boolean | null {
    const { cuts, frameCount, range } = this.options;
    const known = markOfPair(cuts.marks, frame) ?? this.answer;
    if (known !== null || !cuts.find) return known ?? false;
    const { isCut, wants } = cutVerdict(frame, (other) => this.changes.get(other), frameCount);
    if (wants === null) return isCut;
    if (wants < range.start || wants > range.end) this.ask(frame);
    return null;
  }

  private ask(frame: number): void {
    const asked = this.options.cutsAmong([frame], this.changes);
    this.asking = asked.then((cuts) => {
      this.answer = cuts.includes(frame);
      this.asking = null;
      this.handOn();
    });
    // Told by `finish`.
    this.asking.catch(() => undefined);
  }
}

function changeOf(row: FrameAnalysis | undefined): PictureChange | null | undefined {
  // A row without a number is of a frame that cannot be decoded, or of the one before it.
  return row && Number.isNaN(row.lumaDifference) ? null : row;
}
