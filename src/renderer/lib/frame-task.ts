/** Runs a function before the next repaint of the window, once however often it was asked for. */
export interface FrameTask {
  request(): void;
  cancel(): void;
}

/** The window's animation frames, or a test's stand-in for them. */
export interface AnimationFrames {
  request(callback: (now: number) => void): number;
  cancel(handle: number): void;
}

export const windowFrames: AnimationFrames = {
  request: (callback) => window.requestAnimationFrame(callback),
  cancel: (handle) => window.cancelAnimationFrame(handle),
};

/** Makes a {@link FrameTask} of `run`. A request made while it runs is for the frame after. */
export function createFrameTask(
  run: (now: number) => void,
  frames: AnimationFrames = windowFrames,
): FrameTask {
  let handle: number | null = null;
  return {
    request() {
      if (handle !== null) return;
      handle = frames.request((now) => {
        handle = null;
        run(now);
      });
    },
    cancel() {
      if (handle !== null) frames.cancel(handle);
      handle = null;
    },
  };
}
