import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { childrenOf, expect, type Launch, test } from "../fixtures/app";
import { ffmpeg, makeMovie, sharedMovies } from "../fixtures/movies";
import { runningWith } from "../fixtures/process-tree";
import type { KinoflowWindow } from "../page-objects/kinoflow-window";

/** One sentence or two, no stack, no internals. */
async function expectPlainMessage(app: KinoflowWindow, text: RegExp): Promise<void> {
  const sentence = app.alert.getByRole("paragraph");
  await expect(sentence).toContainText(text);
  await expect(sentence).toContainText(/\.$/);
  await expect(sentence).not.toContainText(/Error:|at \w+ \(|undefined|\[object/);
}

test("what is no movie gets one sentence, and the app stays usable", async ({ app, folder }) => {
  const sound = join(folder, "sound.wav");
  ffmpeg("-f", "lavfi", "-i", "sine=duration=1", sound);
  const cases: readonly (readonly [string, string | Uint8Array | null, RegExp])[] = [
    [
      "random.mp4",
      Uint8Array.from({ length: 5000 }, (_, k) => (k * k * 31 + 7 * k) % 251),
      /not a movie that ffmpeg can read/,
    ],
    ["notes.txt", "Dear diary,\nnothing moved.\n".repeat(30), /not a movie/],
    ["empty.mp4", "", /empty \(0 bytes\)/],
    ["missing.mp4", null, /does not exist/],
  ];
  for (const [name, content, message] of cases) {
    const path = join(folder, name);
    if (content !== null) writeFileSync(path, content);
    await app.open(path);
    await expectPlainMessage(app, message);
    await expect(app.alert).toContainText(name);
    await app.alert.getByRole("button", { name: "Dismiss" }).click();
    await expect(app.alert).toHaveCount(0);
  }
  await app.open(sound);
  await expectPlainMessage(app, /sound but no moving picture/);
  const movie = makeMovie(folder, "good.mp4");
  await app.open(movie);
  await app.shows(0);
  await expect(app.alert).toHaveCount(0);
});

test("a file that fails to open leaves the open movie where it was", async ({ app, folder }) => {
  await app.open(makeMovie(folder, "good.mp4"));
  await app.shows(0);
  await app.timeline.fill("20");
  await app.shows(20);
  await app.open(join(folder, "nowhere.mp4"));
  await expectPlainMessage(app, /does not exist/);
  await app.shows(20);
  await app.page.keyboard.press("ArrowRight");
  await app.shows(21);
});

test("a truncated movie shows what it has and says what is missing", async ({ app, folder }) => {
  const path = join(folder, "whole.mp4");
  ffmpeg(
    ...["-f", "lavfi", "-i", "testsrc2=s=640x480:d=4", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-g", "25"],
    ...["-movflags", "+faststart", path],
  );
  const bytes = readFileSync(path);
  const cut = join(folder, "cut.mp4");
  writeFileSync(cut, bytes.subarray(0, Math.floor(bytes.length / 2)));
  await app.open(cut);
  await app.shows(0);
  await app.page.keyboard.press("End");
  await expectPlainMessage(app, /cannot be decoded: the movie is damaged or cut off/);
  await app.page.keyboard.press("Home");
  await app.shows(0);
  await app.page.keyboard.press("ArrowRight");
  await app.shows(1);
});

test("a movie that disappears while it is open", async ({ app, folder }) => {
  const path = makeMovie(folder, "soon-gone.mp4", { size: "1280x720", seconds: 8 });
  await app.open(path);
  await app.shows(0);
  rmSync(path);
  await app.page.keyboard.press("End");
  await expect(app.alert.or(app.page.getByText("Last frame"))).toBeVisible();
  await app.open(makeMovie(folder, "next.mp4"));
  await app.shows(0);
});

test("ffmpeg killed while somebody scrubs: the next step goes on", async ({ app, folder }) => {
  await app.open(makeMovie(folder, "long.mp4", { size: "1280x720", seconds: 10 }));
  await app.shows(0);
  await app.inMain(() => {
    const { readFileSync: read } = process.getBuiltinModule("node:fs");
    const children = read(`/proc/${process.pid}/task/${process.pid}/children`, "utf8").trim().split(" ");
    const decoders = children.filter((pid) => read(`/proc/${pid}/comm`, "utf8").trim() === "ffmpeg");
    for (const pid of decoders) process.kill(Number(pid), "SIGKILL");
    Object.assign(globalThis, { killed: decoders.length });
  });
  const killed = await app.askMain(() => (globalThis as unknown as { killed: number }).killed);
  expect(killed).toBeGreaterThan(0);
  await app.timeline.fill("9");
  await app.page.keyboard.press("ArrowRight");
  await app.shows(10);
});

test("without ffmpeg the app says how to get it", async ({ launch, folder }) => {
  const empty = join(folder, "nothing-here");
  mkdirSync(empty);
  const movie = makeMovie(folder, "movie.mp4");
  const app = await launch({ env: { PATH: empty, FFMPEG_BIN: join(empty, "ffmpeg") } });
  await app.open(movie);
  const complaint = app.alert.filter({
    hasText: /movie\.mp4: ff(mpeg|probe) was not found; install ffmpeg .*\./,
  });
  // Where ffmpeg-static has its binary there always is an ffmpeg, and nothing to complain of.
  await expect(complaint.or(app.picture)).toBeVisible();
});

test("an export that cannot be written, a full disk, an encoder that dies: one sentence, nothing left", async ({
  launch,
  folder,
}) => {
  // Stands in for ffmpeg where it encodes: the disk fills up, or somebody ends it.
  const real = process.env.FFMPEG_BIN ?? "ffmpeg";
  const mode = join(folder, "mode");
  const wrapper = join(folder, "ffmpeg");
  writeFileSync(
    wrapper,
    `#!/bin/sh
case "$*" in
  *libx264*) case "$(cat "${mode}")" in
    full) trap '' XFSZ; ulimit -f 64; exec ${real} "$@" ;;
    dies) head -c 2000000 >/dev/null; kill -9 $$ ;;
  esac ;;
esac
exec ${real} "$@"
`,
  );
  chmodSync(wrapper, 0o755);
  writeFileSync(mode, "full");
  const movie = makeMovie(folder, "movie.mp4", { size: "640x480", seconds: 4 });
  const out = join(folder, "out");
  mkdirSync(out);
  const app = await launch({ args: [movie], env: { FFMPEG_BIN: wrapper } });
  await app.shows(0);
  await app.button("Export…").click();
  const dialog = app.page.getByRole("dialog", { name: "Export overlay video" });

  const cases = [
    ["full", join(out, "a.mp4"), /^The disk is full/],
    ["dies", join(out, "a.mp4"), /ffmpeg stopped before the video was complete/],
    ["fine", join(folder, "nowhere/a.mp4"), /does not exist or cannot be written to; choose another folder/],
    ["fine", movie, /would replace the movie itself/],
  ] as const;
  for (const [behaviour, place, message] of cases) {
    writeFileSync(mode, behaviour);
    await app.answerSaveDialog(place);
    await dialog.getByRole("button", { name: "Export…" }).click();
    await expect(dialog.getByRole("alert")).toContainText(message);
    expect(readdirSync(out)).toEqual([]);
    await dialog.getByRole("button", { name: "Try again" }).click();
  }
  await app.answerSaveDialog(join(out, "a.mp4"));
  await dialog.getByRole("button", { name: "Export…" }).click();
  await expect(dialog).toContainText("a.mp4 is ready");
  expect(readdirSync(out)).toEqual(["a.mp4"]);
});

/** The app in the middle of an export of a movie into a folder. */
async function startExport(launch: (launch: Launch) => Promise<KinoflowWindow>, folder: string) {
  const movie = makeMovie(folder, "movie.mp4", { size: "1280x720", seconds: 10 });
  const out = join(folder, "out");
  mkdirSync(out);
  const app = await launch({ args: [movie] });
  await app.shows(0);
  // Slow enough to be in the middle of it for as long as the test is.
  await app.chooseMethod("naive");
  await app.answerSaveDialog(join(out, "a.mp4"));
  await app.button("Export…").click();
  const dialog = app.page.getByRole("dialog", { name: "Export overlay video" });
  await dialog.getByRole("button", { name: "Export…" }).click();
  await expect(dialog.getByRole("progressbar")).toBeVisible();
  const { pid } = app.application.process();
  expect(childrenOf(pid ?? 0)).toContain("ffmpeg");
  const ended = new Promise<void>((resolve) => app.application.once("close", () => resolve()));
  return { app, movie, out, dialog, ended };
}

test("leaving in the middle of an export asks first, and then leaves no file and no ffmpeg behind", async ({
  launch,
  folder,
}) => {
  const { app, movie, out, dialog, ended } = await startExport(launch, folder);
  const question = app.page.getByRole("dialog", { name: "An export is under way" });
  await app.inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect(question).toContainText(/It is \d+ % done\. If it is stopped, its unfinished file is/);
  await expect(question.getByRole("button", { name: "Stop it and close" })).toBeVisible();
  await question.getByRole("button", { name: "Keep exporting" }).click();
  await expect(question).toBeHidden();
  await expect(dialog.getByRole("progressbar")).toBeVisible();
  // Another movie does not end it.
  const other = makeMovie(folder, "other.mp4");
  await app.inMain(({ app: electronApp }, path) => {
    electronApp.emit("open-file", { preventDefault: () => undefined }, path);
  }, other);
  await expect(app.page.getByText("other.mp4")).toBeVisible();
  await expect(dialog.getByRole("progressbar")).toBeVisible();
  await app.inMain(({ app: electronApp }) => electronApp.quit());
  await question.press("Escape");
  await expect(question).toBeHidden();
  await app.inMain(({ app: electronApp }) => electronApp.quit());
  const stop = question.getByRole("button", { name: "Stop it and quit" });
  await expect(stop).toBeVisible();
  // The window may be gone before the click has come back.
  await Promise.all([ended, stop.click().catch(() => undefined)]);
  expect(readdirSync(out)).toEqual([]);
  expect(runningWith(movie)).toEqual([]);
});

test("ended by the system in the middle of an export, the app asks nothing and leaves nothing behind", async ({
  launch,
  folder,
}) => {
  test.skip(process.platform === "win32", "Windows has no signals.");
  const { app, movie, out, ended } = await startExport(launch, folder);
  const pid = await app.askMain(() => process.pid);
  process.kill(pid, "SIGTERM");
  await ended;
  expect(readdirSync(out)).toEqual([]);
  expect(runningWith(movie)).toEqual([]);
});

for (const kind of ["formats", "broken"] as const) {
  test(`every movie of ${kind} opens, or is refused with one sentence`, async ({ app }) => {
    test.setTimeout(300_000);
    const folder = sharedMovies(kind);
    test.skip(folder === null, "the shared test movies are not there");
    for (const name of readdirSync(folder ?? ".").sort()) {
      await app.open(join(folder ?? ".", name));
      const opened = app.page.getByRole("banner").getByText(name);
      const refused = app.alert.filter({ hasText: name });
      await expect(opened.or(refused).first()).toBeVisible();
      if (await refused.count()) {
        await expectPlainMessage(app, /./);
        await app.alert.getByRole("button", { name: "Dismiss" }).click();
      } else {
        await expect(app.picture).toHaveAttribute("data-frame", "0");
        // What counts is that frames come, and there are many: the quickest of all methods will do.
        const method = app.page.getByRole("combobox", { name: "Method", exact: true });
        if (kind === "formats") await method.selectOption("lucas-kanade");
        await app.indexed();
        // A movie of one frame has no timeline.
        const lasts = await app.timeline.evaluateAll((all) =>
          all.map((one) => Number(one.getAttribute("max"))),
        );
        const last = lasts[0] ?? 0;
        if (last > 1) {
          await app.timeline.fill(String(last - 1));
          const tooSmall = app.page.getByText("needs pictures of at least 9 x 9 pixels");
          await expect(app.picture).toHaveAttribute("data-frame", String(last - 1));
          if (name === "1x1_pixel.mp4") await expect(tooSmall).toBeVisible();
          else await app.shows(last - 1);
        }
      }
    }
  });
}

test("a movie of one frame offers nothing that needs two, and says so beside its controls", async ({
  app,
  folder,
}) => {
  await app.open(makeMovie(folder, "still.mp4", { rate: 1, seconds: 1 }));
  await app.shows(0, "no flow");
  const notice = app.page.getByRole("status").filter({ hasText: "The movie has a single frame" });
  await expect(notice).toBeVisible();
  for (const name of ["Next frame", "Last frame", "Set in", "Set out", "Suggest"])
    await expect(app.page.getByRole("button", { name, exact: true })).toBeDisabled();
  // That is all that is said, and there is no line of time.
  await expect(app.page.getByText("no next frame")).toHaveCount(0);
  await expect(app.page.getByText("Analyse shows here")).toHaveCount(0);
  await expect(app.page.getByText("Point at the picture")).toHaveCount(0);
  await expect(app.timeline).toHaveCount(0);
  const zoom = app.button("Fit picture");
  const bottom = async () => {
    const box = await notice.boundingBox();
    return (box?.y ?? 0) + (box?.height ?? 0);
  };
  const below = await bottom();
  await expect.poll(async () => (await zoom.boundingBox())?.y ?? 0).toBeGreaterThan(below);
  await notice.getByRole("button", { name: "Dismiss" }).click();
  await expect.poll(async () => (await zoom.boundingBox())?.y ?? 1e9).toBeLessThan(below + 12);
});
