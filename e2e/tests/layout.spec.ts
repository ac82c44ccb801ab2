import { expect, test } from "../fixtures/app";
import { makeMovie } from "../fixtures/movies";
import type { KinoflowWindow } from "../page-objects/kinoflow-window";

/** Makes what the window shows so large, in CSS pixels. */
async function resize(app: KinoflowWindow, width: number, height: number): Promise<void> {
  await app.inMain(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h), [
    width,
    height,
  ] as const);
  await expect.poll(() => app.page.evaluate(() => [innerWidth, innerHeight])).toEqual([width, height]);
}

/** Controls of the bars that are not wholly in the window, or that something else lies over. */
function outOfReach(app: KinoflowWindow): Promise<readonly string[]> {
  return app.page.evaluate(() =>
    [...document.querySelectorAll(".toolbar, .tools, .transport__row, .timeline__head, .tabs")]
      .flatMap((bar) => [...bar.querySelectorAll("button, select, input")])
      // Sliders give way to the rest: their values are to be had elsewhere.
      .filter((control) => !control.matches("[type=range]") || control.checkVisibility())
      .filter((control) => {
        const { left, right, top, bottom, width } = control.getBoundingClientRect();
        const inside = width > 0 && left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
        const hit = [left + 2, (left + right) / 2, right - 2].map((x) =>
          document.elementFromPoint(x, (top + bottom) / 2),
        );
        return !inside || !hit.every((element) => element !== null && control.contains(element));
      })
      .map((control) => control.getAttribute("aria-label") ?? control.textContent ?? control.tagName),
  );
}

async function choose(app: KinoflowWindow, typed: string): Promise<void> {
  await app.page.keyboard.press("Control+k");
  await app.page.keyboard.type(typed);
  await app.page.keyboard.press("Enter");
}

test("at 900 by 600 every control of the bars is in the window and can be reached", async ({ app }) => {
  await app.openSample();
  await resize(app, 900, 600);
  await expect.poll(() => outOfReach(app)).toEqual([]);
  await expect(app.button("Streamlines")).toBeVisible();
  await app.button("Export…").click();
  await app.page.keyboard.press("Escape");
  await choose(app, "Language: Chinese");
  await expect(app.page.getByRole("button", { name: "流线" })).toBeVisible();
  await expect.poll(() => outOfReach(app)).toEqual([]);
});

test("after a choice in a drop-down the keys belong to the movie again", async ({ app }) => {
  await app.openSample();
  const { keyboard } = app.page;
  const map = app.page.getByRole("combobox", { name: "Map" });
  // With the mouse: the list opens, and has its keys until something is chosen.
  await map.click();
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await expect(map).toHaveValue("direction");
  await keyboard.press("ArrowRight");
  await app.shows(1);
  await expect(map).toHaveValue("direction");

  // With the keyboard: arrows choose until Enter.
  await map.focus();
  await keyboard.press("ArrowDown");
  await expect(map).toHaveValue("speed");
  await keyboard.press("ArrowDown");
  await expect(map).toHaveValue("divergence");
  await expect(map).toBeFocused();
  await keyboard.press("Enter");
  await expect(map).not.toBeFocused();
  await keyboard.press("ArrowRight");
  await app.shows(2);
  await expect(map).toHaveValue("divergence");

  // A list of the inspector and one of the transport, and a slider.
  await app.showTab("View");
  const colours = app.page.getByRole("combobox", { name: "Arrow colours" });
  await colours.focus();
  await colours.selectOption("speed");
  await keyboard.press("ArrowRight");
  await app.shows(3);
  await expect(colours).toHaveValue("speed");
  const spacing = app.page.getByRole("slider", { name: "Arrow spacing" });
  const before = await spacing.inputValue();
  await spacing.focus();
  await keyboard.press("ArrowRight");
  await expect(spacing).not.toHaveValue(before);
  await keyboard.press("Escape");
  await keyboard.press("ArrowRight");
  await app.shows(4);
});

test("the palette knows every control of the panels, also by other words, and goes there", async ({
  app,
}) => {
  await app.openSample();
  for (const word of ["wall", "noise", "mask"]) {
    await app.showTab("Flow");
    await app.page.keyboard.press("Control+k");
    await app.page.keyboard.type(word);
    await expect(app.page.getByRole("option", { name: "Minimum reliability" })).toBeVisible();
    await app.page.keyboard.press("Escape");
  }
  await choose(app, "wall");
  await expect(app.page.getByRole("tab", { name: "View" })).toHaveAttribute("aria-selected", "true");
  await expect(app.spin("Minimum reliability")).toBeFocused();
  await expect(app.spin("Minimum reliability")).toBeInViewport({ ratio: 1 });
  await app.page.keyboard.type("0.5");
  await app.page.keyboard.press("Enter");
  await app.page.keyboard.press("ArrowRight");
  await app.shows(1);
  await expect(app.spin("Minimum reliability")).toHaveValue("0.5");

  // A tab begins at its top, wherever the one before was scrolled to.
  await app.showTab("Flow");
  await expect(app.page.getByRole("combobox", { name: "Flow method" })).toBeInViewport();
  // A switch is a command.
  await choose(app, "outline");
  await app.showTab("View");
  await expect(app.page.getByRole("switch", { name: "Rim", exact: true })).not.toBeChecked();

  // None is forgotten: each control of the panels carries the name by which the palette goes to it.
  for (const tab of ["Flow", "View", "Measure"]) {
    await app.page.getByRole("tab", { name: tab, exact: true }).click();
    const nameless = await app.page.evaluate(() =>
      [...document.querySelectorAll(".inspector [role=tabpanel] :is(input, select)")]
        .filter((control) => control.closest("[data-control]") === null)
        .map((control) => control.getAttribute("aria-label") ?? control.id),
    );
    expect(nameless).toEqual([]);
  }
});

test("a picture that is higher than wide has the whole height, and the panels stand beside it", async ({
  launch,
  folder,
}) => {
  const movie = makeMovie(folder, "portrait.mp4", { size: "406x720", seconds: 1 });
  const app = await launch({ args: [movie] });
  await app.shows(0);
  for (const [width, height] of [
    [1280, 800],
    [900, 600],
  ] as const) {
    await resize(app, width, height);
    // Only the bar at the top and the line at the bottom are left of the window's height.
    await expect.poll(async () => (await app.picture.boundingBox())?.height).toBe(height - 68);
    await expect.poll(() => outOfReach(app)).toEqual([]);
    const picture = await app.picture.boundingBox();
    const timeline = await app.timeline.boundingBox();
    expect(timeline?.x).toBeGreaterThan((picture?.x ?? 0) + (picture?.width ?? 0));
  }
  // Without the inspector the timeline has the column.
  await app.button("Inspector").click();
  await expect.poll(async () => (await app.timeline.boundingBox())?.height).toBeGreaterThan(300);
  await expect.poll(async () => (await app.picture.boundingBox())?.height).toBe(600 - 68);
  await app.page.keyboard.press("f");
  // Alone, on the full screen, it has all of that.
  await expect
    .poll(
      async () => (await app.picture.boundingBox())?.width === (await app.page.evaluate(() => innerWidth)),
    )
    .toBe(true);
});
