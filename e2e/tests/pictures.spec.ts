import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "../fixtures/app";
import { makePictures } from "../fixtures/movies";
import type { KinoflowWindow } from "../page-objects/kinoflow-window";

/** Every tenth number has a picture. */
function stepsOfTen(folder: string): string {
  const place = join(folder, "every tenth");
  mkdirSync(place);
  makePictures(place, 6, (k) => `t${String(10 * k).padStart(4, "0")}.png`);
  return place;
}

async function drop(app: KinoflowWindow, path: string): Promise<void> {
  // What the preload script asks for when a folder is dropped: scripts cannot make a folder that has a path.
  await app.page.evaluate(async (dropped) => {
    const { request } = (
      window as unknown as { kinoflow: { request(...args: readonly unknown[]): Promise<unknown> } }
    ).kinoflow;
    await request("movie:open-dropped", { path: dropped });
  }, path);
}

test("a folder of pictures that is dropped opens as a movie, and its rates can be said", async ({
  app,
  folder,
}) => {
  await drop(app, stepsOfTen(folder));
  await app.shows(0);
  await expect(app.page.getByRole("banner").getByText("t0000-0050.png")).toBeVisible();
  await expect(app.page.getByText(/in the order of their numbers, .* in steps of 10/)).toBeVisible();
  await app.showTab("Flow");
  await app.page.keyboard.press("End");
  await expect(app.page.getByTestId("time")).toHaveText("0.200 s");

  const field = app.page.getByRole("spinbutton", { name: /^Frame rate/ });
  await field.fill("10000");
  await field.press("Enter");
  await app.shows(0);
  await app.page.keyboard.press("End");
  await expect(app.page.getByTestId("time")).toHaveText("0.0005 s");

  const capture = app.page.getByRole("spinbutton", { name: /^Capture rate/ });
  await capture.fill("50000");
  await capture.press("Enter");
  await app.shows(0);
  await app.page.keyboard.press("End");
  await expect(app.page.getByTestId("time")).toHaveText("0.00010 s");
});

test("Open folder… asks for a folder", async ({ app, folder }) => {
  const place = stepsOfTen(folder);
  await app.inMain(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, place);
  await app.chooseFromMenu("File", "Open folder…");
  await app.shows(0);
  await expect(app.page.getByRole("banner").getByText("t0000-0050.png")).toBeVisible();
});
