import { median, short } from "./numbers";

/** Something that takes time, compared with others. */
export interface Contestant {
  readonly name: string;
  /** Does it `repetitions` times and returns the times in milliseconds. */
  run(repetitions: number): readonly number[] | Promise<readonly number[]>;
}

/** What a contestant took. */
export interface Times {
  readonly name: string;
  readonly medianMs: number;
  readonly minMs: number;
  readonly runs: number;
  /** Median of each round, in the order of the rounds. */
  readonly rounds: readonly number[];
}

export interface ContestOptions {
  readonly rounds: number;
  /** How long a contestant is at work in each round, about, in ms; it runs at least once. */
  readonly turnMs?: number;
  /** How long a contestant runs before it is measured: V8 compiles kernels a second time, better, while they run. */
  readonly warmUpMs?: number;
}

const MOST_REPETITIONS = 100;

/**
 * Lets all contestants take turns (A B C, A B C, …), so that whatever disturbs the machine disturbs all of them, and
 * returns their times in the same order. What is to be compared should stand side by side.
 */
export async function contest(
  contestants: readonly Contestant[],
  { rounds, turnMs = 50, warmUpMs = 200 }: ContestOptions,
): Promise<readonly Times[]> {
  const repetitions: number[] = [];
  for (const contestant of contestants) {
    const end = performance.now() + warmUpMs;
    let fastest = Number.POSITIVE_INFINITY;
    do {
      fastest = Math.min(fastest, ...(await contestant.run(1)));
    } while (performance.now() < end);
    repetitions.push(Math.max(1, Math.min(MOST_REPETITIONS, Math.round(turnMs / fastest))));
  }
  const times = contestants.map((): (readonly number[])[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [k, contestant] of contestants.entries()) times[k].push(await contestant.run(repetitions[k]));
  }
  return contestants.map(({ name }, k) => timesOf(name, times[k]));
}

/** @param rounds the times of each round */
export function timesOf(name: string, rounds: readonly (readonly number[])[]): Times {
  const all = rounds.flat();
  return {
    name,
    medianMs: median(all),
    minMs: Math.min(...all),
    runs: all.length,
    rounds: rounds.map(median),
  };
}

/** How many times as long `a` took as `b`: the median over the rounds, so that a disturbed one counts for nothing. */
export function ratio(a: Times, b: Times): number {
  return median(a.rounds.map((ms, round) => ms / b.rounds[round]));
}

/** The same of the fastest runs of all: on a machine with other work to do, what is left of it says more. */
export function ratioOfMinima(a: Times, b: Times): number {
  return a.minMs / b.minMs;
}

/** Cells of a table: median, minimum, runs. */
export function timeCells({ medianMs, minMs, runs }: Times): readonly string[] {
  return [short(medianMs), short(minMs), String(runs)];
}
