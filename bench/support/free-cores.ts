import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { Worker } from "node:worker_threads";

const SPIN = `
  const { parentPort } = require("node:worker_threads");
  parentPort.on("message", (steps) => {
    let x = 1;
    for (let k = 0; k < steps; k++) x = (Math.imul(x, 1664525) + 1013904223) | 0;
    parentPort.postMessage(x);
  });
`;
/** About 20 ms. */
const STEPS = 15_000_000;
/** What two threads that only calculate reach on two free cores; with others at work it is nearer to 1. */
const FREE = 1.8;
/** In times of the rounds that are wanted. */
const MOST_TRIES = 2;
const FEWEST_CALM_ROUNDS = 3;
const PAUSE_MS = 300;

/** What happened in several rounds. */
export interface Rounds<T> {
  readonly results: readonly T[];
  /** Whether two cores were free before and after each of them. */
  readonly calm: boolean;
}

/** Tells whether two threads get two cores here and now: two do nothing but calculate in registers. */
export class CoreGauge {
  readonly #workers = [1, 2].map(() => new Worker(SPIN, { eval: true }));

  /**
   * Does `round` so often, and again where others were using the cores before or after it. Where they do so most of the
   * time, the disturbed rounds are returned too.
   */
  async rounds<T>(wanted: number, round: () => Promise<T>): Promise<Rounds<T>> {
    const [calm, disturbed]: [T[], T[]] = [[], []];
    let free = await this.#areFree();
    for (let tries = 0; calm.length < wanted && tries < MOST_TRIES * wanted; tries++) {
      const result = await round();
      const wasFree = free;
      free = await this.#areFree();
      if (wasFree && free) {
        calm.push(result);
      } else {
        disturbed.push(result);
        await setTimeout(PAUSE_MS);
        free = await this.#areFree();
      }
    }
    return calm.length >= Math.min(wanted, FEWEST_CALM_ROUNDS)
      ? { results: calm, calm: true }
      : { results: [...calm, ...disturbed], calm: false };
  }

  async stop(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  async #areFree(): Promise<boolean> {
    const one = await this.#timed(this.#workers.slice(0, 1));
    const both = await this.#timed(this.#workers);
    return (2 * one) / both >= FREE;
  }

  async #timed(workers: readonly Worker[]): Promise<number> {
    const start = performance.now();
    await Promise.all(
      workers.map(async (worker) => {
        const answer = once(worker, "message");
        worker.postMessage(STEPS);
        await answer;
      }),
    );
    return performance.now() - start;
  }
}
