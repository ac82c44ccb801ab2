import { describe, expect, it } from "vitest";
import type { AnimationFrames } from "../lib/frame-task";
import { frameAtTime, PlaybackClock } from "./clock";
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

describe("PlaybackClock", () => {
  it("follows irregular times", () => {
    const clock = new PlaybackClock(irregular, 1, 10_000);
    expect(clock.frameAt(10_000)).toBe(1);
    expect(clock.frameAt(10_015)).toBe(2);
    expect(clock.frameAt(10_900)).toBe(3);
    expect(clock.frameAt(11_500)).toBe(4);
    expect(clock.frameAt(9_000)).toBe(1);
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
  player.load({ times, indexComplete });
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
    expect(player.state).toEqual({ frame: 0, playing: true });
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
    expect(player.state).toEqual({ frame: 99, playing: false });
    expect(time.waiting).toBe(0);
    player.toggle();
    expect(player.state).toEqual({ frame: 0, playing: true });
  });

  it("goes on playing from where somebody scrubbed to", () => {
    const { player, time } = playerOf(regular);
    player.play();
    time.pass(1000);
    player.seek(50);
    time.pass(45);
    expect(player.state).toEqual({ frame: 51, playing: true });
  });

  it("pauses when stepping and when another movie is loaded", () => {
    const { player, time } = playerOf(regular);
    player.play();
    player.step(1);
    expect(player.state).toEqual({ frame: 1, playing: false });
    player.play();
    player.load({ times: irregular, indexComplete: true });
    expect(player.state).toEqual({ frame: 0, playing: false });
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
    expect(states).toEqual([{ frame: 0, playing: true }]);
  });

  it("waits at the last known frame while the index is being made, then goes on from there", () => {
    const { player, time } = playerOf([0, 0.04], false);
    player.seek(1e9);
    expect(player.state.frame).toBe(1);
    player.play();
    time.pass(5000);
    expect(player.state).toEqual({ frame: 1, playing: true });
    player.grow({ times: [0, 0.04, 0.08, 0.12], indexComplete: false });
    time.pass(45);
    expect(player.state.frame).toBe(2);
    player.grow({ times: [0, 0.04, 0.08, 0.12], indexComplete: true });
    time.pass(45);
    expect(player.state).toEqual({ frame: 3, playing: false });
  });
});
