import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { _electron as electron } from "playwright/test";
import { environment, executablePath, expect, ROOT, switches, test } from "../fixtures/app";
import { makeMovie, sharedMovies } from "../fixtures/movies";
import type { KinoflowWindow } from "../page-objects/kinoflow-window";

test("the start screen says what to do, and the sample is made where there is none", async ({ launch }) => {
  const app = await launch({ makesSample: true });
  await expect(app.page.getByText("Drop a movie here")).toBeVisible();
  await expect(app.button("Open the sample")).toBeVisible();
  await expect(app.timeline).toBeHidden();
  await app.openSample();
});

test("with the Open… button and the File menu", async ({ app, folder }) => {
  await app.open(makeMovie(folder, "first one.mp4"));
  await app.shows(0);
  await expect(app.page.getByText("first one.mp4")).toBeVisible();
  const second = makeMovie(folder, "second.mp4", { size: "160x120" });
  await app.inMain(({ dialog }, file) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] });
  }, second);
  await app.chooseFromMenu("File", "Open…");
  await expect(app.page.getByText("second.mp4")).toBeVisible();
  await app.shows(0);
});

test("a dialog that is closed without a choice changes nothing", async ({ app }) => {
  await app.inMain(({ dialog }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] });
  });
  await app.button("Open…").click();
  await expect(app.page.getByText("Drop a movie here")).toBeVisible();
  await expect(app.alert).toHaveCount(0);
});

test("named on the command line", async ({ launch, folder }) => {
  const app = await launch({ args: [makeMovie(folder, "named, with [odd] 'signs' – 电影.mp4")] });
  await app.shows(0);
  await expect(app.page.getByText("named, with [odd] 'signs' – 电影.mp4")).toBeVisible();
});

test("by the desktop, as macOS does it", async ({ app, folder }) => {
  const path = makeMovie(folder, "from-finder.mp4");
  await app.inMain(({ app: electronApp }, file) => {
    electronApp.emit("open-file", { preventDefault: () => undefined }, file);
  }, path);
  await app.shows(0);
  await expect(app.page.getByText("from-finder.mp4")).toBeVisible();
});

test("by a second start, which hands its file to the first and ends", async ({ app, folder, display }, {
  timeout,
}) => {
  const path = makeMovie(folder, "second-start.mp4");
  const userData = await app.askMain(({ app: electronApp }) => electronApp.getPath("userData"));
  // The second start ends at once, so Playwright cannot attach to it; that it cannot is part of what is expected.
  await electron
    .launch({ executablePath, args: [...switches(userData), ROOT, path], env: environment(display), timeout })
    .then((second) => second.close())
    .catch(() => undefined);
  await app.shows(0);
  await expect(app.page.getByText("second-start.mp4")).toBeVisible();
});

/** Drops files of the file system and whatever else on the window; a file that a script makes has no path. */
async function drop(
  app: KinoflowWindow,
  paths: readonly string[],
  others: { readonly data?: Readonly<Record<string, string>>; readonly madeFile?: string } = {},
): Promise<void> {
  // Real files come out of a file input, which Chromium fills for us.
  await app.page.evaluate(() => {
    const input = document.createElement("input");
    document.body.append(Object.assign(input, { type: "file", id: "test-file", multiple: true }));
  });
  await app.page.setInputFiles("#test-file", [...paths]);
  await app.page.evaluate(({ data = {}, madeFile }) => {
    const input = document.getElementById("test-file") as HTMLInputElement;
    const dataTransfer = new DataTransfer();
    for (const file of input.files ?? []) dataTransfer.items.add(file);
    if (madeFile !== undefined) dataTransfer.items.add(new File(["pixels"], madeFile));
    for (const [type, text] of Object.entries(data)) dataTransfer.setData(type, text);
    input.remove();
    for (const type of ["dragenter", "dragover", "drop"]) {
      document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
    }
  }, others);
}

test("dropped on the window: movies, and what is none", async ({ app, folder }) => {
  await drop(app, [], { data: { "text/uri-list": "https://example.org/clip.mp4" } });
  await expect(app.alert).toHaveText(/^A link is not a movie file; save the movie/);
  await drop(app, [], { data: { "text/plain": "clip.mp4" } });
  await expect(app.alert).toHaveText(/^Text is not a movie/);
  await drop(app, [], { madeFile: "picture.png" });
  await expect(app.alert).toHaveText(/^picture\.png is not a file on a disk/);
  await drop(app, [makeMovie(folder, "dropped.mp4")]);
  await app.shows(0);
  await expect(app.page.getByText("dropped.mp4")).toBeVisible();
  await expect(app.alert).toHaveCount(0);
  await drop(app, [makeMovie(folder, "one.mp4"), makeMovie(folder, "two.mp4")]);
  await expect(app.page.getByRole("banner").getByText("one.mp4")).toBeVisible();
  await expect(app.page.getByText("2 files were dropped; one.mp4 is opened")).toBeVisible();
});

test("the last of several movies that are opened at once wins", async ({ app, folder }) => {
  const paths = ["one.mp4", "two.mp4", "three.mp4"].map((name) => makeMovie(folder, name));
  await app.inMain(({ app: electronApp }, files) => {
    for (const file of files) electronApp.emit("open-file", { preventDefault: () => undefined }, file);
  }, paths);
  await expect(app.page.getByText("three.mp4")).toBeVisible();
  await app.shows(0);
});

test("every real movie opens, and any of its frames is shown", async ({ app }) => {
  test.setTimeout(300_000);
  const folder = sharedMovies("real");
  test.skip(folder === null, "the shared test movies are not there");
  for (const name of readdirSync(folder ?? ".").sort()) {
    await test.step(name, async () => {
      await app.open(join(folder ?? ".", name));
      await expect(app.page.getByRole("banner").getByText(name)).toBeVisible();
      await app.shows(0);
      await app.chooseMethod("lucas-kanade");
      await app.indexed();
      const last = Number(await app.timeline.getAttribute("max"));
      for (const frame of [Math.floor(last / 2), 1, last - 1]) {
        await app.timeline.fill(String(frame));
        await app.shows(frame);
      }
      await expect(app.alert).toHaveCount(0);
    });
  }
});

test("the window is locked up", async ({ app }) => {
  const page = await app.page.evaluate(() => ({
    globals: ["require", "process", "module", "Buffer"].filter((name) => name in window),
    api: Object.keys((window as unknown as { kinoflow: object }).kinoflow).sort(),
    origin: location.origin,
  }));
  expect(page).toEqual({ globals: [], api: ["on", "openDroppedFile", "request"], origin: "app://kinoflow" });
  const preferences = await app.askMain(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    const { sandbox, contextIsolation, nodeIntegration, webSecurity } = contents.getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webSecurity };
  });
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
  });
});

test("the page can load nothing from elsewhere, run no inline script, and leave for nowhere", async ({
  app,
}) => {
  const outcome = await app.page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "window.inlineRan = true";
    document.head.append(script);
    const outside = await fetch("https://example.com/").then(
      () => "loaded",
      () => "refused",
    );
    const climbing = await fetch("app://kinoflow/..%2f..%2fpackage.json").then((response) => response.status);
    const popup = window.open("http://example.com/");
    location.href = "https://example.com/";
    return { inline: "inlineRan" in window, outside, climbing, popup: popup === null };
  });
  expect(outcome).toEqual({ inline: false, outside: "refused", climbing: 404, popup: true });
  expect(app.page.url()).toBe("app://kinoflow/");
});

test("requests that do not fit the contract are refused", async ({ app }) => {
  const outcomes = await app.page.evaluate(async () => {
    const { request } = (
      window as unknown as { kinoflow: { request(...args: readonly unknown[]): Promise<unknown> } }
    ).kinoflow;
    return Promise.all([
      request("export:run", { token: "x", start: -1 }),
      request("movie:open-dropped", { path: "" }),
      request("compare:run", { token: "none", frame: 0, windowRadius: 2 }),
      request("no:such-channel").then(
        () => "answered",
        () => "refused",
      ),
    ]);
  });
  expect(outcomes[0]).toMatchObject({ ok: false, error: { code: "invalid-argument" } });
  expect(outcomes[1]).toMatchObject({ ok: false, error: { code: "invalid-argument" } });
  expect(outcomes[2]).toMatchObject({ ok: false, error: { code: "invalid-argument" } });
  expect(outcomes[3]).toBe("refused");
});

test("the About box names the versions at work", async ({ app }) => {
  await app.inMain(({ dialog }) => {
    const shown: unknown[] = [];
    Object.assign(globalThis, { shown });
    dialog.showMessageBox = ((...args: readonly unknown[]) => {
      shown.push(args.at(-1));
      return Promise.resolve({ response: 0, checkboxChecked: false });
    }) as typeof dialog.showMessageBox;
  });
  await app.chooseFromMenu("Help", "About Kinoflow");
  const version = JSON.parse(readFileSync(`${ROOT}/package.json`, "utf8")).version as string;
  await expect
    .poll(() => app.askMain(() => JSON.stringify((globalThis as unknown as { shown: unknown }).shown)))
    .toMatch(new RegExp(`Kinoflow ${version.replaceAll(".", "\\.")}.*Electron \\d.*ffmpeg \\S+ \\(`));
});
