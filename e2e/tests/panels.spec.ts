import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "../fixtures/app";
import { makeMovie } from "../fixtures/movies";
import type { KinoflowWindow } from "../page-objects/kinoflow-window";

/** Does something, and waits until the picture looks different. */
async function expectAnotherPicture(app: KinoflowWindow, act: () => Promise<unknown>): Promise<void> {
  const before = await app.canvasPng();
  await act();
  await expect.poll(async () => before.equals(await app.canvasPng())).toBe(false);
}

test("layers are chosen in the toolbar, several at a time, and the picture has them", async ({ app }) => {
  await app.openSample();
  const map = app.page.getByRole("combobox", { name: "Map" });
  await expect(app.button("Arrows")).toHaveAttribute("aria-pressed", "true");
  await expect(map).toHaveValue("none");
  const pictures = new Set([(await app.canvasPng()).toString("base64")]);
  for (const kind of [
    "direction",
    "speed",
    "divergence",
    "vorticity",
    "shear",
    "reliability",
    "difference",
    "uncertainty",
    "forward-backward",
  ]) {
    await map.selectOption(kind);
    // Each map looks like no other, under the same arrows.
    await expect
      .poll(async () => pictures.size < pictures.add((await app.canvasPng()).toString("base64")).size)
      .toBe(true);
  }
  await app.button("Streamlines").click();
  await app.button("Arrows").click();
  await expect(app.button("Streamlines")).toHaveAttribute("aria-pressed", "true");
  await expect
    .poll(async () => pictures.size < pictures.add((await app.canvasPng()).toString("base64")).size)
    .toBe(true);
  await expect(app.stat("vectors")).toHaveText("0");
  await app.chooseMap("none");
  await app.page.keyboard.press("c");
  await expect(map).toHaveValue("forward-backward");
});

test("the view's settings follow the map, and tabs go by key", async ({ app }) => {
  await app.openSample();
  const tab = (name: string) => app.page.getByRole("tab", { name, exact: true });
  await tab("Flow").focus();
  await app.page.keyboard.press("ArrowRight");
  await expect(tab("View")).toHaveAttribute("aria-selected", "true");
  await expect(tab("View")).toBeFocused();
  // The key went to the tabs, and not through the movie.
  await expect(app.timeline).toHaveValue("0");
  await tab("Flow").click();
  await tab("View").click();
  await app.page.keyboard.press("ArrowRight");
  await expect(app.timeline).toHaveValue("1");
  await expect(tab("View")).toHaveAttribute("aria-selected", "true");

  await app.chooseMap("vorticity");
  await app.setNumber("Full colour at", 0.4);
  await app.chooseMap("speed");
  await expect(app.spin("Full colour at")).not.toHaveValue("0.4");
  await app.chooseMap("shear");
  await expect(app.spin("Full colour at")).toHaveValue("0.4");
  await app.chooseMap("reliability");
  await expect(app.spin("Full colour at")).toHaveCount(0);

  // What lies under the arrows is kept from its second drawing on.
  for (const brightness of [80, 60, 20])
    await expectAnotherPicture(app, () => app.setNumber("Footage brightness", brightness));
  const colours = app.page.getByRole("combobox", { name: "Arrow colours" });
  await expectAnotherPicture(app, () => colours.selectOption("direction"));
  await expectAnotherPicture(app, () => app.page.getByRole("switch", { name: "Rim", exact: true }).uncheck());
  await expect(app.page.getByLabel("Colour of arrows")).toBeDisabled();
});

test("changes of flow and view are taken back and made again", async ({ app }) => {
  await app.openSample();
  const undo = app.button("Undo");
  const redo = app.button("Redo");
  await expect(undo).toBeDisabled();
  await app.chooseMethod("lucas-kanade");
  await app.chooseMap("speed");
  // A slider that is dragged is one step, however many values it passes.
  const slider = app.page.getByRole("slider", { name: "Window radius" });
  const box = await slider.boundingBox();
  if (!box) throw new Error("There is no slider.");
  await app.page.mouse.move(box.x + 10, box.y + box.height / 2);
  await app.page.mouse.down();
  await app.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 5 });
  await app.page.mouse.up();
  await expect(app.spin("Window radius")).not.toHaveValue("2");
  const dragged = await app.spin("Window radius").inputValue();

  await app.timeline.focus();
  await app.page.keyboard.press("Control+z");
  await expect(app.spin("Window radius")).toHaveValue("2");
  await app.page.keyboard.press("Control+z");
  await expect(app.page.getByRole("combobox", { name: "Map" })).toHaveValue("none");
  await undo.click();
  await expect(app.page.getByRole("combobox", { name: "Method", exact: true })).toHaveValue("balanced");
  await expect(undo).toBeDisabled();
  await app.timeline.focus();
  await app.page.keyboard.press("Control+y");
  await app.page.keyboard.press("Control+Shift+z");
  await redo.click();
  await expect(app.spin("Window radius")).toHaveValue(dragged);
  await expect(redo).toBeDisabled();

  // The scale of arrows is the movie's until a person has a number of their own.
  await app.showTab("View");
  await expect(app.button("Auto")).toHaveAttribute("aria-pressed", "true");
  const auto = await app.movieScale();
  await app.setNumber("Arrow scale", 3.5);
  await expect(app.button("Auto")).toHaveAttribute("aria-pressed", "false");
  await app.setNumber("Arrow spacing", 48);
  await expect(app.spin("Arrow scale")).toHaveValue("3.5");
  await app.button("Auto").click();
  await expect(app.spin("Arrow scale")).not.toHaveValue("3.5");
  expect(Number(await app.spin("Arrow scale").inputValue()) / Number(auto)).toBeCloseTo(2, 0);
  for (const scale of ["3.5", "3.5", auto]) {
    await undo.click();
    await expect(app.spin("Arrow scale")).toHaveValue(scale);
  }
  await expect(app.button("Auto")).toHaveAttribute("aria-pressed", "true");
  await app.showTab("Flow");

  // While a number is being typed, the key is about its text.
  await app.spin("Window radius").fill("9");
  await app.page.keyboard.press("Control+z");
  await expect(app.page.getByRole("combobox", { name: "Map" })).toHaveValue("speed");
});

test("presets of one's own are kept, used, renamed, overwritten and deleted", async ({ launch, folder }) => {
  const userData = join(folder, "presets-user-data");
  const app = await launch({ userData });
  await app.openSample();
  await app.setNumber("Arrow spacing", 55);
  await app.chooseMethod("accurate");
  await app.showTab("Flow");
  const name = app.page.getByRole("textbox", { name: "Preset name" });
  await expect(app.button("Save")).toBeDisabled();
  await name.fill("  Wide and exact ");
  await app.button("Save").click();
  const saved = app.button("Use preset Wide and exact");
  await expect(saved).toHaveAttribute("aria-pressed", "true");

  await app.setNumber("Arrow spacing", 20);
  await app.chooseMethod("fast");
  await app.showTab("Flow");
  await expect(saved).toHaveAttribute("aria-pressed", "false");
  await name.fill("Quick");
  await name.press("Enter");
  await app.button("Rename preset Quick").click();
  const renaming = app.page.getByRole("textbox", { name: "New name of preset Quick" });
  await renaming.fill("Wide and exact");
  await renaming.press("Enter");
  await expect(app.page.getByText("There is a preset named Wide and exact already")).toBeVisible();
  await app.button("Rename preset Quick").click();
  await renaming.fill("Draft");
  await renaming.press("Enter");
  await expect(app.button("Use preset Draft")).toBeVisible();
  await app.quit();

  const again = await launch({ userData });
  await again.openSample();
  await again.button("Use preset Wide and exact").click();
  await expect(again.picture).toHaveAttribute("data-preset", "accurate");
  await again.showTab("View");
  await expect(again.spin("Arrow spacing")).toHaveValue("55");
  await again.setNumber("Arrow spacing", 33);
  await again.showTab("Flow");
  await again.page.getByRole("textbox", { name: "Preset name" }).fill("Wide and exact");
  await again.button("Overwrite").click();
  await again.button("Use preset Draft").click();
  await again.button("Use preset Wide and exact").click();
  await again.button("Delete preset Draft").click();
  await expect(again.button("Use preset Draft")).toHaveCount(0);
  await again.showTab("View");
  await expect(again.spin("Arrow spacing")).toHaveValue("33");
});

test("suggests parameters from what it measures, sets them when told to, and takes them back", async ({
  app,
}) => {
  await app.openSample();
  await app.chooseMethod("lucas-kanade");
  await app.setNumber("Window radius", 11);
  await app.button("Suggest").click();
  const proposal = app.page.getByRole("region", { name: "Suggested method and parameters" });
  await expect(proposal).toContainText(/95 % of the reliable pixels below [\d.]+ px\/frame/);
  await expect(proposal).toContainText(/grey levels/);
  await expect(proposal).toContainText(/Lucas-Kanade \(WebAssembly\) → (Fast|Balanced|Accurate)/);
  // Nothing has changed yet, and nothing does when it is dismissed.
  await expect(app.spin("Window radius")).toHaveValue("11");
  await proposal.getByRole("button", { name: "Dismiss" }).click();
  await expect(proposal).toBeHidden();
  await expect(app.spin("Window radius")).toHaveValue("11");
  await app.button("Suggest").click();
  await proposal.getByRole("button", { name: "Apply" }).click();
  await expect(app.page.getByRole("combobox", { name: "Flow method" })).toHaveValue("dense-pyramidal");
  await expect(proposal).toBeHidden();
  await app.button("Undo this").click();
  await expect(app.spin("Window radius")).toHaveValue("11");
  await expect(app.button("Undo this")).toBeHidden();
});

test("the figures of a frame are copied with all that they depend on", async ({ app }) => {
  await app.openSample();
  await app.timeline.fill("7");
  await app.shows(7);
  await app.figuresFollow();
  await app.button("Copy as JSON").click();
  await expect(app.button("Copied")).toBeVisible();
  const report = JSON.parse(await app.askMain(({ clipboard }) => clipboard.readText()));
  expect(report).toMatchObject({
    program: { name: "Kinoflow" },
    movie: { width: 640, frameCount: expect.any(Number) },
    frame: { number: 7 },
    flow: { method: "dense-pyramidal", preset: "balanced", parameters: { smallestSide: 16 } },
    motion: { meanSpeed: expect.any(Number) },
    times: { decodeMs: expect.any(Number), pyramidMs: expect.any(Number), drawMs: expect.any(Number) },
    memory: { frameBytes: expect.any(Number), processes: expect.any(Array) },
  });
  // No path of the person's is in it.
  expect(JSON.stringify(report)).not.toContain("/");
});

test("the table of all frames says which are missing, and is exported when they are analysed", async ({
  app,
  folder,
}) => {
  await app.open(makeMovie(folder, "short.mp4", { size: "160x120", seconds: 1 }));
  await app.shows(0);
  const path = join(folder, "table.csv");
  await app.answerSaveDialog(path);
  // Who looks for it among the exports finds it, with the inspector closed too.
  await app.button("Inspector").click();
  await app.button("Export…").click();
  await app.button("All frames as CSV…").click();
  const dialog = app.page.getByRole("dialog", { name: "Export all frames as CSV" });
  await expect(dialog.getByText("No frame of the movie is analysed yet")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Export what there is…" })).toBeDisabled();
  await dialog.getByRole("button", { name: "Analyse first" }).click();
  await expect(dialog.getByText("All is analysed: 25 frames.")).toBeVisible();
  await dialog.getByRole("button", { name: "Export…" }).click();
  await expect(dialog.getByText("table.csv is ready, with 25 frames.")).toBeVisible();
  const lines = readFileSync(path, "utf8").trim().split("\n");
  expect(lines).toHaveLength(26);
  expect(lines[0]).toMatch(/^frame,time,dt,mean_u,/);
  expect(lines[25]).toMatch(/^24,0\.96,,,/);
});
