import { join } from "node:path";
import type { Locator, Page } from "playwright";
import { type BenchedApp, launchApp } from "../support/app";
import { type Check, check } from "../support/checks";
import { printTable } from "../support/console-table";
import { median, quantile, short } from "../support/numbers";
import type { BenchContext, Part } from "../support/part";
import { realMovie, runFfmpeg } from "../support/test-movies";

const METHOD = `The real app in a window of 1440x900 with a movie of 854x480 at 25 frames/s, driven by real wheel and pointer events. "frame": from the start of an animation frame in which the canvas was painted (for hovering: in which the pointer moved) to the start of the next one, which is one of the display's unless painting held it up. "input": from an event, as the system stamps it, to the end of the animation frame with its painting.`;

const FPS = 25;
const FRAMES = 500;
const PLAY_MS = 8000;
const WARM_UP_MS = 1500;
/** Spacings of the arrow grid: of 1,590 arrows, and of 25,560. */
const SPACINGS = [16, 4] as const;
const MEDIAN_LIMIT_MS = 17;
const P95_LIMIT_MS = 34;
const PLAYED_PER_SECOND = 24;

interface Figures {
  readonly frames: number;
  readonly frameMs: number;
  readonly frameP95Ms: number;
  readonly inputMs: number;
  readonly inputP95Ms: number;
}

/** Smoothness of the picture under the hand. */
export const measureUi: Part = async (context) => {
  console.log(METHOD);
  const app = await launchApp(context, [movieOf(context)]);
  try {
    const checks: Check[] = [];
    const measured: (Figures & { readonly arrows: number; readonly what: string })[] = [];
    await app.page.evaluate(watchPage);
    await app.page.getByRole("tab", { name: "View", exact: true }).click();
    await setNumber(app.page, "Minimum speed", 0);
    await setNumber(app.page, "Minimum reliability", 0);
    for (const spacing of SPACINGS) {
      await setNumber(app.page, "Arrow spacing", spacing);
      await app.page.locator(`canvas[data-arrows="${arrowsOf(spacing)}"]`).waitFor();
      await app.quiet();
      for (const [what, work] of Object.entries(GESTURES)) {
        // The first time code runs that has not been compiled yet.
        await work(app.page);
        await app.page.evaluate(() => (globalThis as unknown as PageGlobal).benchUi.clear());
        await work(app.page);
        const log = await app.page.evaluate(() => (globalThis as unknown as PageGlobal).benchUi.log());
        const figures = figuresOf(what === "hover" ? log.hovered : log.painted, log.inputs);
        measured.push({ what, arrows: arrowsOf(spacing), ...figures });
        await app.page.keyboard.press("0");
        if (spacing !== SPACINGS[0]) continue;
        const name = `${what}, ${arrowsOf(spacing)} arrows, ms a painted frame`;
        checks.push(
          check(`${name}, median`, figures.frameMs, "at most", MEDIAN_LIMIT_MS),
          check(`${name}, 95th percentile`, figures.frameP95Ms, "at most", P95_LIMIT_MS),
        );
      }
    }
    printTable(
      ["ms", "arrows", "n", "frame", "p95", "input", "p95"],
      measured.map((one) => [
        one.what,
        String(one.arrows),
        ...[one.frames, one.frameMs, one.frameP95Ms, one.inputMs, one.inputP95Ms].map(short),
      ]),
    );

    await setNumber(app.page, "Arrow spacing", SPACINGS[0]);
    await app.quiet();
    const playedPerSecond = await measurePlaying(app);
    console.log(
      `\nplaying at ${FPS} frames/s with the default method: ${short(playedPerSecond)} frames/s painted`,
    );
    checks.push(
      check("played with the default method, frames/s", playedPerSecond, "at least", PLAYED_PER_SECOND),
    );
    return { method: METHOD, figures: { measured, playedPerSecond }, checks, skipped: [] };
  } finally {
    await app.close();
  }
};

function movieOf(context: BenchContext): string {
  const source = realMovie(context, "real/cotracker_bear.mp4", "854x480");
  const path = join(context.temporary, "ui.mp4");
  runFfmpeg(
    context,
    ...["-stream_loop", "-1", "-i", source.path, "-map", "0:v:0", "-frames:v", String(FRAMES)],
    ...["-vf", `setpts=N/${FPS}/TB`, "-r", String(FPS), "-c:v", "libx264", "-preset", "veryfast"],
    ...["-pix_fmt", "yuv420p", path],
  );
  return path;
}

function arrowsOf(spacing: number): number {
  return Math.floor(854 / spacing) * Math.floor(480 / spacing);
}

/** What a person does with the picture for a second or two. */
const GESTURES: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  pan: async (page) => {
    const { x, y } = await middleOf(page.locator(".viewer canvas"));
    await page.keyboard.press("1");
    for (let step = 0; step < 3; step++) await page.keyboard.press("+");
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let step = 0; step < 120; step++) {
      await page.mouse.move(x + 150 * Math.sin(step / 12), y + 100 * Math.sin(step / 9));
    }
    await page.mouse.up();
  },
  zoom: async (page) => {
    const { x, y } = await middleOf(page.locator(".viewer canvas"));
    await page.mouse.move(x - 80, y + 40);
    for (let notch = 0; notch < 120; notch++) await page.mouse.wheel(0, notch % 60 < 30 ? -30 : 30);
  },
  hover: async (page) => {
    const { x, y } = await middleOf(page.locator(".viewer canvas"));
    for (let step = 0; step < 120; step++) {
      await page.mouse.move(x + 300 * Math.sin(step / 12), y + 200 * Math.cos(step / 9));
    }
  },
  "arrow scale": async (page) => {
    const slider = page.getByRole("slider", { name: "Arrow scale" });
    await slider.scrollIntoViewIfNeeded();
    const { x, y } = await middleOf(slider);
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let step = 0; step < 120; step++) await page.mouse.move(x + 30 * Math.sin(step / 12), y);
    await page.mouse.move(x, y);
    await page.mouse.up();
  },
};

async function middleOf(element: Locator): Promise<{ readonly x: number; readonly y: number }> {
  const box = await element.boundingBox();
  if (box === null) throw new Error("What is to be measured is not on the screen.");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function setNumber(page: Page, name: string, value: number): Promise<void> {
  const field = page.getByRole("spinbutton", { name, exact: true });
  await field.fill(String(value));
  await field.press("Enter");
  await field.blur();
}

function figuresOf(frames: readonly number[], inputs: readonly number[]): Figures {
  return {
    frames: frames.length,
    frameMs: median(frames),
    frameP95Ms: quantile(frames, 0.95),
    inputMs: median(inputs),
    inputP95Ms: quantile(inputs, 0.95),
  };
}

async function measurePlaying({ page }: BenchedApp): Promise<number> {
  await page.keyboard.press("Home");
  await page.locator('canvas[data-frame="0"]').waitFor();
  await page.keyboard.press("Space");
  await page.waitForTimeout(WARM_UP_MS);
  await page.evaluate(() => (globalThis as unknown as PageGlobal).benchUi.clear());
  await page.waitForTimeout(PLAY_MS);
  const { frames, clearedAt, now } = await page.evaluate(() =>
    (globalThis as unknown as PageGlobal).benchUi.log(),
  );
  await page.keyboard.press("Space");
  return (frames.length * 1000) / (now - clearedAt);
}

interface UiLog {
  /** Lengths of the animation frames in which the canvas was painted, and of those in which the pointer moved. */
  readonly painted: number[];
  readonly hovered: number[];
  /** From events to the end of the frames with their paintings. */
  readonly inputs: number[];
  /** Frames of the movie that were painted with their own flow. */
  readonly frames: number[];
  readonly clearedAt: number;
  readonly now: number;
}

/** What the code that runs in the page needs of it; the benchmarks are compiled without the types of a browser. */
interface PageGlobal {
  benchUi: { clear(): void; log(): UiLog };
  performance: { now(): number };
  document: { querySelector(selector: string): { dataset: Record<string, string | undefined> } | null };
  addEventListener(
    type: string,
    listener: (event: { timeStamp: number; type: string }) => void,
    options: { capture: boolean; passive: boolean },
  ): void;
  requestAnimationFrame(callback: () => void): void;
  MutationObserver: new (
    callback: () => void,
  ) => { observe(target: object, options: { attributes: true; attributeFilter: string[] }): void };
  MessageChannel: new () => {
    port1: { onmessage: (() => void) | null };
    port2: { postMessage(message: null): void };
  };
}

/** Runs in the page: takes down animation frames, paintings and inputs. */
function watchPage(): void {
  const page = globalThis as unknown as PageGlobal;
  const canvas = page.document.querySelector(".viewer canvas");
  if (!canvas) return;
  const { dataset } = canvas;
  let log = empty();
  function empty() {
    return {
      painted: [] as number[],
      hovered: [] as number[],
      inputs: [] as number[],
      frames: [] as number[],
      clearedAt: page.performance.now(),
    };
  }
  /** The animation frame that goes on: when it began, and what had been painted by then. */
  let frame = { startedAt: Number.NaN, paintings: dataset.paintings, moved: false };
  let isNoted = false;
  /** When the oldest event came whose painting has not ended. */
  let inputAt: number | null = null;
  const ended: number[] = [];

  // A frame begins with the events that have waited for it, and goes on with the callbacks.
  const noteFrame = (): void => {
    if (isNoted) return;
    isNoted = true;
    // Not the time that callbacks are given: where a frame took long, the next one is told an earlier time.
    const startedAt = page.performance.now();
    if (dataset.paintings !== frame.paintings) log.painted.push(startedAt - frame.startedAt);
    if (frame.moved) log.hovered.push(startedAt - frame.startedAt);
    frame = { startedAt, paintings: dataset.paintings, moved: false };
  };

  const channel = new page.MessageChannel();
  channel.port1.onmessage = () => {
    const now = page.performance.now();
    for (const at of ended.splice(0)) log.inputs.push(now - at);
  };
  for (const type of ["wheel", "pointermove", "input"]) {
    page.addEventListener(
      type,
      (event) => {
        noteFrame();
        frame.moved ||= event.type === "pointermove";
        inputAt ??= event.timeStamp;
      },
      { capture: true, passive: true },
    );
  }
  new page.MutationObserver(() => {
    if (inputAt !== null) ended.push(inputAt);
    inputAt = null;
    // A message that is posted within an animation frame arrives when the frame has been painted and handed over.
    channel.port2.postMessage(null);
    const shown = Number(dataset.frame);
    if (dataset.flowFirst === dataset.frame && log.frames.at(-1) !== shown) log.frames.push(shown);
  }).observe(canvas, { attributes: true, attributeFilter: ["data-paintings"] });

  const tick = (): void => {
    noteFrame();
    isNoted = false;
    page.requestAnimationFrame(tick);
  };
  page.requestAnimationFrame(tick);
  page.benchUi = {
    clear: () => {
      log = empty();
      inputAt = null;
    },
    log: () => ({ ...log, now: page.performance.now() }),
  };
}
