import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright";
import { surveyMovie } from "../../src/engine/flow/survey";
import { openMovie } from "../../src/engine/recordings/movie/movie";
import { MOTION_MOVIES, makeMotionMovie } from "../../src/engine/testing/motion-movies";
import type { ArrowGrid } from "../../src/shared/overlay/arrow-grid";
import { FlowPool } from "../../src/workers/flow-pool";
import { SharedHeap } from "../../src/workers/shared-heap";
import { type BenchedApp, launchApp } from "../support/app";
import {
  type ArrowsDrawn,
  type Drawing,
  drawnArrows,
  exportDrawing,
  visitTypicalFrames,
} from "../support/arrows-drawn";
import { type Check, check } from "../support/checks";
import { printTable } from "../support/console-table";
import { median, short } from "../support/numbers";
import type { BenchContext, Part } from "../support/part";

const LENGTHS = { least: 20, most: 70, longest: 100 };
const LEAST_ARROWS = 30;
const MOVING_SHARE = 0.05;
/** Longer movies are analysed in part. */
const ANALYSED = 300;

const METHOD = `Each movie is opened in the real app, and once it has been surveyed the scale of its arrows, their spacing and their grid are read off the window; again after its frames have been analysed (up to ${ANALYSED}), and when it was opened again. The lengths of arrows are those that the drawing's own geometry gives them, in CSS pixels, with the flow of the default method in frames spread over the movie, and in pixels of the video for an export of the size that nobody chose. Of a movie the median of its frames' medians counts, its longest arrow, and the fewest arrows in a frame of which at least 5 % moves reliably and is drawn.`;

/** What a movie shows at first sight. */
interface Sight {
  readonly name: string;
  readonly speed: number;
  readonly scales: readonly number[];
  readonly drawing: Drawing;
  readonly screen: readonly ArrowsDrawn[];
  readonly exported: readonly ArrowsDrawn[];
}

/** Whether arrows can be read from the first second on, and stay as they are. */
export const measureSight: Part = async (context) => {
  console.log(METHOD);
  const sights: Sight[] = [];
  const app = await launchApp(context, []);
  try {
    for (const { name, path } of moviesOf(context)) {
      const sight = await lookAt(context, app, name, path);
      sights.push(sight);
      console.log(rowOf(sight).join("  "));
    }
  } finally {
    await app.close();
  }
  printTable(
    [
      "movie",
      "px/frame",
      "scale",
      "step px",
      "median",
      "longest",
      "fewest",
      "in export",
      "longest",
      "fewest",
    ],
    sights.map(rowOf),
  );
  return {
    method: METHOD,
    figures: { sights },
    checks: sights.flatMap(checksOf),
    skipped: skippedOf(context),
  };
};

function moviesOf(context: BenchContext): readonly { readonly name: string; readonly path: string }[] {
  const folder = context.shared && join(context.shared, "data", "movies", "real");
  const real = folder === null ? [] : readdirSync(folder).map((name) => ({ name, path: join(folder, name) }));
  const generated = MOTION_MOVIES.map((movie) => ({
    name: movie.name,
    path: makeMotionMovie(context.tools.ffmpeg.path, context.temporary, movie),
  }));
  return [...generated, ...real];
}

function skippedOf({ shared }: BenchContext): readonly string[] {
  return shared === null ? ["the real movies: there is no folder of material beside the repository"] : [];
}

async function lookAt(context: BenchContext, app: BenchedApp, name: string, path: string): Promise<Sight> {
  const { page } = app;
  await open(page, path);
  const drawing = await drawingOf(page);
  await analyse(page);
  const analysed = await drawingOf(page);
  await open(page, path);
  const again = await drawingOf(page);
  const { workerUrl, kernel } = context;
  const pool = new FlowPool({ workerUrl, kernel, heap: new SharedHeap(), size: 2 });
  const movie = await openMovie(context.tools, path);
  try {
    const survey = await surveyMovie(pool, movie);
    const [screen, exported]: [ArrowsDrawn[], ArrowsDrawn[]] = [[], []];
    if (survey.moves) {
      const video = exportDrawing(movie, survey);
      await visitTypicalFrames(pool, movie, survey, (flow) => {
        screen.push(drawnArrows(flow, drawing));
        exported.push(drawnArrows(flow, video));
      });
    }
    return {
      name,
      speed: survey.moves ? survey.typicalSpeed : Number.NaN,
      scales: [drawing.scale, analysed.scale, again.scale],
      drawing,
      ...{ screen, exported },
    };
  } finally {
    movie.close();
    await pool.dispose();
  }
}

/** What the code that runs in the page needs of it. */
interface PageGlobal {
  kinoflow: { request(channel: "movie:open-dropped", payload: { readonly path: string }): Promise<unknown> };
  document: { querySelector(selector: string): { dataset: Record<string, string | undefined> } | null };
  before: object | null;
}

/** Resolves when the movie has been opened and surveyed. */
async function open(page: Page, path: string): Promise<void> {
  await page.evaluate((wanted) => {
    const global = globalThis as unknown as PageGlobal;
    // Until the new movie is there, the sign of the old one would be taken for its own.
    const main = global.document.querySelector("main");
    if (main) main.dataset.surveyed = "false";
    return global.kinoflow.request("movie:open-dropped", { path: wanted });
  }, path);
  await page.locator('main[data-surveyed="true"] canvas[data-frame="0"][data-grid^="{"]').waitFor();
}

async function drawingOf(page: Page): Promise<Drawing> {
  await page.getByRole("tab", { name: "View", exact: true }).click();
  const number = async (name: string): Promise<number> =>
    Number(await page.getByRole("spinbutton", { name, exact: true }).inputValue());
  const canvas = page.locator(".viewer canvas");
  const { grid = "", zoom = "" } = await canvas.evaluate((element) => ({
    ...(element as unknown as { dataset: Record<string, string> }).dataset,
  }));
  return {
    spacing: await number("Arrow spacing"),
    scale: await number("Arrow scale"),
    grid: JSON.parse(grid) as ArrowGrid,
    zoom: Number(zoom),
  };
}

async function analyse(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: "Analyse", exact: true });
  if (await button.isDisabled()) return;
  const field = page.getByRole("spinbutton", { name: "Frame", exact: true });
  const last = Number(await field.getAttribute("max"));
  if (last > ANALYSED) {
    await field.fill(String(ANALYSED));
    await field.press("Enter");
    await page.locator(`canvas[data-frame="${ANALYSED}"]`).waitFor();
    await page.getByRole("slider", { name: "Timeline" }).focus();
    await page.keyboard.press("o");
  }
  await button.click();
  await page.locator(".analysis__pause").waitFor({ state: "hidden", timeout: 600_000 });
}

const medianOf = (drawn: readonly ArrowsDrawn[]): number => median(drawn.map((frame) => frame.median));
const longestOf = (drawn: readonly ArrowsDrawn[]): number => Math.max(...drawn.map((frame) => frame.longest));
/** NaN where no frame moves enough. */
function fewestOf(drawn: readonly ArrowsDrawn[]): number {
  const counts = drawn.filter(({ moving }) => moving >= MOVING_SHARE).map(({ arrows }) => arrows);
  return counts.length === 0 ? Number.NaN : Math.min(...counts);
}

function rowOf({ name, speed, scales, drawing, screen, exported }: Sight): readonly string[] {
  const step = drawing.grid.stepY * drawing.zoom;
  const of = (drawn: readonly ArrowsDrawn[]): string[] =>
    drawn.length === 0 ? ["–", "–", "–"] : [medianOf(drawn), longestOf(drawn), fewestOf(drawn)].map(short);
  return [name, short(speed), [...new Set(scales)].join(" → "), short(step), ...of(screen), ...of(exported)];
}

function checksOf({ name, scales, screen, exported }: Sight): readonly Check[] {
  const one = new Set(scales).size;
  const checks = [check(`${name}: scales, opened, analysed and opened again`, one, "at most", 1)];
  for (const [where, drawn] of [
    ["screen", screen],
    ["export", exported],
  ] as const) {
    if (drawn.length === 0) continue;
    checks.push(
      check(`${name}, ${where}: median arrow, px`, medianOf(drawn), "at least", LENGTHS.least),
      check(`${name}, ${where}: median arrow, px`, medianOf(drawn), "at most", LENGTHS.most),
      check(`${name}, ${where}: longest arrow, px`, longestOf(drawn), "at most", LENGTHS.longest),
    );
    const fewest = fewestOf(drawn);
    if (!Number.isNaN(fewest)) {
      checks.push(check(`${name}, ${where}: arrows where 5 % moves`, fewest, "at least", LEAST_ARROWS));
    }
  }
  return checks;
}
