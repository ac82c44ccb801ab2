import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "../fixtures/app";
import { makeMovie, makeMovingTexture } from "../fixtures/movies";
import type { KinoflowWindow } from "../page-objects/kinoflow-window";

/** Goes to a frame with the field beside the transport's buttons. */
async function goTo(app: KinoflowWindow, frame: number): Promise<void> {
  await app.spin("Frame").fill(String(frame));
  await app.spin("Frame").press("Enter");
  await app.spin("Frame").blur();
  await app.shows(frame);
}

test("bookmarks have names, are gone to, can be taken back, and are there again after a restart", async ({
  launch,
  folder,
}) => {
  const movie = makeMovie(folder, "jumps.mp4");
  const userData = join(folder, "user-data");
  const app = await launch({ userData, args: [movie] });
  await app.shows(0);
  await app.indexed();
  await goTo(app, 12);
  await app.timeline.focus();
  await app.page.keyboard.press("Shift+B");
  const name = app.page.getByRole("textbox", { name: "Name", exact: true });
  await expect(name).toHaveValue("Bookmark 1");
  await name.fill("takes off");
  await app.page.keyboard.press("Enter");
  await goTo(app, 30);
  await app.timeline.focus();
  await app.page.keyboard.press("b");
  const marks = app.page.getByRole("list", { name: "Bookmarks on the timeline" }).getByRole("button");
  await expect(marks).toHaveCount(2);
  await expect(marks.first()).toHaveAttribute("title", /^takes off · /);

  await app.page.keyboard.press("Shift+N");
  await app.shows(12);
  await app.page.keyboard.press("b");
  await expect(marks).toHaveCount(1);
  await app.page.keyboard.press("Control+z");
  await expect(marks).toHaveCount(2);
  await app.quit();

  const again = await launch({ userData, args: [movie] });
  await again.shows(0);
  await again.indexed();
  await again.page.getByRole("tab", { name: "Measure", exact: true }).click();
  const list = again.page.getByRole("list", { name: "Bookmarks", exact: true });
  await expect(list.getByRole("listitem")).toHaveCount(2);
  await again.page.keyboard.press("Control+k");
  await again.page.getByRole("combobox", { name: /command/i }).fill("takes off");
  await again.page.keyboard.press("Enter");
  await again.shows(12);
  await again.button("Rename Bookmark 1").click();
  await again.page.getByRole("textbox", { name: "New name of Bookmark 1" }).fill("lands");
  await again.page.keyboard.press("Enter");
  await list.getByRole("button", { name: /^Go to lands/ }).click();
  await again.shows(30);
  await again.button("Delete lands").click();
  await expect(list.getByRole("listitem")).toHaveCount(1);
});

/** What the timeline says of a probe in the frame under the pointer or at the playhead. */
function curveAt(app: KinoflowWindow, probe: number) {
  return app.page.locator(`.timeline__readout [data-probe="${probe}"] .timeline__value`);
}

test("probes are curves on the timeline, and a table over time", async ({ app, folder }) => {
  const movie = makeMovingTexture(folder, "moving.mp4", { u: 3, v: -4, frames: 12 });
  await app.open(movie.path);
  await app.shows(0);
  await app.indexed();
  await app.timeline.focus();
  await app.page.keyboard.press("p");
  await app.page.keyboard.press("Control+Shift+A");
  await expect(curveAt(app, 1)).toHaveText(/^(4\.9|5\.0)\d$/);
  // Another one is read afterwards, without an analysis.
  await app.spin("x of probe 1").fill("60");
  await app.spin("x of probe 1").press("Enter");
  await app.spin("x of probe 1").blur();
  await app.page.getByRole("combobox", { name: "Curves of" }).selectOption("v");
  await expect(curveAt(app, 1)).toHaveText(/^−(3\.9|4\.0)\d$/);

  await goTo(app, 3);
  const shown = app.page.getByRole("table", { name: "Motion at the pinned probes" });
  const v = (await shown.getByRole("cell").nth(6).textContent()) ?? "";
  await expect(curveAt(app, 1)).toHaveText(v.trim());

  const path = join(folder, "probes.csv");
  await app.answerSaveDialog(path);
  await app.button("Values as CSV…").click();
  await app.button("Save…").click();
  await expect(app.page.getByText("Saved 12 frames to probes.csv.")).toBeVisible();
  const [about = "", names = "", ...lines] = readFileSync(path, "utf8").trimEnd().split("\n");
  expect(about).toContain("moving.mp4");
  const rows = lines.map((line) => line.split(","));
  const column = (name: string): number => names.split(",").indexOf(name);
  expect(rows).toHaveLength(12);
  expect(rows[3]?.[column("time (s)")]).toBe("0.12");
  expect(rows[3]?.[column("probe 1 x (px)")]).toBe("60");
  expect(Number(rows[3]?.[column("probe 1 v (px/frame)")]).toFixed(2)).toBe(v.trim().replace("−", "-"));
  // The last frame has no next one.
  expect(rows[11]?.[column("probe 1 v (px/frame)")]).toBe("");
});

test("two moments stand beside each other, each with its own frame and motion", async ({ app }) => {
  await app.openSample();
  await app.indexed();
  await goTo(app, 10);
  await app.timeline.focus();
  await app.page.keyboard.press("Shift+T");
  await app.page.keyboard.press("ArrowRight");
  await app.shows(11);
  await expect(app.picture).toHaveAttribute("data-other-frame", "10");
  await expect(app.picture).toHaveAttribute("data-other-flow-first", "10");
  const labels = app.page.locator(".split__label");
  await expect(labels.first()).toHaveText(/^A\s*Frame 11 · /);
  await expect(labels.last()).toHaveText(/^B\s*Frame 10 · /);
  await expect(app.page.getByRole("img", { name: "Frame 10, beside the present one as B" })).toBeAttached();

  // A goes on, and B stays until it is told otherwise.
  await goTo(app, 40);
  await expect(app.picture).toHaveAttribute("data-other-frame", "10");
  await app.showTab("Flow");
  await app.button("Set to here").click();
  await app.timeline.focus();
  await app.page.keyboard.press("ArrowLeft");
  await app.shows(39);
  await expect(app.picture).toHaveAttribute("data-other-frame", "40");
  await expect(app.picture).toHaveAttribute("data-other-flow-first", "40");

  await app.page.keyboard.press("Shift+T");
  await expect(app.picture).toHaveAttribute("data-other-frame", "");
  await expect(labels.last()).not.toContainText("Frame");
});
