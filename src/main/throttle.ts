/**
 * A function that calls `work` at once, and when it is called again within `ms` of that, once more when they are over:
 * nobody is told more often, and the latest news is always told.
 */
export function throttled(ms: number, work: () => void): () => void {
  let timer: NodeJS.Timeout | null = null;
  let again = false;
  const rest = (): void => {
    timer = setTimeout(() => {
      timer = null;
      if (!again) return;
      again = false;
      work();
      rest();
    }, ms);
    // News for a window is no reason to stay.
    timer.unref();
  };
  return () => {
    if (timer !== null) {
      again = true;
      return;
    }
    work();
    rest();
  };
}
