import { cancelledError } from "../../shared/errors";
import { type Levels, wholeLevels } from "../../shared/frame-picture";
import type { RecordingLevels } from "../../shared/levels";
import type { SharedHeap } from "../../workers/shared-heap";
import { frameOrNull } from "../recording/frame-or-null";
import type { Recording } from "../recording/recording";
import { GreyValues } from "./grey-values";

/** Frames that are looked at, spread over the recording. */
const FRAMES = 8;

/** Whether frames of a recording are shown through levels: whether they are grey. */
export function hasLevels({ format }: Pick<Recording, "format">): boolean {
  return format.picture.kind === "grey";
}

/**
 * Levels that show what a recording holds: of deep grey frames those that are fitted to it; all values of others. What is measured
 * first stays, so that a picture does not flicker while a recording is being listed, until {@link measureLevels} measures anew.
 *
 * @param lifetime of whoever asks
 * @throws KinoflowError `cancelled`, and what reading frames may end with
 */
export async function automaticLevels(
  recording: Recording,
  heap: SharedHeap,
  lifetime?: AbortSignal,
): Promise<Levels> {
  const { format } = recording;
  if (!isFitted(recording)) return wholeLevels(format.depth);
  const known = measured.get(recording)?.latest ?? (await measureLevels(recording, heap, lifetime));
  return known.automatic;
}

/**
 * Levels for what is written to a file: those that were chosen, or automatic ones for all frames that are known by now.
 *
 * @param lifetime of what is written
 * @throws KinoflowError `cancelled`, and what reading frames may end with
 */
export async function levelsForFile(
  recording: Recording,
  heap: SharedHeap,
  chosen: Levels | null | undefined,
  lifetime?: AbortSignal,
): Promise<Levels> {
  if (chosen) return chosen;
  if (!isFitted(recording)) return wholeLevels(recording.format.depth);
  return (await measureLevels(recording, heap, lifetime)).automatic;
}

/**
 * What is known of the grey values of a recording, of all frames that are known by now: measured once for these.
 *
 * @param lifetime of whoever asks: what is measured for several ends when nobody is left
 * @throws KinoflowError `cancelled`, and what reading frames may end with
 */
export function measureLevels(
  recording: Recording,
  heap: SharedHeap,
  lifetime?: AbortSignal,
): Promise<RecordingLevels> {
  let mine = measured.get(recording);
  if (mine === undefined) {
    mine = new Measured(recording, heap);
    measured.set(recording, mine);
  }
  return mine.ofAll(lifetime);
}

const measured = new WeakMap<Recording, Measured>();

function isFitted({ format }: Recording): boolean {
  return format.picture.kind === "grey" && format.lumaBits > 8;
}

/** What is under way, and how many wait for it. */
interface Measuring {
  readonly frames: number;
  readonly control: AbortController;
  readonly levels: Promise<RecordingLevels>;
  waiting: number;
}

class Measured {
  /** Null until something was measured. */
  latest: RecordingLevels | null = null;
  #frames = 0;
  #measuring: Measuring | null = null;
  readonly #recording: Recording;
  readonly #heap: SharedHeap;

  constructor(recording: Recording, heap: SharedHeap) {
    this.#recording = recording;
    this.#heap = heap;
  }

  async ofAll(lifetime: AbortSignal | undefined): Promise<RecordingLevels> {
    const { count } = this.#recording.timeline;
    if (this.latest !== null && this.#frames === count) return this.latest;
    if (lifetime?.aborted) throw cancelledError();
    const measuring = this.#measuring?.frames === count ? this.#measuring : this.#begin(count);
    measuring.waiting++;
    const leave = (): void => {
      measuring.waiting--;
      if (measuring.waiting > 0) return;
      measuring.control.abort();
      if (this.#measuring === measuring) this.#measuring = null;
    };
    lifetime?.addEventListener("abort", leave, { once: true });
    try {
      const levels = await measuring.levels;
      if (lifetime?.aborted) throw cancelledError();
      return levels;
    } finally {
      lifetime?.removeEventListener("abort", leave);
    }
  }

  #begin(frames: number): Measuring {
    const control = new AbortController();
    const levels = this.#measure(frames, control.signal);
    const measuring: Measuring = { frames, control, levels, waiting: 0 };
    this.#measuring = measuring;
    levels.then(
      (known) => {
        // Fewer frames may have been begun with earlier, and be there later.
        if (frames < this.#frames) return;
        this.latest = known;
        this.#frames = frames;
      },
      () => {
        if (this.#measuring === measuring) this.#measuring = null;
      },
    );
    return measuring;
  }

  async #measure(count: number, signal: AbortSignal): Promise<RecordingLevels> {
    const { format } = this.#recording;
    const values = new GreyValues(format.lumaBits, format.depth);
    const frames = this.#recording.openFrames(this.#heap, { budgetBytes: 0 });
    try {
      const places = Array.from({ length: FRAMES }, (_, k) => Math.round((k * (count - 1)) / (FRAMES - 1)));
      for (const frame of new Set(places)) {
        const lease = await frameOrNull(frames, frame, signal);
        if (lease === null) continue;
        values.add(lease.meta.samples);
        lease.release();
      }
    } finally {
      await frames.close();
    }
    const fitted = values.fitted();
    const automatic = isFitted(this.#recording) ? fitted : wholeLevels(format.depth);
    return { automatic, fitted, histogram: values.histogram() };
  }
}
