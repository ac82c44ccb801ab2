import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type AnimationFrames, createFrameTask, createLateTask, createPromptTask } from "./frame-task";

/** Animation frames that come when a test says so. */
class TestFrames implements AnimationFrames {
  #waiting = new Map<number, (now: number) => void>();
  #next = 1;

  request(callback: (now: number) => void): number {
    this.#waiting.set(this.#next, callback);
    return this.#next++;
  }

  cancel(handle: number): void {
    this.#waiting.delete(handle);
  }

  pass(): void {
    const callbacks = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const callback of callbacks) callback(0);
  }
}

describe("createFrameTask", () => {
  it("runs once a frame, however often it is asked for", () => {
    const frames = new TestFrames();
    const run = vi.fn();
    const task = createFrameTask(run, frames);
    task.request();
    task.request();
    expect(run).not.toHaveBeenCalled();
    frames.pass();
    frames.pass();
    expect(run).toHaveBeenCalledTimes(1);
  });
});

describe("createPromptTask", () => {
  it("runs at once, and again with the next frame when it is asked for in between", () => {
    const frames = new TestFrames();
    const run = vi.fn();
    const task = createPromptTask(run, frames);
    task.request();
    expect(run).toHaveBeenCalledTimes(1);
    task.request();
    task.request();
    expect(run).toHaveBeenCalledTimes(1);
    frames.pass();
    expect(run).toHaveBeenCalledTimes(2);
    frames.pass();
    expect(run).toHaveBeenCalledTimes(2);
    task.request();
    expect(run).toHaveBeenCalledTimes(3);
  });

  it("rests until the next frame also after a run within a frame", () => {
    const frames = new TestFrames();
    const run = vi.fn();
    const task = createPromptTask(run, frames);
    task.request();
    task.request();
    frames.pass();
    task.request();
    expect(run).toHaveBeenCalledTimes(2);
    frames.pass();
    expect(run).toHaveBeenCalledTimes(3);
  });

  it("forgets a request", () => {
    const frames = new TestFrames();
    const run = vi.fn();
    const task = createPromptTask(run, frames);
    task.request();
    task.request();
    task.cancel();
    frames.pass();
    expect(run).toHaveBeenCalledTimes(1);
  });
});

describe("flush of a prompt task", () => {
  it("runs what waits, and nothing twice", () => {
    const frames = new TestFrames();
    const run = vi.fn();
    const task = createPromptTask(run, frames);
    task.request();
    task.flush();
    expect(run).toHaveBeenCalledTimes(1);
    task.request();
    task.flush();
    expect(run).toHaveBeenCalledTimes(2);
    frames.pass();
    expect(run).toHaveBeenCalledTimes(2);
  });
});

describe("createLateTask", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const late = (run: () => void) => {
    const frames = new TestFrames();
    const task = createLateTask(run, 100, frames, () => Date.now());
    return { frames, task };
  };

  it("runs behind the next frame, not within it", () => {
    const run = vi.fn();
    const { frames, task } = late(run);
    task.request();
    vi.advanceTimersByTime(1000);
    expect(run).not.toHaveBeenCalled();
    frames.pass();
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(0);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it("rests between two runs, and runs for the last request", () => {
    const run = vi.fn();
    const { frames, task } = late(run);
    task.request();
    frames.pass();
    vi.advanceTimersByTime(0);
    task.request();
    frames.pass();
    task.request();
    vi.advanceTimersByTime(99);
    expect(run).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1);
    expect(run).toHaveBeenCalledTimes(2);
    frames.pass();
    vi.advanceTimersByTime(1000);
    expect(run).toHaveBeenCalledTimes(2);
  });

  it("forgets a request before the frame and behind it", () => {
    const run = vi.fn();
    const { frames, task } = late(run);
    task.request();
    task.cancel();
    frames.pass();
    task.request();
    frames.pass();
    task.cancel();
    vi.advanceTimersByTime(1000);
    expect(run).not.toHaveBeenCalled();
    task.request();
    frames.pass();
    vi.advanceTimersByTime(0);
    expect(run).toHaveBeenCalledTimes(1);
  });
});
