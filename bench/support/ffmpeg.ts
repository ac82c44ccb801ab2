import { execFileSync } from "node:child_process";

/** Runs ffmpeg to its end. */
export function ffmpeg(...args: readonly string[]): void {
  execFileSync(process.env.FFMPEG_BIN ?? "ffmpeg", ["-nostdin", "-v", "error", "-y", ...args], {
    stdio: "inherit",
  });
}
