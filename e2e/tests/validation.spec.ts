import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SAMPLE, sampleTruth } from "../../src/shared/sample-motion";
import { expect, test } from "../fixtures/app";
import type { KinoflowWindow } from "../page-objects/kinoflow-window";

/** A figure of the frame on the screen, once the figures are those of its picture. */
async function figure(app: KinoflowWindow, name: string): Promise<number> {
  await app.figuresFollow();
  return Number.parseFloat((await app.stat(name).innerText()).replace("−", "-").replace("(", ""));
}

async function openMeasuring(app: KinoflowWindow): Promise<void> {
  await app.openSample();
  await app.page.getByRole("tab", { name: "Measure" }).click();
}

test("the motion of a panning camera is taken out of the figures, named, and put back by undo", async ({
  app,
}) => {
  await openMeasuring(app);
  await app.shows(0);
  const { page } = app;
  const pan = sampleTruth(0, SAMPLE.width / 2, SAMPLE.height / 2);
  const speed = Math.hypot(pan.u, pan.v);
  await expect.poll(async () => Math.abs((await figure(app, "mean-speed")) - speed)).toBeLessThan(0.1);
  await expect(app.stat("camera")).toHaveCount(0);

  await page.getByRole("combobox", { name: "Camera motion" }).selectOption("shift");
  await expect.poll(() => figure(app, "mean-speed")).toBeLessThan(0.1);
  expect(Math.abs((await figure(app, "camera")) - pan.u)).toBeLessThan(0.05);

  await page.keyboard.press("ControlOrMeta+z");
  await expect(app.stat("camera")).toHaveCount(0);
  await expect.poll(async () => Math.abs((await figure(app, "mean-speed")) - speed)).toBeLessThan(0.1);
});

test("a box dragged on the diagram of u and v, or typed, sets the speed limits", async ({ app }) => {
  await openMeasuring(app);
  await app.shows(0);
  const { page } = app;
  await page.getByRole("switch", { name: "Speed limits" }).check();
  await expect.poll(() => figure(app, "valid")).toBe(100);
  const plot = page.getByRole("img", { name: /vectors of this frame; drag/ });
  await expect(plot).toBeVisible();

  // The quarter to the upper left: u and v below 0.
  const box = await plot.boundingBox();
  if (box === null) throw new Error("The diagram is nowhere.");
  await page.mouse.move(box.x + 2, box.y + 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => app.spin("u to").inputValue()).toMatch(/^-?0(?:\.0\d?)?$/);
  const { u, v } = sampleTruth(0, SAMPLE.width / 2, SAMPLE.height / 2);
  const isUpperLeft = u < 0 && v < 0;
  await expect.poll(() => figure(app, "valid")).toBeCloseTo(isUpperLeft ? 100 : 0, -1);

  // By the keyboard: a box around the motion.
  for (const [name, value] of [
    ["u from", u - 1],
    ["u to", u + 1],
    ["v from", v - 1],
    ["v to", v + 1],
  ] as const) {
    await app.spin(name).fill(value.toFixed(2));
    await app.spin(name).press("Enter");
  }
  await expect.poll(() => figure(app, "valid")).toBeGreaterThan(98);
  // The whole drag is one step back, and each field another.
  await page.getByRole("switch", { name: "Speed limits" }).uncheck();
  await expect(app.stat("valid")).toHaveCount(0);
});

test("all tests by the keyboard, their share in a table, and the same again in a later session", async ({
  app,
  folder,
  launch,
}) => {
  await openMeasuring(app);
  await app.shows(0);
  const { page } = app;
  for (const name of ["Normalised median test", "Forward and backward"]) {
    const control = page.getByRole("switch", { name });
    await control.focus();
    await page.keyboard.press("Space");
    await expect(control).toBeChecked();
  }
  await page.getByRole("switch", { name: "Replace by neighbours" }).check();
  await page.getByRole("combobox", { name: "Neighbourhood" }).selectOption("5");
  await page.getByRole("combobox", { name: "Camera motion" }).selectOption("shift");
  await expect.poll(() => figure(app, "valid")).toBeGreaterThan(80);

  // The quickest ones do for a table.
  await page.getByRole("switch", { name: "Forward and backward" }).uncheck();
  await page.getByRole("combobox", { name: "Neighbourhood" }).selectOption("3");
  await app.chooseMethod("lucas-kanade");
  await app.button("Analyse").click();
  await expect(page.getByText(`Analysed ${SAMPLE.frameCount} of ${SAMPLE.frameCount}`)).toBeVisible();
  const csv = join(folder, "motion.csv");
  await app.answerSaveDialog(csv);
  await app.chooseFromMenu("File", "Export all frames as CSV…");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Export…" }).click();
  await expect(dialog).toContainText("is ready");
  await dialog.getByRole("button", { name: "Close" }).first().click();
  const [comment = "", header = "", row = ""] = readFileSync(csv, "utf8").split("\n");
  expect(comment).toMatch(
    /^# without the motion of the camera \(shift\); vectors checked \(median test 2,0\.1,3/,
  );
  const at = (name: string): number => Number(row.split(",")[header.split(",").indexOf(name)]);
  const { u } = sampleTruth(0, SAMPLE.width / 2, SAMPLE.height / 2);
  expect(Math.abs(at("camera_u") - u)).toBeLessThan(0.2);
  expect(at("valid_share")).toBeGreaterThan(0.8);
  expect(at("mean_speed")).toBeLessThan(0.3);

  await app.quit();
  const again = await launch();
  await openMeasuring(again);
  await expect(again.page.getByRole("combobox", { name: "Camera motion" })).toHaveValue("shift");
  await expect(again.page.getByRole("switch", { name: "Normalised median test" })).toBeChecked();
  await expect.poll(() => figure(again, "valid")).toBeGreaterThan(80);
});
