import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MOVING_OBJECT, makeMovingObject } from "../../src/engine/testing/moving-object";
import { expect, test } from "../fixtures/app";
import { ffmpeg } from "../fixtures/movies";
import type { KinoflowWindow } from "../page-objects/kinoflow-window";

const { u, v, width, height, side } = MOVING_OBJECT;
const SPEED = Math.hypot(u, v);

/** The number of a figure of the inspector. */
async function figure(app: KinoflowWindow, name: string): Promise<number> {
  const text = await app.stat(name).innerText();
  return Number.parseFloat(text.replace("−", "-").replace(",", ""));
}

function expectNear(value: number, expected: number): void {
  expect(Math.abs(value - expected), `${value} instead of ${expected}`).toBeLessThan(0.05 * SPEED);
}

async function analyse(app: KinoflowWindow): Promise<void> {
  await app.button("Analyse").click();
  await expect(
    app.page.getByText(`Analysed ${MOVING_OBJECT.frames} of ${MOVING_OBJECT.frames}`),
  ).toBeVisible();
}

/** The table of all frames, each row by the names of its columns. */
async function exportTable(app: KinoflowWindow, path: string) {
  await app.answerSaveDialog(path);
  await app.chooseFromMenu("File", "Export all frames as CSV…");
  const dialog = app.page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Export…" }).click();
  await expect(dialog).toContainText("is ready");
  const [header, ...lines] = readFileSync(path, "utf8").trimEnd().split("\n");
  await dialog.getByRole("button", { name: "Close" }).first().click();
  const names = header?.split(",") ?? [];
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, k) => [names[k] ?? "", cell])));
}

test("figures mean the object that moves on a noisy ground, and say which pixels they are over", async ({
  app,
  folder,
}) => {
  await app.open(makeMovingObject(folder, ffmpeg));
  await app.shows(0);
  await app.figuresFollow();
  for (const [name, expected] of [
    ["mean-u", u],
    ["mean-v", v],
    ["mean-speed", SPEED],
    ["p95-speed", SPEED],
    ["p999-speed", SPEED],
    ["max-speed", SPEED],
  ] as const) {
    expectNear(await figure(app, name), expected);
  }
  await expect(app.stat("figure-pixels")).toHaveText(/^Of \d\.\d % reliable pixels \(\d{1,2},\d{3}\)$/);
  await expect(app.page.getByRole("img", { name: /mostly up right|mostly right/ })).toBeVisible();

  await analyse(app);
  const readout = app.page.getByRole("group", { name: "Motion at the frame" });
  await expect(readout).toContainText(/Mean [78]\.\d\d.*95th percentile [78]\.\d\d/);
  await expect(readout).toContainText(/Reliable \d % \(\d{1,2},\d{3}\).*of reliability ≥ 0\.\d+/);
  const rows = await exportTable(app, join(folder, "reliable.csv"));
  for (const row of rows.slice(0, -1)) {
    for (const column of ["mean_speed", "p95_speed", "p999_speed"]) expectNear(Number(row[column]), SPEED);
    expect(Number(row.reliable_share)).toBeCloseTo(side ** 2 / (width * height), 1);
    expect(row.figure_pixels).toBe("reliable");
  }

  // The colours' scale is made for it: round, and not far above its speed.
  await app.showTab("View");
  const fullColour = Number(await app.spin("Full colour at").inputValue());
  expect(fullColour).toBeGreaterThan(0.95 * SPEED);
  expect(fullColour).toBeLessThan(2 * SPEED);

  // All pixels: the picture's figures follow at once, the graphs say that they are of others.
  await app.button("All pixels").click();
  await expect(app.stat("figure-pixels")).toHaveText("Of all pixels (153,600)");
  expect(await figure(app, "mean-speed")).toBeLessThan(SPEED / 2);
  await expect(
    app.page.getByRole("status").filter({ hasText: "analyse again for all pixels" }),
  ).toBeVisible();
  await expect(readout).toContainText("of reliability ≥ 0.");
  await expect(readout).toContainText(/Mean [78]\.\d\d/);
  await analyse(app);
  await expect(readout).toContainText("of all pixels");
  await expect(readout).not.toContainText(/Mean [78]\.\d\d/);
  // What was analysed before is known still.
  await app.button("All pixels").click();
  await expect(readout).toContainText("of reliability ≥ 0.");
  await expect(readout).toContainText(/Mean [78]\.\d\d/);

  // Of other pixels nothing is analysed yet, and that is said.
  await app.setNumber("Minimum reliability", 0.99);
  await expect(app.page.getByRole("status").filter({ hasText: "analyse again for ≥ 0.99" })).toBeVisible();

  // Where nothing counts, no figure pretends to be one.
  await app.chooseMethod("lucas-kanade");
  await expect(app.stat("nothing-counts")).toContainText("No pixel reaches a reliability of 0.99");
  for (const name of ["mean-u", "mean-speed", "p95-speed", "max-speed"]) {
    await expect(app.stat(name)).toHaveText(/^–/);
  }
});
