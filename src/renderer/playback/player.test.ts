import { describe, expect, it } from "vitest";
import type { AnimationFrames } from "../lib/frame-task";
import { endOfFrame, frameAtTime, frameBeforeTime, PlaybackClock, wrapTime } from "./clock";
import { Player, type PlayheadState } from "./player";

const regular = Array.from({ length: 100 }, (_, index) => index / 25);
const irregular = [0, 0.5, 0.51, 0.52, 2, 2.1];

describe("frameAtTime", () => {
  it("finds every frame by its own time, and by a time within it", () => {
    for (const times of [regular, irregular]) {
      for (const [frame, time] of times.entries()) {
        expect(frameAtTime(times, time)).toBe(frame);
        const next = times[frame + 1];
        if (next !== undefined) expect(frameAtTime(times, (time + next) / 2)).toBe(frame);
      }
    }
  });

  it("stays within the movie", () => {
    expect(frameAtTime(regular, -1)).toBe(0);
    expect(frameAtTime(regular, 1e6)).toBe(99);
    expect(frameAtTime([], 1)).toBe(0);
  });
});

describe("frameBeforeTime", () => {
  it("is the same frame within it, and the one before at the moment when it begins", () => {
    for (const times of [regular, irregular]) {
      for (const [frame, time] of times.entries()) {
        expect(frameBeforeTime(times, time)).toBe(Math.max(frame - 1, 0));
        const next = times[frame + 1];
        if (next !== undefined) expect(frameBeforeTime(times, (time + next) / 2)).toBe(frame);
      }
    }
    expect(frameBeforeTime(regular, 1e6)).toBe(99);
    expect(frameBeforeTime(regular, -1)).toBe(0);
  });
});

describe("endOfFrame", () => {
  it("is where the next frame begins, and where the movie ends", () => {
    expect(endOfFrame(irregular, 0, 2.5)).toBe(0.5);
    expect(endOfFrame(irregular, 5, 2.5)).toBe(2.5);
    expect(endOfFrame(irregular, 5, 0)).toBeCloseTo(2.2);
  });
});

describe("wrapTime", () => {
  const span = { start: 1, end: 3 };

  it("runs over at the end it runs towards", () => {
    expect(wrapTime(2.9, span, 1)).toBe(2.9);
    expect(wrapTime(3, span, 1)).toBe(1);
    expect(wrapTime(3.5, span, 1)).toBe(1.5);
    expect(wrapTime(7.25, span, 1)).toBe(1.25);
    expect(wrapTime(1, span, -1)).toBe(3);
    expect(wrapTime(0.5, span, -1)).toBe(2.5);
  });

  it("lets come what is on its way to the loop", () => {
    expect(wrapTime(0.2, span, 1)).toBe(0.2);
    expect(wrapTime(5, span, -1)).toBe(5);
  });

  it("stays at the start of a loop without length", () => {
    expect(wrapTime(7, { start: 2, end: 2 }, 1)).toBe(2);
  });
});

describe("PlaybackClock", () => {
  it("runs at its rate from its start, and never before it", () => {
    expect(new PlaybackClock(1.5, 10_000, 1).timeAt(10_250)).toBeCloseTo(1.75);
    expect(new PlaybackClock(1.5, 10_000, -4).timeAt(10_250)).toBeCloseTo(0.5);
    expect(new PlaybackClock(1.5, 10_000, 0.1).timeAt(10_250)).toBeCloseTo(1.525);
    expect(new PlaybackClock(1.5, 10_000, 2).timeAt(9_000)).toBe(1.5);
  });
});

class FakeTime implements AnimationFrames {
  now = 0;
  #callbacks = new Map<number, (now: number) => void>();
  #next = 1;

  request(callback: (now: number) => void): number {
    this.#callbacks.set(this.#next, callback);
    this.#next += 1;
    return this.#next - 1;
  }

  cancel(handle: number): void {
    this.#callbacks.delete(handle);
  }

  pass(ms: number): void {
    this.now += ms;
    const due = [...this.#callbacks.values()];
    this.#callbacks.clear();
    for (const callback of due) callback(this.now);
  }

  get waiting(): number {
    return this.#callbacks.size;
  }
}

function playerOf(times: readonly number[], indexComplete = true) {
  const time = new FakeTime();
  const states: PlayheadState[] = [];
  const player = new Player(
    (state) => states.push(state),
    time,
    () => time.now,
  );
  player.load({ times, indexComplete, duration: 0 });
  return { player, time, states };
}

describe("Player", () => {
  it("steps, jumps and stays within the movie", () => {
    const { player } = playerOf(regular);
    player.step(1);
    player.step(10);
    expect(player.state.frame).toBe(11);
    player.step(-100);
    expect(player.state.frame).toBe(0);
    player.seek(1e9);
    expect(player.state.frame).toBe(99);
  });

  it("plays by the movie's times and leaves frames out when the window is slow", () => {
    const { player, time } = playerOf(regular);
    player.play();
    time.pass(16);
    expect(player.state).toMatchObject({ frame: 0, playing: true });
    time.pass(30);
    expect(player.state.frame).toBe(1);
    time.pass(500);
    expect(player.state.frame).toBe(13);
  });

  it("stops at the end, and starts over from there", () => {
    const { player, time } = playerOf(regular);
    player.seek(98);
    player.play();
    time.pass(45);
    expect(player.state).toMatchObject({ frame: 99, playing: false });
    expect(time.waiting).toBe(0);
    player.toggle();
    expect(player.state).toMatchObject({ frame: 0, playing: true });
  });

  it("goes on playing from where somebody scrubbed to", () => {
    const { player, time } = playerOf(regular);
    player.play();
    time.pass(1000);
    player.seek(50);
    time.pass(45);
    expect(player.state).toMatchObject({ frame: 51, playing: true });
  });

  it("pauses when stepping and when another movie is loaded", () => {
    const { player, time } = playerOf(regular);
    player.play();
    player.step(1);
    expect(player.state).toMatchObject({ frame: 1, playing: false });
    player.play();
    player.load({ times: irregular, indexComplete: true, duration: 2.2 });
    expect(player.state).toMatchObject({ frame: 0, playing: false });
    expect(time.waiting).toBe(0);
  });

  it("does not play a movie of one frame", () => {
    const { player } = playerOf([0]);
    player.play();
    expect(player.state.playing).toBe(false);
  });

  it("tells nothing when nothing changed", () => {
    const { player, time, states } = playerOf(regular);
    states.length = 0;
    player.seek(0);
    player.pause();
    player.play();
    time.pass(1);
    time.pass(1);
    expect(states).toMatchObject([{ frame: 0, playing: true }]);
  });

  it("waits at the last known frame while the index is being made, then goes on from there", () => {
    const { player, time } = playerOf([0, 0.04], false);
    player.seek(1e9);
    expect(player.state.frame).toBe(1);
    player.play();
    time.pass(5000);
    expect(player.state).toMatchObject({ frame: 1, playing: true });
    player.grow({ times: [0, 0.04, 0.08, 0.12], indexComplete: false, duration: 0 });
    time.pass(45);
    expect(player.state.frame).toBe(2);
    player.grow({ times: [0, 0.04, 0.08, 0.12], indexComplete: true, duration: 0 });
    time.pass(45);
    expect(player.state).toMatchObject({ frame: 3, playing: false });
  });

  it("plays at any speed by the movie's own times", () => {
    const { player, time } = playerOf(irregular);
    player.setSpeed(0.1);
    player.play();
    expect(player.state.rate).toBe(0.1);
    time.pass(4900);
    expect(player.state.frame).toBe(0);
    time.pass(150);
    expect(player.state.frame).toBe(1);
    time.pass(100);
    expect(player.state.frame).toBe(2);
    player.setSpeed(8);
    // 0.515 s of the movie are over; the frame at 2 s is due 1.485 / 8 s later.
    time.pass(180);
    expect(player.state.frame).toBe(3);
    time.pass(6);
    expect(player.state.frame).toBe(4);
  });

  it("plays backwards, showing every frame for as long as it lasts, and stops at the first", () => {
    const { player, time } = playerOf(irregular);
    player.seek(4);
    player.shuttle(-1);
    expect(player.state).toMatchObject({ playing: true, rate: -1 });
    time.pass(99);
    expect(player.state.frame).toBe(4);
    time.pass(2);
    expect(player.state.frame).toBe(3);
    time.pass(1475);
    expect(player.state.frame).toBe(3);
    time.pass(10);
    expect(player.state.frame).toBe(2);
    time.pass(10);
    expect(player.state.frame).toBe(1);
    time.pass(600);
    expect(player.state).toMatchObject({ frame: 0, playing: false });
    expect(time.waiting).toBe(0);
    player.shuttle(-1);
    expect(player.state.playing).toBe(false);
  });

  it("doubles the speed with every press in one direction, up to eight", () => {
    const { player, time } = playerOf(regular);
    player.seek(50);
    const rates = [-1, -1, -1, -1, -1, 1, 1].map((direction) => {
      player.shuttle(direction === 1 ? 1 : -1);
      return player.state.rate;
    });
    expect(rates).toEqual([-1, -2, -4, -8, -8, 1, 2]);
    time.pass(100);
    // 0.2 s later than the end of frame 50, where playing backwards began.
    expect(player.state.frame).toBe(56);
    player.pause();
    expect(player.state.rate).toBe(1);
  });

  it("keeps its direction when the speed is changed, and the chosen speed after a shuttle", () => {
    const { player } = playerOf(regular);
    player.seek(50);
    player.setSpeed(0.5);
    player.shuttle(-1);
    expect(player.state.rate).toBe(-1);
    player.setSpeed(0.25);
    expect(player.state.rate).toBe(-0.25);
    player.pause();
    player.toggle();
    expect(player.state.rate).toBe(0.25);
  });

  it("plays the movie again and again, its last frame for as long as it lasts", () => {
    const { player, time } = playerOf(regular);
    player.setLoop(true);
    player.seek(99);
    player.play();
    time.pass(39);
    expect(player.state).toMatchObject({ frame: 99, playing: true, loop: true });
    time.pass(2);
    expect(player.state.frame).toBe(0);
    time.pass(4000 + 40);
    expect(player.state).toMatchObject({ frame: 1, playing: true });
  });

  it("plays the marked range again and again, either way", () => {
    const { player, time } = playerOf(regular);
    player.setLoop(true);
    player.setMarks({ start: 10, end: 19 });
    player.seek(5);
    player.play();
    const seen = new Set<number>();
    for (let step = 0; step < 200; step += 1) {
      time.pass(10);
      seen.add(player.state.frame);
    }
    expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: 15 }, (_, index) => index + 5));
    player.shuttle(-1);
    seen.clear();
    for (let step = 0; step < 100; step += 1) {
      time.pass(10);
      seen.add(player.state.frame);
    }
    expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: 10 }, (_, index) => index + 10));
    player.seek(60);
    time.pass(10);
    expect(player.state.frame).toBe(60);
  });

  it("comes back to the range from behind it, and goes past its end when the loop ends", () => {
    const { player, time } = playerOf(regular);
    player.setLoop(true);
    player.setMarks({ start: 10, end: 19 });
    player.play();
    player.seek(60);
    time.pass(1);
    expect(player.state.frame).toBeGreaterThanOrEqual(10);
    expect(player.state.frame).toBeLessThanOrEqual(19);
    player.setLoop(false);
    time.pass(1000);
    expect(player.state.frame).toBeGreaterThan(19);
  });

  it("loops a range whose end is known while the index grows, and waits where it is not", () => {
    const { player, time } = playerOf([0, 0.04, 0.08, 0.12], false);
    player.setLoop(true);
    player.play();
    time.pass(1000);
    expect(player.state).toMatchObject({ frame: 3, playing: true });
    player.grow({ times: [0, 0.04, 0.08, 0.12, 0.16, 0.2], indexComplete: false, duration: 0 });
    time.pass(45);
    expect(player.state.frame).toBe(4);
    player.setMarks({ start: 1, end: 2 });
    time.pass(1);
    expect([1, 2]).toContain(player.state.frame);
  });
});
