import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "../fixtures/app";
import { makeMovie } from "../fixtures/movies";
import type { KinoflowWindow } from "../page-objects/kinoflow-window";

function dialog(app: KinoflowWindow, name: string) {
  return app.page.getByRole("dialog", { name });
}

/** Labels of the application menu, with the entries below them. */
async function menuLabels(app: KinoflowWindow): Promise<Record<string, string[]>> {
  return app.askMain(({ Menu }) =>
    Object.fromEntries(
      (Menu.getApplicationMenu()?.items ?? []).map((item) => [
        item.label.replace("&", ""),
        (item.submenu?.items ?? []).map(({ label }) => label),
      ]),
    ),
  );
}

/** Which of its themes the window is painted in, by the lightness of its ground. */
async function darkOrLight(app: KinoflowWindow): Promise<"dark" | "light"> {
  return app.page.evaluate(() => {
    const context = document.createElement("canvas").getContext("2d");
    if (!context) throw new Error("There is no canvas.");
    context.fillStyle = getComputedStyle(document.body).backgroundColor;
    context.fillRect(0, 0, 1, 1);
    return (context.getImageData(0, 0, 1, 1).data[1] ?? 0) < 128 ? "dark" : "light";
  });
}

/** The frame of the picture on the screen. */
async function shownFrame(app: KinoflowWindow): Promise<number> {
  return Number(await app.picture.getAttribute("data-frame"));
}

test("the palette finds a command by a few letters and does it", async ({ app, folder }) => {
  await app.open(makeMovie(folder, "clip.mp4"));
  await app.shows(0);
  await app.page.keyboard.press("ControlOrMeta+k");
  const palette = dialog(app, "Commands");
  const search = palette.getByRole("combobox", { name: "Search commands" });
  await expect(search).toBeFocused();
  const chosen = palette.getByRole("option", { selected: true });

  await search.fill("lastfr");
  await expect(chosen).toContainText("Last frame");
  await expect(chosen).toContainText("End");
  await search.fill("");
  const first = await chosen.textContent();
  await search.press("ArrowDown");
  await expect(chosen).not.toHaveText(first ?? "");
  await search.press("ArrowUp");
  await expect(chosen).toHaveText(first ?? "");

  await search.fill("qqqqqq");
  await expect(palette.getByRole("status")).toHaveText("No command matches “qqqqqq”.");
  await search.fill("last frame");
  await search.press("Enter");
  await expect(palette).toBeHidden();
  await app.shows(49, "no flow");

  await app.page.keyboard.press("ControlOrMeta+k");
  await search.press("ControlOrMeta+k");
  await expect(palette).toBeHidden();
  await app.page.keyboard.press("ControlOrMeta+k");
  await palette.getByRole("option", { name: "Legend" }).click();
  await expect(app.button("Legend")).toHaveAttribute("aria-pressed", "false");
});

test("without a movie the palette offers what can be done without one", async ({ app }) => {
  await app.page.keyboard.press("ControlOrMeta+k");
  const palette = dialog(app, "Commands");
  await expect(palette.getByRole("option", { name: "Open the sample" })).toBeVisible();
  const forbidden = palette.getByRole("option", { name: "Export overlay video" });
  await expect(forbidden).toBeDisabled();
  await expect(forbidden).toContainText("no movie is open");
  await app.page.keyboard.press("Escape");
  await expect(palette).toBeHidden();
});

test("the sheet of keys is searched by name and by key", async ({ app }) => {
  await app.page.keyboard.press("?");
  const sheet = dialog(app, "Keyboard shortcuts");
  const rows = sheet.getByRole("term");
  await expect(rows.filter({ hasText: "Go to frame or time" })).toBeVisible();
  const search = sheet.getByRole("searchbox");
  await expect(search).toBeFocused();
  await search.fill("ctrl+e");
  await expect(rows.filter({ hasText: "Export overlay video…" })).toBeVisible();
  await search.fill("g");
  await expect(rows).toHaveText(["Go to frame or time…"]);
  await search.fill("full scr");
  await expect(rows).toHaveText(["Full screen"]);
  await app.page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
});

test("J, K and L play backwards, pause and play forwards, faster with every press", async ({
  app,
  folder,
}) => {
  await app.open(makeMovie(folder, "clip.mp4", { seconds: 8 }));
  await app.shows(0);
  const speed = app.page.getByRole("combobox", { name: "Speed" });
  const speedText = () =>
    speed.evaluate((select: HTMLSelectElement) => select.selectedOptions[0]?.textContent);

  await app.setNumber("Frame", 100);
  await app.shows(100);
  await app.page.keyboard.press("j");
  await expect.poll(speedText).toBe("−1×");
  await expect.poll(() => shownFrame(app)).toBeLessThan(95);
  await app.page.keyboard.press("j");
  await expect.poll(speedText).toBe("−2×");
  await app.page.keyboard.press("k");
  await expect(app.button("Play")).toBeVisible();
  await app.setNumber("Frame", 20);
  await app.page.keyboard.press("l");
  await app.page.keyboard.press("l");
  await app.page.keyboard.press("l");
  await expect.poll(speedText).toBe("4×");
  await expect(app.page.getByTestId("rate")).toHaveText(/^\d+\.\d of 100 fps$/);
  await app.page.keyboard.press("k");
  await expect.poll(speedText).toBe("1×");
  await expect(app.page.getByTestId("rate")).toHaveText("25 fps");
  expect(await shownFrame(app)).toBeGreaterThan(20);
  await app.setNumber("Frame", 20);
  await app.page.keyboard.press(",");
  await app.shows(19);
  await app.page.keyboard.press(".");
  await app.shows(20);
});

test("a loop plays the marked range again and again", async ({ app, folder }) => {
  await app.open(makeMovie(folder, "clip.mp4"));
  await app.shows(0);
  await app.setNumber("Frame", 10);
  await app.page.keyboard.press("i");
  await app.setNumber("Frame", 14);
  await app.page.keyboard.press("o");
  await app.page.keyboard.press("r");
  await expect(app.button("Loop")).toHaveAttribute("aria-pressed", "true");
  const seen = await app.picture.evaluate(
    (canvas: HTMLElement) =>
      new Promise<string[]>((resolve) => {
        const frames: string[] = [];
        const observer = new MutationObserver(() => {
          const frame = canvas.dataset.frame ?? "";
          if (frames.at(-1) !== frame) frames.push(frame);
          // Twice round at least, whatever is left out.
          if (frames.length < 15) return;
          observer.disconnect();
          resolve(frames);
        });
        observer.observe(canvas, { attributeFilter: ["data-frame"] });
        window.dispatchEvent(new KeyboardEvent("keydown", { key: " ", code: "Space" }));
      }),
  );
  for (const frame of seen) expect(["10", "11", "12", "13", "14"]).toContain(frame);
  await app.page.keyboard.press("Space");
  await expect(app.button("Play")).toBeVisible();
});

test("goes to a frame, a time and a share, and says what it did not understand", async ({ app, folder }) => {
  await app.open(makeMovie(folder, "clip.mp4"));
  await app.shows(0);
  const goTo = dialog(app, "Go to frame or time");
  const field = goTo.getByRole("textbox", { name: "Frame or time" });
  for (const [typed, frame] of [
    ["30", 30],
    ["0.4s", 10],
    ["0:01.6", 40],
    ["50 %", 25],
  ] as const) {
    await app.page.keyboard.press("g");
    await expect(field).toBeFocused();
    await field.fill(typed);
    await field.press("Enter");
    await expect(goTo).toBeHidden();
    await app.shows(frame);
  }
  await app.page.keyboard.press("g");
  await field.fill("99");
  await field.press("Enter");
  await expect(goTo.getByRole("alert")).toHaveText("There is no frame 99; frames go from 0 to 49.");
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await goTo.getByRole("button", { name: "Cancel" }).click();
  await app.shows(25);
});

test("settings take effect at once, and are kept", async ({ launch, folder }) => {
  const app = await launch({ args: [makeMovie(folder, "clip.mp4")] });
  await app.shows(0);
  await app.setNumber("Frame", 30);
  await app.shows(30);
  await app.page.keyboard.press("ControlOrMeta+,");
  const settings = dialog(app, "Settings");
  // From one to the other and back, so that neither can be what the system has anyway.
  for (const theme of ["dark", "light"] as const) {
    await settings.getByRole("combobox", { name: "Theme" }).selectOption(theme);
    await expect.poll(() => darkOrLight(app)).toBe(theme);
  }
  await settings.getByRole("combobox", { name: "Times as" }).selectOption("timecode");
  await expect(app.page.getByTestId("time")).toHaveText("00:00:01:05");
  const memory = settings.getByRole("group", { name: "Memory for frames" });
  await memory.getByRole("checkbox", { name: "Automatic" }).uncheck();
  await memory.getByRole("spinbutton").fill("200");
  await memory.getByRole("spinbutton").press("Enter");
  await settings.getByRole("group", { name: "Threads" }).getByRole("checkbox").uncheck();
  await expect(settings.getByRole("group", { name: "ffmpeg" })).toContainText(/\d+\.\d+.*ffmpeg/);
  await app.inMain(({ dialog: system }, path) => {
    system.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, process.execPath);
  await settings.getByRole("button", { name: "Choose…" }).click();
  await expect(settings.getByRole("alert")).toHaveText(/ffmpeg/);
  await app.quit();

  const again = await launch();
  await again.page.keyboard.press("ControlOrMeta+,");
  const kept = dialog(again, "Settings");
  await expect(kept.getByRole("combobox", { name: "Theme" })).toHaveValue("light");
  await expect(kept.getByRole("combobox", { name: "Times as" })).toHaveValue("timecode");
  await expect(kept.getByRole("spinbutton", { name: "Megabytes for frames" })).toHaveValue("200");
  await expect(kept.getByRole("group", { name: "Threads" }).getByRole("checkbox")).not.toBeChecked();
});

test("another language changes labels, menus, errors and what comes after a restart", async ({
  launch,
  folder,
}) => {
  const app = await launch();
  expect((await menuLabels(app)).File).toContain("Open…");
  await app.page.keyboard.press("ControlOrMeta+,");
  await dialog(app, "Settings").getByRole("combobox", { name: "Language" }).selectOption("zh-CN");
  await expect(dialog(app, "设置")).toBeVisible();
  await expect.poll(async () => (await menuLabels(app))["文件(F)"]).toContain("打开…");
  await app.page.keyboard.press("Escape");
  await expect(app.button("打开示例影片")).toBeVisible();
  await expect(app.page.locator("html")).toHaveAttribute("lang", "zh-CN");
  const text = join(folder, "words.txt");
  writeFileSync(text, "No movie.");
  await app.inMain(({ dialog: system }, path) => {
    system.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, text);
  await app.button("打开…").click();
  await expect(app.alert).toHaveText(
    /^words\.txt：该文件不是 ffmpeg 能读取的影片，或开头已损坏；请选择其他文件。/,
  );
  await app.page.keyboard.press("ControlOrMeta+k");
  await app.page.getByRole("combobox", { name: "搜索命令" }).fill("settings");
  await expect(app.page.getByRole("option", { selected: true })).toContainText("设置…");
  await app.quit();

  const again = await launch();
  await expect(again.button("打开示例影片")).toBeVisible();
  expect((await menuLabels(again))["文件(F)"]).toContain("打开…");
});

test("recent movies are offered after a restart, with what became of them", async ({ launch, folder }) => {
  const app = await launch();
  const paths = ["first.mp4", "second.mp4", "third.mp4"].map((name) =>
    makeMovie(folder, name, { seconds: 1 }),
  );
  for (const path of paths) {
    await app.open(path);
    await expect(app.page.getByRole("heading", { level: 1 })).toHaveText(path.slice(folder.length + 1));
    await app.shows(0);
  }
  // The picture of the last one is made after it was opened.
  await app.page.keyboard.press("ControlOrMeta+Shift+o");
  await expect(app.page.getByRole("dialog").getByRole("listitem")).toHaveCount(3);
  await expect
    .poll(async () => {
      await app.page.evaluate(() => window.dispatchEvent(new Event("focus")));
      return app.page.getByRole("dialog").locator("img").count();
    })
    .toBe(3);
  await app.quit();
  renameSync(paths[0] ?? "", `${paths[0]}.moved`);

  const again = await launch();
  const list = again.page.getByRole("region", { name: "Recent movies" });
  await expect(list.getByRole("listitem")).toHaveText([/third\.mp4/, /second\.mp4/, /first\.mp4/]);
  await expect(list.getByRole("button", { name: /^not found first\.mp4/ })).toBeDisabled();
  await list.getByRole("button", { name: "Remove third.mp4 from the list" }).focus();
  await again.page.keyboard.press("Enter");
  await expect(list.getByRole("listitem")).toHaveText([/second\.mp4/, /first\.mp4/]);
  await list.getByRole("button", { name: /^second\.mp4/ }).focus();
  await again.page.keyboard.press("Enter");
  await again.shows(0);

  await again.page.keyboard.press("ControlOrMeta+Shift+o");
  const dialogList = again.page.getByRole("dialog").getByRole("region", { name: "Recent movies" });
  await expect(dialogList.getByRole("button", { name: /^second\.mp4/ })).toBeFocused();
  await dialogList.getByRole("button", { name: "Clear the list" }).click();
  await expect(again.page.getByText("The list is empty. Movies that you open appear here.")).toBeVisible();
});
