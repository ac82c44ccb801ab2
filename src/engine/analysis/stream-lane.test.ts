import { expect, it } from "vitest";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import type { FlowPool, StreamRequest } from "../../workers/flow-pool";
import type { StreamedFrame, StreamReport } from "../../workers/protocol";
import { SharedHeap } from "../../workers/shared-heap";
import type { Pass, PassedFrame } from "../recording/passes";
import type { Recording } from "../recording/recording";
import { PauseGate } from "./pause-gate";
import { StreamLane } from "./stream-lane";

const FRAMES = 100;
const FRAME_BYTES = 64;

/** A worker and a decoder that do nothing but tell what was asked of them. */
class Workshop {
  readonly turns: StreamRequest[] = [];
  readonly #heap = new SharedHeap();
  #passed = -1;
  #killed = false;
  #wake: (() => void) | null = null;
  /** What the decoder says of its next frame, when so many turns have been begun. */
  says: (frame: number) => PassedFrame = (frame) => ({ kind: "frame", frame, expected: frame });
  /** The decoder says nothing of the frames of a turn before this many turns have been begun. */
  turnsFirst = 1;

  readonly #report = async (request: StreamRequest): Promise<StreamReport> => {
    this.turns.push(request);
    this.#wake?.();
    const frames = Array.from({ length: request.count }, (): StreamedFrame => ({ readMs: 1, report: null }));
    return { frames, ended: this.#killed };
  };

  readonly #pass: Pass = {
    pipe: 0,
    pid: undefined,
    next: async () => {
      while (this.turns.length < this.turnsFirst) await new Promise<void>((wake) => (this.#wake = wake));
      this.#passed++;
      return this.says(this.#passed);
    },
    rest: () => undefined,
    kill: () => {
      this.#killed = true;
    },
    close: async () => undefined,
  };

  get isKilled(): boolean {
    return this.#killed;
  }

  /** Bytes of frames that a lane still has. */
  get held(): number {
    return this.#heap.heldBytes;
  }

  lane(): StreamLane {
    const pool = { heap: this.#heap, summariseStream: this.#report };
    const movie = {
      passes: { startFor: () => 0, open: async () => this.#pass },
      format: { bytes: FRAME_BYTES, width: 8, height: 8, lumaBits: 8 },
      timeline: { count: FRAMES, complete: true },
    };
    return new StreamLane(
      pool as unknown as FlowPool,
      movie as unknown as Recording,
      {
        flow: DEFAULT_FLOW_PARAMETERS,
        figures: { figurePixels: "reliable", minimumReliability: 0 },
        deinterlace: false,
        background: undefined,
      },
      {
        gate: new PauseGate(),
        signal: new AbortController().signal,
        onRow: () => undefined,
        onFailure: () => undefined,
      },
    );
  }
}

/** Frames of a part that nothing is computed of: they lie before the first one that is wanted. */
const BEYOND = [FRAMES - 1];

it("the worker reads on while it is found out which frames it read", async () => {
  const workshop = new Workshop();
  // Without a turn ahead, nobody would ever begin the second one.
  workshop.turnsFirst = 2;
  await workshop.lane().run(BEYOND);
  expect(workshop.turns.length).toBeGreaterThan(2);
  const befores = workshop.turns.map(({ before }) => before);
  const counts = workshop.turns.map(({ count }) => count);
  expect(befores).toEqual(
    counts.map((_, turn) => counts.slice(0, turn).reduce((sum, count) => sum + count, 0)),
  );
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(FRAMES);
  expect(workshop.held).toBe(0);
});

it("a frame that is not the expected one ends it, and no memory is given back before the turn ahead has ended", async () => {
  const workshop = new Workshop();
  workshop.turnsFirst = 2;
  workshop.says = (frame) => (frame === 0 ? { kind: "lost" } : { kind: "frame", frame, expected: frame });
  expect(await workshop.lane().run(BEYOND)).toBe(0);
  expect(workshop.isKilled).toBe(true);
  expect(workshop.turns).toHaveLength(2);
  expect(workshop.held).toBe(0);
});
