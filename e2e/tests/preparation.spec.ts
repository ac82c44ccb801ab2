import { FLICKERING, makeFlickering } from "../../src/engine/testing/flickering";
import { expect, test } from "../fixtures/app";
import { ffmpeg } from "../fixtures/movies";
import type { KinoflowWindow } from "../page-objects/kinoflow-window";

/** The mean speed of the frame on the screen, once the figures are those of its picture. */
async function meanSpeed(app: KinoflowWindow): Promise<number> {
  await app.figuresFollow();
  return Number.parseFloat(await app.stat("mean-speed").innerText());
}

test("what is done before the flow changes its figures at once, and can be taken back", async ({
  app,
  folder,
}) => {
  await app.open(makeFlickering(folder, ffmpeg));
  await app.shows(0);
  await app.button("All pixels").click();
  await expect.poll(() => meanSpeed(app)).toBeGreaterThan(0.05);
  await app.showTab("Flow");
  const { page, picture } = app;
  await expect(picture).toHaveAttribute("data-prepare", "");

  await page.getByText("Before the flow: nothing").click();
  const flicker = page.getByRole("switch", { name: "Even out flicker" });
  await flicker.check();
  await expect(picture).toHaveAttribute("data-prepare", "flicker");
  await expect.poll(() => meanSpeed(app)).toBeLessThan(0.021);
  await expect(page.getByText("Before the flow: Even out flicker")).toBeVisible();

  // Its time stands among those of the other stages.
  await app.showCost();
  await expect(page.locator('[data-stat="stage-prepare"]')).toBeVisible();

  await page.keyboard.press("ControlOrMeta+z");
  await expect(picture).toHaveAttribute("data-prepare", "");
  await expect.poll(() => meanSpeed(app)).toBeGreaterThan(0.05);

  // With their numbers, and a background that is made of all frames.
  await page.getByRole("switch", { name: "Smooth" }).check();
  await app.spin("Smooth: Width (σ)").fill("2.5");
  await app.spin("Smooth: Width (σ)").press("Enter");
  await page.getByRole("combobox", { name: "Background", exact: true }).selectOption("mean");
  await expect(picture).toHaveAttribute("data-prepare", "background=mean,smooth=2.5");
  await app.shows(0);

  // What the flow sees can be looked at, and an analysis sees the same.
  await page.getByRole("switch", { name: "Show the prepared picture" }).check();
  await app.shows(0);
  await app.button("Analyse").click();
  await expect(page.getByText(`Analysed ${FLICKERING.frames} of ${FLICKERING.frames}`)).toBeVisible();
  const readout = page.getByRole("group", { name: "Motion at the frame" });
  await expect(readout).toContainText(/Mean \d/);
});

test("the palette finds the stages by other words", async ({ app }) => {
  await app.openSample();
  await app.page.keyboard.press("ControlOrMeta+k");
  const palette = app.page.getByRole("dialog");
  await palette.getByRole("combobox").fill("exposure");
  await palette.getByRole("option", { name: /Even out flicker/ }).click();
  await expect(app.page.getByRole("switch", { name: "Even out flicker" })).toBeFocused();
});
