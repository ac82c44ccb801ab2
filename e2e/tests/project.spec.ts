import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, ROOT, test } from "../fixtures/app";
import { makeMovie } from "../fixtures/movies";
import type { KinoflowWindow } from "../page-objects/kinoflow-window";

/** What of a project the tests look at. */
interface Kept {
  readonly schema: number;
  readonly recording: { readonly path: string; readonly relative: string | null };
  readonly settings: {
    readonly bookmarks: readonly { readonly frame: number; readonly name: string }[];
    readonly flow: { readonly method: string };
  };
  readonly playhead: number;
  readonly range: { readonly start: number | null; readonly end: number | null };
}

function read(path: string): Kept {
  return JSON.parse(readFileSync(path, "utf8")) as Kept;
}

/** Frames with bookmarks in a project. */
function bookmarked(path: string): readonly number[] {
  return existsSync(path) ? read(path).settings.bookmarks.map(({ frame }) => frame) : [];
}

function title(app: KinoflowWindow): Promise<string> {
  return app.page.title();
}

async function goTo(app: KinoflowWindow, frame: number): Promise<void> {
  await app.timeline.focus();
  await app.timeline.fill(String(frame));
  await app.shows(frame);
}

/** Opens a movie, chooses a quick method, and saves a project with a bookmark, a range and a probe. */
async function makeProject(app: KinoflowWindow, movie: string, project: string): Promise<void> {
  await app.open(movie);
  await app.shows(0);
  await app.indexed();
  await app.chooseMethod("lucas-kanade");
  await goTo(app, 7);
  await app.page.keyboard.press("b");
  await app.page.keyboard.press("i");
  await goTo(app, 12);
  await app.answerSaveDialog(project);
  await app.page.keyboard.press("Control+s");
  await expect.poll(() => title(app)).toMatch(/^study\.kinoflow \(clip\.mp4\) – Kinoflow$/);
}

test("is made, saved, and opens as it was", async ({ launch, folder }) => {
  const movie = makeMovie(folder, "clip.mp4");
  const project = join(folder, "study.kinoflow");
  const app = await launch();
  // A name without its ending gets it.
  await makeProject(app, movie, join(folder, "study"));
  expect(read(project)).toMatchObject({
    schema: 1,
    recording: { path: movie, relative: "clip.mp4" },
    settings: { bookmarks: [{ frame: 7 }], flow: { method: "lucas-kanade" } },
    playhead: 12,
    range: { start: 7, end: null },
  });

  // What is done from then on is in its file by itself.
  await goTo(app, 20);
  await app.page.keyboard.press("b");
  await expect.poll(() => bookmarked(project)).toEqual([7, 20]);
  expect(bookmarked(`${project}~`)).toEqual([7]);
  await app.quit();

  // Another window, with data of its own, has it all from the file.
  const again = await launch({ args: [project], userData: join(folder, "other-data") });
  await again.shows(20);
  await expect.poll(() => title(again)).toMatch(/^study\.kinoflow \(clip\.mp4\)/);
  await expect(again.page.getByRole("combobox", { name: "Method", exact: true })).toHaveValue("lucas-kanade");
  await again.timeline.focus();
  await again.page.keyboard.press("Shift+n");
  await again.shows(7);
  // Another recording is none of it.
  await again.open(makeMovie(folder, "other.mp4"));
  await expect.poll(() => title(again)).toBe("other.mp4 – Kinoflow");
  await again.timeline.focus();
  await again.page.keyboard.press("b");
  const autosave = join(folder, "other-data", "autosave.json");
  await expect.poll(() => existsSync(autosave) && readFileSync(autosave, "utf8")).toContain("other.mp4");
  expect(bookmarked(project)).toEqual([7, 20]);
  // Both are among the recent ones.
  await again.page.keyboard.press("Control+Shift+o");
  await again.page
    .getByRole("dialog")
    .getByRole("button", { name: /^study\.kinoflow/ })
    .click();
  await again.shows(7);
});

test("begins anew, and what was saved stays saved", async ({ launch, folder }) => {
  const project = join(folder, "study.kinoflow");
  const app = await launch();
  await makeProject(app, makeMovie(folder, "clip.mp4"), project);
  await app.page.keyboard.press("Control+n");
  await expect.poll(() => title(app)).toBe("clip.mp4 – Kinoflow");
  await expect(app.page.getByRole("combobox", { name: "Method", exact: true })).toHaveValue("balanced");
  expect(bookmarked(project)).toEqual([7]);
});

test("finds a recording that has moved by its content, or asks where it is", async ({ launch, folder }) => {
  const movie = makeMovie(folder, "clip.mp4");
  const project = join(folder, "study.kinoflow");
  const first = await launch();
  await makeProject(first, movie, project);
  await first.quit();

  const below = join(folder, "archive", "2026");
  mkdirSync(below, { recursive: true });
  renameSync(movie, join(below, "renamed.mp4"));
  const app = await launch({ userData: join(folder, "other-data") });
  await app.open(project);
  await app.shows(12);
  await expect(app.page.getByText("The recording of this project has moved")).toBeVisible();
  await app.quit();

  // Where nobody looks, a person is asked; and told where it is another one.
  const elsewhere = makeMovie(folder, "longer.mp4", { seconds: 3 });
  renameSync(below, join(folder, "..", `gone-${process.pid}`));
  try {
    const asking = await launch({ args: [project], userData: join(folder, "third-data") });
    await expect(asking.alert).toContainText(
      "clip.mp4, the recording of study.kinoflow, is neither where it was",
    );
    await asking.inMain(({ dialog }, file) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] });
    }, elsewhere);
    await asking.button("Where is it?").click();
    await asking.shows(12);
    await expect(
      asking.page.getByText("This is another recording than the project was made of"),
    ).toBeVisible();
  } finally {
    renameSync(join(folder, "..", `gone-${process.pid}`), below);
  }
});

test("a broken one is refused, and its last good version offered", async ({ launch, folder }) => {
  const project = join(folder, "study.kinoflow");
  const app = await launch();
  await makeProject(app, makeMovie(folder, "clip.mp4"), project);
  await goTo(app, 20);
  await app.page.keyboard.press("b");
  await expect.poll(() => bookmarked(project)).toEqual([7, 20]);
  await app.quit();

  writeFileSync(project, readFileSync(project).subarray(0, 300));
  const again = await launch({ args: [project], userData: join(folder, "other-data") });
  await expect(again.alert).toContainText("study.kinoflow is damaged, or is no project of Kinoflow.");
  await again.button("Open its last good version").click();
  await expect(again.page.getByText("This is the last good version of the project")).toBeVisible();
  await expect.poll(() => title(again)).toMatch(/^study\.kinoflow/);
  await expect(again.alert).toHaveCount(0);

  const newer = join(folder, "newer.kinoflow");
  writeFileSync(newer, JSON.stringify({ schema: 2 }));
  await again.open(newer);
  await expect(again.alert).toContainText("newer.kinoflow was saved by a newer version of Kinoflow");
  await expect(again.page.getByRole("banner").getByText("clip.mp4")).toBeVisible();
});

test("what was done is there after the app was killed", async ({ launch, folder }) => {
  const app = await launch();
  await app.open(makeMovie(folder, "clip.mp4", { seconds: 20 }));
  await app.shows(0);
  await app.indexed();
  await app.chooseMethod("lucas-kanade");
  await app.timeline.focus();
  const autosave = join(folder, "user-data", "autosave.json");
  const kept = (): Kept => (JSON.parse(readFileSync(autosave, "utf8")) as { project: Kept }).project;
  await expect.poll(() => existsSync(autosave)).toBe(true);

  // A bookmark on every frame, as fast as keys come: what is kept is whole at any time, and has everything in a moment.
  let made = 0;
  const mark = async (): Promise<void> => {
    await app.page.keyboard.press("b");
    made += 1;
    await app.page.keyboard.press("ArrowRight");
  };
  const inOrder = (count: number): readonly number[] => Array.from({ length: count }, (_, frame) => frame);
  const frames = (): readonly number[] => kept().settings.bookmarks.map(({ frame }) => frame);
  for (const count of [12, 24]) {
    while (made < count) await mark();
    await expect.poll(frames).toEqual(inOrder(count));
  }
  // The end comes in the midst of more of them.
  const safe = made;
  for (let more = 0; more < 7; more += 1) await mark();
  const process = app.application.process();
  const ended = new Promise((resolve) => process.once("exit", resolve));
  process.kill("SIGKILL");
  await ended;
  const { playhead } = kept();
  const left = frames();
  expect(left).toEqual(inOrder(left.length));
  expect(left.length).toBeGreaterThanOrEqual(safe);
  expect(left.length).toBeLessThanOrEqual(made);

  const again = await launch();
  await expect(again.page.getByText("Kinoflow was ended in the midst of work on clip.mp4")).toBeVisible();
  await again.button("Restore it").click();
  await again.shows(playhead);
  await expect(again.page.getByText("What was open when Kinoflow was ended is restored.")).toBeVisible();
  await expect(again.page.getByRole("combobox", { name: "Method", exact: true })).toHaveValue("lucas-kanade");
  await expect.poll(() => existsSync(join(folder, "user-data", "recovered.json"))).toBe(false);
  expect(frames()).toEqual(left);
  await again.quit();

  // Ended in order, nothing is left to restore.
  const third = await launch();
  await expect(third.button("Open the sample")).toBeVisible();
  await expect(third.page.getByText("Kinoflow was ended in the midst")).toHaveCount(0);
});

/** A table without what its rows cost, which is never the same twice. */
function figuresIn(path: string): readonly string[] {
  const lines = readFileSync(path, "utf8").trimEnd().split("\n");
  const header = lines.find((line) => line.startsWith("frame,"))?.split(",") ?? [];
  const costs = ["decode_ms", "flow_ms", "bytes"].map((column) => header.indexOf(column));
  return lines.map((line) =>
    line
      .split(",")
      .filter((_, at) => !costs.includes(at))
      .join(","),
  );
}

test("has the same numbers on the command line as in the app", async ({ app, folder }) => {
  const project = join(folder, "study.kinoflow");
  await makeProject(app, makeMovie(folder, "clip.mp4", { seconds: 1 }), project);
  await app.setNumber("Minimum reliability", 0.12);
  await expect.poll(() => readFileSync(project, "utf8")).toContain('"minimumReliability": 0.12');
  // In units along axes, with parts of the picture and a mask, as it comes back from its file.
  const mark = { colour: "#ff8800", note: "", id: "m1" };
  const marks = {
    calibration: { pixel: { value: 0.02, unit: "mm" }, axes: { origin: [10, 200], turn: 0, yUp: true } },
    regions: [
      { ...mark, name: "disc", shape: { kind: "ellipse", x: 160, y: 120, radiusX: 80, radiusY: 60.5 } },
      { ...mark, id: "m2", name: "left", shape: { kind: "rectangle", x: 5, y: 40, width: 100, height: 120 } },
    ],
    mask: [100, 0, 120, 101, 0, 120],
  };
  const saved = JSON.parse(readFileSync(project, "utf8")) as { settings: object };
  await app.open(makeMovie(folder, "other.mp4"));
  await app.shows(0);
  writeFileSync(project, JSON.stringify({ ...saved, settings: { ...saved.settings, marks } }));
  await app.open(project);
  await app.shows(12);
  await app.indexed();
  await app.button("Analyse").click();
  await expect(app.page.getByText(/^Analysed 18 of 18/)).toBeVisible();
  await app.answerSaveDialog(join(folder, "app.csv"));
  await app.chooseFromMenu("File", "Export all frames as CSV…");
  const dialog = app.page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Export what there is…" }).click();
  await expect(dialog).toContainText("is ready");
  await expect.poll(() => title(app)).toMatch(/^study/);

  const args = ["analyze", "--project", project, "--csv", join(folder, "line.csv")];
  execFileSync(process.execPath, [join(ROOT, "out/main/cli.js"), ...args], { stdio: "ignore" });
  expect(figuresIn(join(folder, "line.csv"))).toEqual(figuresIn(join(folder, "app.csv")));
  expect(figuresIn(join(folder, "line.csv"))).toHaveLength(20);
  expect(figuresIn(join(folder, "line.csv"))[1]).toContain("disc_mean_u");
});
