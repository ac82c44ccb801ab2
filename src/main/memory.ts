import { readFileSync } from "node:fs";
import { app } from "electron";
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
    const decoderBytes = decoderPid === undefined ? null : residentBytes(decoderPid);
    if (decoderPid !== undefined && decoderBytes !== null) {
      processes.push({ name: "ffmpeg", pid: decoderPid, residentBytes: decoderBytes });
    }
    this.#latest = processes;
  }
}

/** Resident memory of another process; null where the system has no cheap way to tell (all but Linux). */
function residentBytes(pid: number): number | null {
  if (process.platform !== "linux") return null;
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  } catch {
    return null;
  }
}
