import { availableParallelism, cpus, loadavg, platform, release, totalmem } from "node:os";

/** What figures depend on besides the code. */
export function machineFacts() {
  return {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    system: `${platform()} ${release()}`,
    node: process.version,
    v8: process.versions.v8,
    /** Of the last minute, before the benchmark: above 0 others were at work too. */
    load: loadavg()[0],
    date: new Date().toISOString(),
  };
}
