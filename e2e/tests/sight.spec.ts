import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "../fixtures/app";
import { ffmpeg } from "../fixtures/movies";
import type { KinoflowWindow } from "../page-objects/kinoflow-window";

const WIDTH = 640;

/** A texture that moves by (3, 1) px a frame from the second frame on: the first one is stored twice. */
function makePan(folder: string): string {
  const path = join(folder, "pan.mp4");
  const still = "testsrc2=s=1280x720:r=25:d=1,noise=alls=60:all_seed=7,gblur=2";
  ffmpeg("-f", "lavfi", "-i", still, "-frames:v", "1", join(folder, "still.png"));
  const at = (speed: number): string => `'200-${speed}*max(n-1,0)'`;
  ffmpeg(
    ...["-loop", "1", "-framerate", "25", "-i", join(folder, "still.png")],
    ...["-vf", `crop=640:360:${at(3)}:${at(1)}`, "-frames:v", "40"],
    // Without loss: the two first pictures are the same, bit by bit.
    ...["-c:v", "libx264", "-preset", "ultrafast", "-qp", "0", "-pix_fmt", "yuv420p", path],
  );
  return path;
}

/** Distance of neighbouring arrows on the screen, in CSS pixels. */
async function spacings(app: KinoflowWindow): Promise<readonly number[]> {
  const { stepX, stepY } = await app.arrowGrid();
  const zoom = await app.zoom(WIDTH);
  return [stepX * zoom, stepY * zoom];
}

test("arrows can be read from the first second on: by the whole movie, and as far apart at any zoom", async ({
  launch,
  folder,
}) => {
  const userData = join(folder, "sight-user-data");
  const app = await launch({ userData });
  await app.open(makePan(folder));
  await app.shows(0);
  await expect(app.page.getByText("The two frames are equal")).toBeVisible();
  await app.showTab("View");
  const scale = await app.movieScale();
  // 3.16 px/frame: an arrow of about one and three quarters of a spacing, whatever the first frame says.
  expect(Number(scale) * Math.hypot(3, 1)).toBeGreaterThan(36);
  expect(Number(scale) * Math.hypot(3, 1)).toBeLessThan(49);
  await app.timeline.fill("20");
  await app.shows(20);
  await expect(app.page.getByText("The two frames are equal")).toBeHidden();

  const arrowsAre = async (least: number, most: number): Promise<void> => {
    await expect
      .poll(async () => (await spacings(app)).every((apart) => apart >= least && apart <= most))
      .toBe(true);
  };
  await arrowsAre(22, 30);
  await app.button("1:1").click();
  await arrowsAre(22, 30);
  const box = await app.picture.boundingBox();
  if (!box) throw new Error("There is no picture.");
  const pointer = { x: box.x + 0.3 * box.width, y: box.y + 0.4 * box.height };
  await app.page.mouse.move(pointer.x, pointer.y);
  await expect
    .poll(async () => {
      await app.page.mouse.wheel(0, -600);
      return app.zoom(WIDTH);
    })
    .toBe(64);
  // Each pixel has an arrow there, the one under the pointer too.
  await expect.poll(async () => (await app.arrowGrid()).stepX).toBe(1);
  const { firstX, columns, firstY, rows } = await app.arrowGrid();
  const [left = 0, top = 0] = ((await app.picture.getAttribute("data-target")) ?? "").split(" ").map(Number);
  const pixel = { x: (pointer.x - box.x - left) / 64, y: (pointer.y - box.y - top) / 64 };
  expect(pixel.x).toBeGreaterThan(firstX);
  expect(pixel.x).toBeLessThan(firstX + columns);
  expect(pixel.y).toBeGreaterThan(firstY);
  expect(pixel.y).toBeLessThan(firstY + rows);
  await app.button("Fit picture").click();
  await arrowsAre(22, 30);

  // What is chosen stays with the movie; the next one has its own.
  await app.setNumber("Arrow scale", 60);
  await expect(app.button("Auto")).toHaveAttribute("aria-pressed", "false");
  await app.button("Fit arrows").click();
  await expect(app.spin("Arrow scale")).toHaveValue(scale);
  await app.setNumber("Arrow scale", 60);
  // It is kept when it has come to rest for a moment.
  const kept = join(userData, "scales.json");
  await expect.poll(() => existsSync(kept) && readFileSync(kept, "utf8").includes('"arrows": 60')).toBe(true);
  await app.chooseFromMenu("File", "Open the sample");
  await expect(app.spin("Arrow scale")).not.toHaveValue("60");
  await app.open(join(folder, "pan.mp4"));
  await expect(app.spin("Arrow scale")).toHaveValue("60");
});
