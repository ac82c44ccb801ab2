/** What Chromium alone tells of a window's memory. */
interface MemoryOfPerformance {
  readonly usedJSHeapSize: number;
}

/** Bytes of this window's JavaScript heap in use; NaN where the browser does not tell. */
export function windowHeapBytes(): number {
  if (!("memory" in performance)) return Number.NaN;
  const memory = performance.memory as MemoryOfPerformance;
  return memory.usedJSHeapSize;
}
