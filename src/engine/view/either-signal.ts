/** Works with a signal that aborts when either of two does, and leaves nothing behind on the longer-lived one. */
export async function withEitherSignal<T>(
  one: AbortSignal,
  other: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const control = new AbortController();
  const abort = (): void => control.abort();
  const signals = [one, other];
  if (signals.some(({ aborted }) => aborted)) abort();
  for (const signal of signals) signal.addEventListener("abort", abort, { once: true });
  try {
    return await work(control.signal);
  } finally {
    for (const signal of signals) signal.removeEventListener("abort", abort);
  }
}
