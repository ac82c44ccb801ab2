/** Runs a function before the next repaint of the window, once however often it was asked for. */
export interface FrameTask {
  request(): void;
  cancel(): void;
}

/** A task that may be asked for while it rests, and then waits for the next animation frame. */
export interface PromptTask extends FrameTask {
  /** Runs at once if a request waits, which is then done with. */
  flush(): void;
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

/**
 * Makes a task that runs at once when it is asked for, and then not again before the next animation frame: what comes
 * between two frames is ready for the next one, and never is more than one of them prepared for a frame. `cancel` forgets
 * a request that waits.
 */
export function createPromptTask(run: () => void, frames: AnimationFrames = windowFrames): PromptTask {
  let resting = false;
  let wanted = false;
  const start = (): void => {
    wanted = false;
    resting = true;
    frames.request(() => {
      resting = false;
      if (wanted) start();
    });
    run();
  };
  return {
    request() {
      if (resting) wanted = true;
      else start();
    },
    cancel() {
      wanted = false;
    },
    flush() {
      if (!wanted) return;
      wanted = false;
      run();
    },
  };
}

/**
 * Makes a task for what can wait: it runs when the next animation frame is over, so that it never holds up what that
 * frame shows, and at most every `restMs` milliseconds, the last time for the last request. `cancel` forgets a request.
 */
export function createLateTask(
  run: () => void,
  restMs: number,
  frames: AnimationFrames = windowFrames,
  now: () => number = () => performance.now(),
): FrameTask {
  let handle: number | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let restUntil = Number.NEGATIVE_INFINITY;
  return {
    request() {
      if (handle !== null || timer !== null) return;
      handle = frames.request(() => {
        handle = null;
        timer = setTimeout(
          () => {
            timer = null;
            restUntil = now() + restMs;
            run();
          },
          Math.max(restUntil - now(), 0),
        );
      });
    },
    cancel() {
      if (handle !== null) frames.cancel(handle);
      if (timer !== null) clearTimeout(timer);
      handle = null;
      timer = null;
    },
  };
}
