import { readFileSync } from "node:fs";

const FIELDS = { now: "VmRSS", most: "VmHWM" } as const;

/**
 * Resident memory of another process in bytes, as it is now or the most that it has had; null when it has ended, and where the system
 * has no cheap way to tell (all but Linux).
 */
export function residentBytes(pid: number, when: keyof typeof FIELDS): number | null {
  if (process.platform !== "linux") return null;
  try {
    const line = new RegExp(`^${FIELDS[when]}:\\s+(\\d+) kB`, "m");
    const kilobytes = line.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  } catch {
    return null;
  }
}
