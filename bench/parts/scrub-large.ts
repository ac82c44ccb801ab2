import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ArrowGrid } from "../../src/shared/overlay/arrow-grid";
import { type BenchedApp, launchApp } from "../support/app";
import { type Check, check } from "../support/checks";
import { printTable } from "../support/console-table";
import { median, short } from "../support/numbers";
import type { BenchContext } from "../support/part";
import { realMovie, runFfmpeg, type TestMovie } from "../support/test-movies";

/**
 * A build of the version to compare with, named by KINOFLOW_BASE; without it the window is measured alone.
 */
const BASE = process.env.KINOFLOW_BASE;
/** How often the builds take turns in holding the key. */
const TURNS = 3;
const HOLD_MS = 5000;
const REPEATS_PER_SECOND = 36;
const STEPS = 30;
const WARM_UP_STEPS = 5;
/** A picture's figures follow it a moment later. */
const FIGURES_MS = 400;

/** What is measured of both builds. */
type Apps = Readonly<Record<string, BenchedApp>>;

/** What large movies take beside small ones, and beside an earlier build. */
export async function measureLargeMovies(
  context: BenchContext,
): Promise<{ figures: object; checks: Check[] }> {
  const small = realMovie(context, "real/cotracker_bear.mp4", "854x480");
  const large = enlarged(context, small);
  const steps = {
    small: await inApps(context, small, "lucas-kanade", (apps) => measureSteps(apps)),
    large: await inApps(context, large, "lucas-kanade", (apps) => measureSteps(apps)),
  };
  const held: Record<string, Record<string, Held>> = {};
  for (const method of ["balanced", "lucas-kanade"])
    held[method] = await inApps(context, large, method, measureHold);
  console.log("");
  printTable(
    ["steps, median ms", "key to painted", "transfer", "colour", "draw", "bytes a canvas pixel"],
    (["small", "large"] as const).flatMap((size) =>
      Object.entries(steps[size]).map(([name, one]) => [
        `${size === "small" ? "854x480" : "3840x2160"}, ${name}`,
        ...[one.paintedMs, one.transferMs, one.colourMs, one.drawMs].map(short),
        short(one.bytesPerPixel),
      ]),
    ),
  );
  console.log("");
  printTable(
    ["holding Right at 3840x2160", "frames/s", "of them coarse"],
    Object.entries(held).flatMap(([method, builds]) =>
      Object.entries(builds).map(([name, one]) => [
        `${method}, ${name}`,
        short(one.framesPerSecond),
        short(one.coarsePerSecond),
      ]),
    ),
  );
  return { figures: { steps, held }, checks: checksOf(steps, held) };
}

function checksOf(
  steps: Readonly<Record<"small" | "large", Readonly<Record<string, Steps>>>>,
  held: Readonly<Record<string, Readonly<Record<string, Held>>>>,
): Check[] {
  const shown = ({ transferMs, colourMs, drawMs }: Steps): number => transferMs + colourMs + drawMs;
  const { small, large } = steps;
  const checks = [
    check("bytes a canvas pixel of a step at 3840x2160", large.now.bytesPerPixel, "at most", 1.6),
    check(
      "transfer, colour and draw at 3840x2160, times those at 854x480",
      shown(large.now) / shown(small.now),
      "at most",
      1.6,
    ),
  ];
  if (small.base === undefined) return checks;
  checks.push(
    check(
      "steps at 854x480, times as fast as the base",
      small.base.paintedMs / small.now.paintedMs,
      "at least",
      1.3,
    ),
  );
  for (const [method, { now, base }] of Object.entries(held)) {
    const ratio = now.framesPerSecond / base.framesPerSecond;
    checks.push(
      check(`holding Right at 3840x2160, ${method}, times the base's frames`, ratio, "at least", 3),
    );
  }
  return checks;
}

/** The same movie at 4K, as cameras would have it. */
function enlarged(context: BenchContext, { name, path }: TestMovie): TestMovie {
  const large = join(context.temporary, "large.mp4");
  runFfmpeg(
    context,
    ...["-i", path, "-an", "-frames:v", "120", "-vf", "scale=3840:2160:flags=bicubic"],
    ...["-c:v", "libx264", "-preset", "ultrafast", "-crf", "24", "-g", "24", "-pix_fmt", "yuv420p", large],
  );
  return { name: `${name} at 3840x2160`, path: large };
}

/** Starts this build, and the base where there is one, each with the movie. */
async function inApps<R>(
  context: BenchContext,
  movie: TestMovie,
  method: string,
  work: (apps: Apps) => Promise<R>,
): Promise<R> {
  const apps: Record<string, BenchedApp> = {};
  try {
    for (const [name, root] of [
      ["now", context.root],
      ...(BASE === undefined ? [] : [["base", resolve(BASE)]]),
    ]) {
      const temporary = join(context.temporary, `${name}-window`);
      mkdirSync(temporary, { recursive: true });
      apps[name] = await launchApp({ root, temporary }, [movie.path]);
      await apps[name].page
        .getByRole("combobox", { name: "Method", exact: true })
        .first()
        .selectOption(method);
      await apps[name].quiet();
      await apps[name].page.getByRole("slider", { name: "Timeline" }).focus();
    }
    return await work(apps);
  } finally {
    for (const app of Object.values(apps)) await app.close();
  }
}

interface Steps {
  readonly paintedMs: number;
  readonly transferMs: number;
  readonly colourMs: number;
  readonly drawMs: number;
  /** Of the frame and the samples of arrows, which is all that a step sends but for some numbers. */
  readonly bytesPerPixel: number;
}

/** Single steps, the builds in turns. */
async function measureSteps(apps: Apps): Promise<Record<string, Steps>> {
  const times: Record<string, Record<"painted" | "stage-transfer" | "colour" | "stage-draw", number[]>> = {};
  const bytes: Record<string, number> = {};
  for (let frame = 1; frame <= STEPS; frame++) {
    for (const [name, app] of Object.entries(apps)) {
      times[name] ??= { painted: [], "stage-transfer": [], colour: [], "stage-draw": [] };
      await app.watch();
      await app.page.keyboard.press("ArrowRight");
      const { paintedAt } = await app.painted(frame);
      await app.page.waitForTimeout(FIGURES_MS);
      if (frame <= WARM_UP_STEPS) continue;
      const { keys } = await app.log();
      times[name].painted.push(paintedAt - keys[0]);
      const figures = await figuresOf(app);
      for (const stat of ["stage-transfer", "colour", "stage-draw"] as const) {
        // Where no colours are shown there is nothing to tell.
        times[name][stat].push(Number.parseFloat(figures[stat] ?? "") || 0);
      }
      bytes[name] = await bytesPerPixel(app);
    }
  }
  return Object.fromEntries(
    Object.entries(times).map(([name, one]) => [
      name,
      {
        paintedMs: median(one.painted),
        transferMs: median(one["stage-transfer"]),
        colourMs: median(one.colour),
        drawMs: median(one["stage-draw"]),
        bytesPerPixel: bytes[name],
      },
    ]),
  );
}

interface PageElement {
  readonly dataset: Record<string, string | undefined>;
  readonly textContent: string | null;
  readonly width: number;
  readonly height: number;
  open: boolean;
}

/** What the code that runs in the page needs of it. */
interface PageGlobal {
  readonly document: {
    querySelectorAll(selector: string): Iterable<PageElement>;
    querySelector(selector: string): PageElement | null;
  };
}

/** The inspector's figures by their names. */
function figuresOf({ page }: BenchedApp): Promise<Readonly<Record<string, string>>> {
  return page.evaluate(() => {
    const { document } = globalThis as unknown as PageGlobal;
    for (const fold of document.querySelectorAll("details.fold")) fold.open = true;
    const figures: Record<string, string> = {};
    for (const { dataset, textContent } of document.querySelectorAll("[data-stat]"))
      figures[dataset.stat ?? ""] = textContent ?? "";
    return figures;
  });
}

async function bytesPerPixel({ page }: BenchedApp): Promise<number> {
  const { part, grid, width, height } = await page.evaluate(() => {
    const canvas = (globalThis as unknown as PageGlobal).document.querySelector(".viewer canvas");
    const { part = "all", grid = "" } = canvas?.dataset ?? {};
    return { part, grid, width: canvas?.width ?? 0, height: canvas?.height ?? 0 };
  });
  const [, , across, down] = part.split(" ").map(Number);
  if (across === undefined || down === undefined || grid === "") return Number.NaN;
  const { columns, rows } = JSON.parse(grid) as ArrowGrid;
  return (1.5 * across * down + 8 * columns * rows) / (width * height);
}

interface Held {
  readonly framesPerSecond: number;
  readonly coarsePerSecond: number;
}

/** Holds the key down in each build, in turns. */
async function measureHold(apps: Apps): Promise<Record<string, Held>> {
  const none = (): Record<string, number[]> =>
    Object.fromEntries(Object.keys(apps).map((name) => [name, []]));
  const [frames, coarse] = [none(), none()];
  for (let turn = 0; turn < TURNS; turn++) {
    for (const [name, app] of Object.entries(apps)) {
      const { page } = app;
      await page.keyboard.press("Home");
      await page.locator('canvas[data-frame="0"][data-flow-first="0"]').waitFor();
      await app.quiet();
      await app.watch();
      const begin = performance.now();
      const sent: Promise<void>[] = [];
      while (performance.now() - begin < HOLD_MS) {
        sent.push(page.keyboard.down("ArrowRight"));
        const due = begin + (sent.length * 1000) / REPEATS_PER_SECOND;
        await new Promise((done) => setTimeout(done, Math.max(due - performance.now(), 0)));
      }
      const { painted } = await app.log();
      await Promise.all(sent);
      await page.keyboard.up("ArrowRight");
      const shown = new Set(painted.map(({ frame }) => frame));
      const marked = new Set(painted.filter(({ coarse: detail }) => detail !== "").map(({ frame }) => frame));
      frames[name].push(shown.size / (HOLD_MS / 1000));
      coarse[name].push(marked.size / (HOLD_MS / 1000));
    }
  }
  return Object.fromEntries(
    Object.keys(apps).map((name) => [
      name,
      { framesPerSecond: median(frames[name]), coarsePerSecond: median(coarse[name]) },
    ]),
  );
}
