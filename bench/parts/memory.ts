import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { _electron as electron } from "playwright";
import type { Part } from "../support/part";

const FRAMES = 2000;
const executablePath: string = createRequire(import.meta.url)("electron");

const METHOD = `Resident memory of the main process while the real app goes through ${FRAMES} frames of an 854x480 movie, one key press a frame, each waited for until it is on the screen with its arrows.`;

/** Memory of the app in long use. */
export const measureMemory: Part = async ({ root, temporary, tools }) => {
  console.log(METHOD);
  const movie = resolve(temporary, "long.mp4");
  execFileSync(
    tools.ffmpeg.path,
    [
      ...["-nostdin", "-v", "error", "-y"],
      ...["-f", "lavfi", "-i", `testsrc2=s=854x480:r=25:d=${FRAMES / 25 + 1}`],
      ...["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "50", movie],
    ],
    { stdio: "inherit" },
  );
  const asRoot = process.getuid?.() === 0;
  const app = await electron.launch({
    executablePath,
    args: [...(asRoot ? ["--no-sandbox"] : []), `--user-data-dir=${join(temporary, "data")}`, root, movie],
  });
  try {
    const page = await app.firstWindow();
    const shows = (frame: number) =>
      page.locator(`canvas[data-frame="${frame}"][data-flow-first="${frame}"]`).waitFor();
    await shows(0);
    const started = performance.now();
    const resident = new Map<number, number>();
    for (let frame = 1; frame <= FRAMES; frame++) {
      await page.keyboard.press("ArrowRight");
      await shows(frame);
      if (frame % 200 === 0) {
        const bytes = await app.evaluate(() => process.memoryUsage().rss);
        resident.set(frame, bytes);
        console.log(`frame ${String(frame).padStart(4)}: main process ${(bytes / 1e6).toFixed(1)} MB`);
      }
    }
    const growth = (resident.get(FRAMES) ?? 0) - (resident.get(200) ?? 0);
    const msPerFrame = (performance.now() - started) / FRAMES;
    console.log(
      `from frame 200 to frame ${FRAMES}: ${(growth / 1e6).toFixed(1)} MB; ${msPerFrame.toFixed(1)} ms a frame with the test's own key press and wait`,
    );
    const residentBytes = Object.fromEntries(resident);
    return { method: METHOD, figures: { residentBytes, growth, msPerFrame }, checks: [], skipped: [] };
  } finally {
    await app.close();
  }
};
