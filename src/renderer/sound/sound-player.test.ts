import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { SOUND, type SoundChunk } from "../../shared/sound";
import { type Loudspeaker, type ScheduledSound, SoundPlayer } from "./sound-player";

/** Seconds of a stretch of sound of the tests' source. */
const STRETCH = 0.5;
const LATENCY = 0.02;

/** A loudspeaker whose clock runs with the tests' timers, beside that of the picture. */
class TestSpeaker implements Loudspeaker {
  ready = true;
  readonly latency = LATENCY;
  readonly played: { at: number; skip: number; stopped: boolean }[] = [];
  #slow = 1;

  get now(): number {
    return 100 + (Date.now() / 1000) * this.#slow;
  }

  /** Has its clock stand still. */
  stall(): void {
    this.#slow = 0;
  }

  play(_samples: Int16Array, at: number, skip: number): ScheduledSound {
    const sound = { at, skip, stopped: false };
    this.played.push(sound);
    return {
      stop: () => {
        sound.stopped = true;
      },
    };
  }

  setVolume(): void {}
}

let speaker: TestSpeaker;
let reads: { run: number; from: number }[];
let silences: number;
let player: SoundPlayer;
/** What the picture does: where its clock was at a moment, and how it goes on. */
let picture: { token: string | null; rate: number; since: number; time: number };

const time = () => picture.time + picture.rate * (Date.now() / 1000 - picture.since);
function show(change: Partial<{ token: string | null; rate: number; time: number }>): void {
  picture = { ...picture, time: time(), ...change, since: Date.now() / 1000 };
  player.update();
}
/** Lets time go by, in which the picture goes on frame by frame. */
async function pass(seconds: number): Promise<void> {
  for (let left = seconds; left > 1e-9; left -= 0.04) {
    await vi.advanceTimersByTimeAsync(40);
    player.update();
  }
}

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  speaker = new TestSpeaker();
  reads = [];
  silences = 0;
  picture = { token: "t", rate: 0, since: 0, time: 0 };
  const source = async (_token: string, run: number, from: number): Promise<SoundChunk> => {
    reads.push({ run, from });
    await new Promise((resolve) => setTimeout(resolve, 60));
    return { samples: new Int16Array(STRETCH * SOUND.sampleRate * SOUND.channels) };
  };
  player = new SoundPlayer(
    () => speaker,
    source,
    () => {
      silences++;
    },
  );
  player.follow(() => ({ token: picture.token, rate: picture.rate, time: time() }));
  player.setOn(true);
});
afterEach(() => vi.useRealTimers());

it("plays at normal speed forwards only, and only while it is on", async () => {
  await pass(0.5);
  for (const rate of [0.5, 2, -1]) {
    show({ rate });
    await pass(0.5);
  }
  expect(reads).toEqual([]);
  show({ rate: 1 });
  await pass(0.5);
  expect(speaker.played.length).toBeGreaterThan(0);
  player.setOn(false);
  expect(speaker.played.every(({ stopped }) => stopped)).toBe(true);
  expect(silences).toBe(1);
  const count = reads.length;
  await pass(0.5);
  expect(reads.length).toBe(count);
});

it("is heard with its picture: late sound is cut at its beginning, and stretches follow each other without a gap", async () => {
  show({ rate: 1, time: 7 });
  await pass(3);
  const [first, ...others] = speaker.played;
  expect(reads[0]).toEqual({ run: 0, from: 7 });
  // The first came after 60 ms, and what is played is heard later by the latency.
  expect(first?.skip).toBeCloseTo(0.06 + LATENCY, 3);
  const end = (first?.at ?? 0) + STRETCH - (first?.skip ?? 0);
  for (const [k, { at, skip }] of others.entries()) {
    expect(skip).toBe(0);
    expect(at).toBeCloseTo(end + k * STRETCH, 6);
  }
  // Enough, and not the whole movie, is scheduled.
  expect(speaker.played.length).toBeGreaterThan(5);
  expect(speaker.played.length).toBeLessThan(12);
  expect(silences).toBe(0);
});

it("starts anew where the picture jumps to, once it stays there", async () => {
  show({ rate: 1 });
  await pass(1);
  const before = speaker.played.length;
  for (const jump of [20, 30, 40]) {
    show({ time: jump });
    await pass(0.04);
  }
  expect(speaker.played.slice(0, before).every(({ stopped }) => stopped)).toBe(true);
  await pass(1);
  const runs = new Set(reads.map(({ run }) => run));
  expect(runs.size).toBeLessThanOrEqual(3);
  expect(reads.at(-1)?.from).toBeGreaterThan(40);
  expect(speaker.played.at(-1)?.stopped).toBe(false);
  show({ rate: 0 });
  expect(speaker.played.every(({ stopped }) => stopped)).toBe(true);
});

it("does not ask for ever where the loudspeaker stands still, and tries again at the next start", async () => {
  speaker.stall();
  show({ rate: 1 });
  await pass(20);
  const runs = new Set(reads.map(({ run }) => run)).size;
  expect(runs).toBeLessThan(12);
  await pass(20);
  expect(new Set(reads.map(({ run }) => run)).size).toBe(runs);
  show({ rate: 0 });
  show({ rate: 1 });
  await pass(0.2);
  expect(new Set(reads.map(({ run }) => run)).size).toBeGreaterThan(runs);
});

it("waits for a loudspeaker, and is quiet where a movie has no sound", async () => {
  speaker.ready = false;
  show({ rate: 1 });
  await pass(0.5);
  expect(reads).toEqual([]);
  speaker.ready = true;
  await pass(0.5);
  expect(reads.length).toBeGreaterThan(0);
  show({ token: null });
  const count = reads.length;
  await pass(0.5);
  expect(reads.length).toBe(count);
});
