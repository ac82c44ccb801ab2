import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "../fixtures/app";
import { describeVideo, makePictures } from "../fixtures/movies";

test("pictures of a double-frame camera are gone through, exported and tabled pair by pair", async ({
  launch,
  folder,
}) => {
  const place = join(folder, "piv");
  mkdirSync(place);
  makePictures(
    place,
    6,
    (k) => `B${String(1 + Math.floor(k / 2)).padStart(5, "0")}_${k % 2 === 0 ? "a" : "b"}.png`,
  );
  const app = await launch({ args: [place] });
  const { page } = app;
  await app.shows(0);
  const pair = page.getByTestId("pair");
  await expect(pair).toHaveText("pair 1 of 3");
  await page.keyboard.press("ArrowRight");
  await app.shows(2);
  await expect(pair).toHaveText("pair 2 of 3");
  await page.keyboard.press("End");
  await app.shows(4);
  await expect(pair).toHaveText("pair 3 of 3");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowLeft");
  await app.shows(2);

  await app.showTab("Flow");
  const compared = page.getByRole("combobox", { name: "Frame to compare with" });
  await expect(compared).toHaveValue("pairs");
  const pulse = page.getByRole("spinbutton", { name: "Pulse separation (µs)" });
  await pulse.fill("50");
  await pulse.press("Enter");

  const output = join(folder, "pairs.mp4");
  await app.answerSaveDialog(output);
  await app.button("Export…").click();
  const dialog = page.getByRole("dialog", { name: "Export overlay video" });
  await dialog.getByRole("button", { name: "Export…" }).click();
  await expect(dialog).toContainText("pairs.mp4 is ready: 3 frames");
  const { times } = describeVideo(output);
  expect(times.map((time) => Math.round(time * 1000))).toEqual([0, 80, 160]);
  await dialog.getByRole("button", { name: "Close" }).click();

  await app.button("Analyse").click();
  await expect(page.getByText("Analysed 3 of 3")).toBeVisible();
  const table = join(folder, "pairs.csv");
  await app.answerSaveDialog(table);
  await app.chooseFromMenu("File", "Export all frames as CSV…");
  await page.getByRole("dialog").getByRole("button", { name: "Export…" }).click();
  await expect(page.getByRole("dialog")).toContainText("is ready");
  const [header = "", ...lines] = readFileSync(table, "utf8").trimEnd().split("\n");
  const at = (name: string): number => header.split(",").indexOf(name);
  const rows = lines.map((line) => line.split(","));
  expect(rows.map((row) => [row[at("frame")], row[at("second")], row[at("dt")]])).toEqual([
    ["0", "1", "0.00005"],
    ["2", "3", "0.00005"],
    ["4", "5", "0.00005"],
  ]);
});

test("which frames are compared stays with the movie, and can be undone", async ({ launch, folder }) => {
  const place = join(folder, "steps");
  mkdirSync(place);
  makePictures(place, 6, (k) => `t${k}.png`);
  const first = await launch({ args: [place] });
  await first.shows(0);
  await first.showTab("Flow");
  const comparedIn = (app: typeof first) => app.page.getByRole("combobox", { name: "Frame to compare with" });
  await comparedIn(first).selectOption("step");
  await first.page.getByRole("spinbutton", { name: "Frames on" }).fill("3");
  await first.page.keyboard.press("Enter");
  await first.timeline.fill("3");
  await first.shows(3, "no flow");
  await first.timeline.fill("2");
  await first.shows(2);
  await comparedIn(first).selectOption("reference");
  await first.shows(2, "no flow");
  await expect(first.page.getByText("Reference frame: the others are compared with it")).toBeVisible();
  await first.page.keyboard.press("ControlOrMeta+z");
  await expect(comparedIn(first)).toHaveValue("step");
  await first.shows(2);
  await first.open(join(place, "t0.png"));
  await expect(comparedIn(first)).toHaveValue("step");
});
