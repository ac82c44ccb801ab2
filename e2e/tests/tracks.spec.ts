import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, ROOT, test } from "../fixtures/app";
import { makeMovingTexture } from "../fixtures/movies";
import type { KinoflowWindow } from "../page-objects/kinoflow-window";

async function goTo(app: KinoflowWindow, frame: number, flow: "flow" | "no flow" = "flow"): Promise<void> {
  await app.spin("Frame").fill(String(frame));
  await app.spin("Frame").press("Enter");
  await app.spin("Frame").blur();
  await app.shows(frame, flow);
}

/** Opens a movie with what is measured in it in view. */
async function openMeasured(app: KinoflowWindow, path: string): Promise<void> {
  await app.open(path);
  await app.shows(0);
  await app.indexed();
  await app.page.getByRole("tab", { name: "Measure", exact: true }).click();
}

/** The line of a track in the list. */
function line(app: KinoflowWindow, name: string) {
  return app.page
    .getByRole("list", { name: "Tracks of this movie" })
    .getByRole("button", { name: new RegExp(`^${name}, `) });
}

const tails = (app: KinoflowWindow) => app.page.locator("canvas.viewer__tails");

test("a point is followed to both ends, and its table is that of the command line", async ({
  app,
  folder,
}) => {
  const [u, v, frames] = [1, 0.5, 80];
  const movie = makeMovingTexture(folder, "moving.mp4", { u, v, frames });
  await openMeasured(app, movie.path);
  await goTo(app, 10);
  await app.button("Track the middle").click();
  await expect(line(app, "track1")).toHaveText(/0–79$/);
  await goTo(app, 79, "no flow");
  const [x, y] = [app.spin("x of track1 in this frame"), app.spin("y of track1 in this frame")];
  expect(Math.abs(Number(await x.inputValue()) - (159.5 + 69 * u))).toBeLessThan(0.3);
  expect(Math.abs(Number(await y.inputValue()) - (119.5 + 69 * v))).toBeLessThan(0.3);
  const here = app.page.getByRole("group", { name: "track1 in this frame" });
  await expect(here.getByText("followed", { exact: true })).toBeVisible();
  // The whole way, both ways from where it was set.
  const way = await here.locator("dt:text('Way') + dd").textContent();
  expect(Math.abs(Number.parseFloat(way ?? "") - 79 * Math.hypot(u, v))).toBeLessThan(1);
  await expect(tails(app)).toHaveAttribute("data-tracks", "1");

  await app.button("Over time…").click();
  const table = app.page.getByRole("table", { name: "track1" });
  await expect(table).toHaveAttribute("aria-rowcount", "81");
  await expect(table.getByRole("row").nth(1)).toContainText("followed");
  const path = join(folder, "app.csv");
  await app.answerSaveDialog(path);
  await app.button("Save all as CSV…").click();
  await expect(app.page.getByText("Saved 1 track to app.csv.")).toBeVisible();
  const cli = join(folder, "cli.csv");
  const args = ["tracks", movie.path, "--at", "track1=159.5,119.5@10", "--csv", cli];
  execFileSync(process.execPath, [join(ROOT, "out/main/cli.js"), ...args]);
  expect(readFileSync(path, "utf8")).toBe(readFileSync(cli, "utf8"));
});

test("a lost track is gone to, set by hand, and goes on; that can be taken back", async ({ app, folder }) => {
  const movie = makeMovingTexture(folder, "leaving.mp4", { u: 4, v: 0, frames: 60 });
  await openMeasured(app, movie.path);
  await app.button("Track the middle").click();
  const lost = /lost (\d+)/;
  await expect(line(app, "track1")).toHaveText(lost);
  const frame = Number(lost.exec((await line(app, "track1").textContent()) ?? "")?.[1]);
  // 160 pixels to the border, 4 a frame.
  expect(frame).toBeGreaterThan(35);
  expect(frame).toBeLessThan(42);
  await app.page.getByRole("button", { name: /^Go to where track1 was lost/ }).click();
  await app.shows(frame - 1);

  await goTo(app, 45);
  await app.button("Set track here").click();
  const x = app.spin("x of track1 in this frame");
  await x.fill("40");
  await x.press("Enter");
  await expect(line(app, "track1")).toHaveText(new RegExp(`0–59 · lost ${frame}$`));
  await goTo(app, 59, "no flow");
  expect(Math.abs(Number(await x.inputValue()) - (40 + 14 * 4))).toBeLessThan(0.3);

  await app.timeline.focus();
  await app.page.keyboard.press("Control+z");
  await app.page.keyboard.press("Control+z");
  await expect(line(app, "track1")).toHaveText(new RegExp(`0–${frame - 1} · lost ${frame}$`));
  await expect(app.page.getByText("not followed to this frame")).toBeVisible();
});

test("a grid of tracks is drawn on the picture, and is there again after a restart", async ({
  launch,
  folder,
}) => {
  const movie = makeMovingTexture(folder, "grid.mp4", { u: 1, v: 0, frames: 12 });
  const userData = join(folder, "user-data");
  const app = await launch({ userData });
  await openMeasured(app, movie.path);
  await app.button("Grid…").click();
  await app.spin("Distance").fill("2");
  await expect(app.page.getByText(/there is room for 500 more tracks/)).toBeVisible();
  await expect(app.button("Add")).toBeDisabled();
  await app.spin("Distance").fill("40");
  await expect(app.page.getByText("48 tracks, set in this frame")).toBeVisible();
  await app.spin("Distance").press("Enter");
  await app.button("Add").click();
  await expect(
    app.page.getByRole("list", { name: "Tracks of this movie" }).getByRole("listitem"),
  ).toHaveCount(48);
  await expect(line(app, "g48")).toHaveText(/0–\d+/);
  await goTo(app, 6);
  await expect(tails(app)).toHaveAttribute("data-tracks", "48");
  await app.page.getByRole("switch", { name: "Show on the picture" }).click();
  await expect(tails(app)).toHaveAttribute("data-tracks", "0");
  await app.quit();

  const again = await launch({ userData, args: [movie.path] });
  await again.shows(0);
  await expect(tails(again)).toHaveAttribute("data-tracks", "48");
});
