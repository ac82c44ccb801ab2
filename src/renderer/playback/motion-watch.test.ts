import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { MotionWatch } from "./motion-watch";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function watch() {
  const rests: number[] = [];
  const motion: MotionWatch = new MotionWatch(
    () => rests.push(Date.now()),
    () => Date.now(),
  );
  return { motion, rests };
}

it("takes single steps for what they are", () => {
  const { motion, rests } = watch();
  for (let step = 0; step < 5; step++) {
    motion.moved(3, 4);
    expect(motion.moving).toBe(false);
    vi.advanceTimersByTime(400);
  }
  expect(rests).toEqual([]);
});

it("is on its way while moves follow each other, and rests once after the last one", () => {
  const { motion, rests } = watch();
  motion.moved(3, 4);
  for (let step = 0; step < 20; step++) {
    vi.advanceTimersByTime(step % 2 === 0 ? 30 : 200);
    motion.moved(3, 4);
    expect(motion.moving).toBe(true);
  }
  expect(rests).toEqual([]);
  vi.advanceTimersByTime(1000);
  expect(motion.moving).toBe(false);
  expect(rests).toHaveLength(1);
});

it("forgets moves in another movie", () => {
  const { motion, rests } = watch();
  motion.moved(3, 4);
  motion.moved(3, 4);
  motion.reset();
  motion.moved(3, 4);
  expect(motion.moving).toBe(false);
  vi.advanceTimersByTime(1000);
  expect(rests).toEqual([]);
});

it("knows which frame comes next where one follows the other", () => {
  const { motion } = watch();
  expect(motion.next).toBeUndefined();
  for (const [from, to, next] of [
    [3, 4, 5],
    [4, 3, 2],
    [4, 6, 8],
    [1, 0, undefined],
    [0, 9, undefined],
  ] as const) {
    motion.moved(from, to);
    expect(motion.next).toBe(next);
  }
});
