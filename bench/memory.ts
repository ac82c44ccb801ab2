import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { _electron as electron } from "playwright";
import { ffmpeg } from "./support/ffmpeg";

const FRAMES = 2000;
const executablePath: string = createRequire(import.meta.url)("electron");

/**
 * Resident memory of the main process while the real app goes through 2,000 frames of an 854x480 movie, one key
 * press a frame, each waited for until it is on the screen with its arrows.
 */
export async function measureMemory(root: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "kinoflow-bench-"));
  const movie = resolve(folder, "long.mp4");
  ffmpeg(
    ...["-f", "lavfi", "-i", `testsrc2=s=854x480:r=25:d=${FRAMES / 25 + 1}`],
    ...["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "50", movie],
  );
  const asRoot = process.getuid?.() === 0;
  const app = await electron.launch({
    executablePath,
    args: [...(asRoot ? ["--no-sandbox"] : []), `--user-data-dir=${join(folder, "data")}`, root, movie],
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
    const growth = ((resident.get(FRAMES) ?? 0) - (resident.get(200) ?? 0)) / 1e6;
    const perFrame = (performance.now() - started) / FRAMES;
    console.log(
      `from frame 200 to frame ${FRAMES}: ${growth.toFixed(1)} MB; ${perFrame.toFixed(1)} ms a frame with the test's own key press and wait`,
    );
  } finally {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
