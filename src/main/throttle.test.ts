import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { throttled } from "./throttle";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("tells at once, then at most every so often, and the latest news in any case", () => {
  let news = 0;
  const told: number[] = [];
  const tell = throttled(100, () => told.push(news));
  for (news = 1; news <= 5; news++) tell();
  expect(told).toEqual([1]);
  vi.advanceTimersByTime(100);
  expect(told).toEqual([1, 6]);
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([1, 6]);
  news = 7;
  tell();
  expect(told).toEqual([1, 6, 7]);
});
