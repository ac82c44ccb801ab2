import { app } from "electron";
import { residentBytes } from "../engine/process-memory";
import type { ProcessMemory, ProcessName } from "../shared/picture";

/** Asking the system costs a millisecond; the figures do not change faster than people read. */
const REFRESH_MS = 500;

const NAMES: Readonly<Record<string, ProcessName>> = {
  Browser: "Main",
  Tab: "Window",
  GPU: "GPU",
  Utility: "Utility",
};

/** Resident memory of the app's processes and of its decoder. */
export class MemoryMonitor {
  #latest: readonly ProcessMemory[] = [];
  #measuredAt = Number.NEGATIVE_INFINITY;

  /** As measured last; none before the first time. */
  get processes(): readonly ProcessMemory[] {
    return this.#latest;
  }

  /** Measures, if that was long enough ago. Not to be called while a person waits for a picture. */
  refresh(decoderPid: number | undefined): void {
    const now = performance.now();
    if (now - this.#measuredAt < REFRESH_MS) return;
    this.#measuredAt = now;
    const processes: ProcessMemory[] = app.getAppMetrics().flatMap((metric) => {
      const name = NAMES[metric.type];
      return name ? [{ name, pid: metric.pid, residentBytes: metric.memory.workingSetSize * 1024 }] : [];
    });
    const decoderBytes = decoderPid === undefined ? null : residentBytes(decoderPid, "now");
    if (decoderPid !== undefined && decoderBytes !== null) {
      processes.push({ name: "ffmpeg", pid: decoderPid, residentBytes: decoderBytes });
    }
    this.#latest = processes;
  }
}
