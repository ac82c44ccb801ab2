import { writeFileSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import type { Locator } from "playwright/test";
import { encodeFlo } from "../../src/engine/field-io/flo";
import { newField } from "../../src/engine/field-io/flow-field";
import { SAMPLE } from "../../src/shared/sample-motion";
import { expect, test } from "../fixtures/app";
import type { KinoflowWindow } from "../page-objects/kinoflow-window";

async function openMeasure(app: KinoflowWindow): Promise<void> {
  await app.page.getByRole("tab", { name: "Measure", exact: true }).click();
}

/** A file of a true flow that is the same everywhere. */
function truthFile(folder: string, name: string, u: number, v: number): string {
  const field = newField(SAMPLE.width, SAMPLE.height);
  field.u.fill(u);
  field.v.fill(v);
  const path = join(folder, name);
  writeFileSync(path, encodeFlo(field));
  return path;
}

/** How many colours the picture of the errors has: one alone would be an empty one. */
function coloursOf(picture: Locator): Promise<number> {
  return picture.evaluate((canvas: HTMLCanvasElement) => {
    const data = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
    return new Set(new Uint32Array(data?.buffer ?? new ArrayBuffer(0))).size;
  });
}

/** The first number in a cell. */
async function numberIn(cell: Locator): Promise<number> {
  return Number.parseFloat(await cell.innerText());
}

async function expectAccessible(app: KinoflowWindow): Promise<void> {
  await app.page.evaluate(axe.source);
  const found = await app.page.evaluate(async () => {
    const { axe: injected } = window as unknown as { readonly axe: typeof axe };
    const { violations } = await injected.run(document, { resultTypes: ["violations"] });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
  expect(found).toEqual([]);
}

test("Verify says how wrong each method is on the frame on the screen, by keyboard", async ({ app }) => {
  await app.openSample();
  await openMeasure(app);
  await app.button("Verify…").focus();
  await app.page.keyboard.press("Enter");
  const dialog = app.page.getByRole("dialog", { name: "Verify" });
  await dialog.getByRole("combobox", { name: "Known motion" }).selectOption("turn");
  await dialog.getByRole("switch", { name: "As fast as this frame moves" }).click();
  await dialog.getByRole("spinbutton", { name: "Size" }).fill("3");
  await dialog.getByRole("button", { name: "Verify", exact: true }).focus();
  await app.page.keyboard.press("Enter");

  const table = dialog.getByRole("table");
  await expect(table).toContainText(/Endpoint errors in frame 0: Turn of 3 px/);
  const names = table.getByRole("rowheader");
  await expect(names).toHaveText(["Present method", "Fast", "Accurate", "Lucas-Kanade, single scale"]);
  const meanOf = (method: string) => numberIn(table.locator(`[data-method="${method}"] td`).first());
  expect(await meanOf("present")).toBeGreaterThan(0);
  expect(await meanOf("present")).toBeLessThan(0.5);
  // 3 px are beyond the reach of a single scale.
  expect(await meanOf("lucas-kanade")).toBeGreaterThan(1);
  const picture = dialog.getByRole("img", { name: "Endpoint error of the present method" });
  expect(await coloursOf(picture)).toBeGreaterThan(5);
  await expectAccessible(app);
  await app.page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
});

test("a true flow from a file gives figures and a picture of the errors", async ({ app, folder }) => {
  await app.openSample();
  await openMeasure(app);
  await app.button("True flow…").click();
  const dialog = app.page.getByRole("dialog", { name: "True flow" });
  const choose = async (button: string, path: string): Promise<void> => {
    await app.inMain(({ dialog }, file) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] });
    }, path);
    await dialog.getByRole("button", { name: button }).click();
  };
  const figure = (name: string) => dialog.locator(`[data-figure="${name}"]`);

  // The sample begins with a shift by exactly this.
  await choose("Choose a file…", truthFile(folder, "true.flo", 1, 0.5));
  await expect(dialog.getByRole("table")).toContainText("true.flo, frames 0 and 1");
  expect(await numberIn(figure("mean"))).toBeLessThan(0.2);
  await expect(figure("compared")).toContainText(String(SAMPLE.width * SAMPLE.height));
  await expectAccessible(app);

  // Off by 3 and by 4.
  await choose("Choose another file…", truthFile(folder, "wrong.flo", 4, 4.5));
  await expect(dialog.getByRole("table")).toContainText("wrong.flo");
  expect(Math.abs((await numberIn(figure("median"))) - 5)).toBeLessThan(0.1);
  await expect(figure("above-one")).toContainText("100");

  const path = join(folder, "broken.flo");
  writeFileSync(path, "no flow");
  await choose("Choose another file…", path);
  await expect(dialog.getByRole("alert")).toContainText(/flow field/);
});

test("the commands are in the palette, and the map of the uncertainty has its value under the pointer", async ({
  app,
}) => {
  await app.openSample();
  await app.page.keyboard.press("Control+k");
  await app.page.getByRole("combobox", { name: /command/i }).fill("ground truth");
  await app.page.keyboard.press("Enter");
  await expect(app.page.getByRole("dialog", { name: "True flow" })).toBeVisible();
  await app.page.keyboard.press("Escape");
  await app.chooseMap("uncertainty");
  await app.picture.hover();
  const status = app.page.locator(".status-line");
  await expect(status).toContainText(/Uncertainty\s*0\.\d+\s*px/);
});
