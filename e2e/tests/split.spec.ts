import { join } from "node:path";
import type { JSHandle } from "playwright/test";
import { expect, test } from "../fixtures/app";
import { ffmpeg } from "../fixtures/movies";
import type { KinoflowWindow } from "../page-objects/kinoflow-window";

/** The pixels of the canvas as they are now; they stay in the window. */
function pixels(app: KinoflowWindow): Promise<JSHandle<ImageData>> {
  return app.picture.evaluateHandle((element) => {
    const canvas = element as HTMLCanvasElement;
    const context = canvas.getContext("2d");
    if (!context) throw new Error("There is nothing to read.");
    return context.getImageData(0, 0, canvas.width, canvas.height);
  });
}

/** In how many pixels two pictures of the canvas differ, in columns [from, to). */
function differing(
  app: KinoflowWindow,
  a: JSHandle<ImageData>,
  b: JSHandle<ImageData>,
  from: number,
  to = Number.POSITIVE_INFINITY,
): Promise<number> {
  return app.page.evaluate(
    ([one, other, first, end]) => {
      const [left, right] = [new Uint32Array(one.data.buffer), new Uint32Array(other.data.buffer)];
      return left.reduce((count, pixel, i) => {
        const column = i % one.width;
        return count + (column >= first && column < end && pixel !== right[i] ? 1 : 0);
      }, 0);
    },
    [a, b, from, Math.min(to, 1e9)] as const,
  );
}

const divider = (app: KinoflowWindow) => app.page.getByRole("slider", { name: "Divider between A and B" });
const label = (app: KinoflowWindow, text: string) =>
  app.page.getByRole("main").getByText(text, { exact: true });

async function column(app: KinoflowWindow): Promise<number> {
  return Number(await divider(app).getAttribute("data-column"));
}

test("two methods are seen beside each other, each on its side of a divider", async ({ app }) => {
  await app.openSample();
  await app.setNumber("Frame", 60);
  await app.shows(60);
  await app.showTab("Flow");
  const onlyA = await pixels(app);
  await app.chooseMethod("lucas-kanade");
  await expect(app.picture).toHaveAttribute("data-method", "lucas-kanade");
  const onlyB = await pixels(app);
  await app.chooseMethod("balanced");
  await expect(app.picture).toHaveAttribute("data-method", "dense-pyramidal");

  await app.page.keyboard.press("Shift+S");
  await expect(app.page.getByRole("switch", { name: "Compare with B" })).toBeChecked();
  await expect(label(app, "A Coarse-to-fine · Balanced")).toBeVisible();
  await expect(label(app, "B Coarse-to-fine · Accurate")).toBeVisible();
  await app.page.getByRole("combobox", { name: "Method B", exact: true }).selectOption("lucas-kanade");
  await expect(label(app, "B Lucas-Kanade (WebAssembly) · radius 2 px")).toBeVisible();
  // The last frame has no flow on either side.
  await app.button("Last frame").click();
  await expect(divider(app)).toBeHidden();
  await app.setNumber("Frame", 60);
  await app.shows(60);
  await expect(divider(app)).toHaveAttribute("aria-valuenow", "50");
  /** Left of the divider A as it is alone, right of it B as it is alone; and they do differ. */
  const expectSides = async (): Promise<void> => {
    const at = await column(app);
    await expect
      .poll(async () => {
        const now = await pixels(app);
        return [await differing(app, now, onlyA, 0, at), await differing(app, now, onlyB, at)];
      })
      .toEqual([0, 0]);
  };
  await expectSides();
  const middle = await column(app);
  expect(await differing(app, onlyA, onlyB, 0, middle)).toBeGreaterThan(1000);
  expect(await differing(app, onlyA, onlyB, middle)).toBeGreaterThan(1000);

  // By hand, to the pixel; by key, without going to another frame; and back to the middle.
  const box = await divider(app).boundingBox();
  if (!box) throw new Error("There is no divider.");
  const [x, y] = [box.x + box.width / 2 + 3, box.y + 0.7 * box.height];
  await app.page.mouse.move(x, y);
  await app.page.mouse.down();
  await app.page.mouse.move(x + 130, y, { steps: 2 });
  await app.page.mouse.up();
  await expect.poll(() => column(app)).toBe(middle + 130);
  await expectSides();
  await divider(app).press("Home");
  await expect(divider(app)).toHaveAttribute("aria-valuenow", "0");
  await divider(app).press("Shift+ArrowRight");
  await divider(app).press("ArrowRight");
  await expect(divider(app)).toHaveAttribute("aria-valuetext", "11 % of the picture show A");
  await expectSides();
  await app.shows(60);
  await divider(app).dblclick({ position: { x: 12, y: 0.7 * box.height } });
  await expect.poll(() => column(app)).toBe(middle);

  // B is what the controls are for, until A is asked for.
  await expect(app.button("B")).toHaveAttribute("aria-pressed", "true");
  await app.setNumber("Window radius", 7);
  await expect(label(app, "B Lucas-Kanade (WebAssembly) · radius 7 px")).toBeVisible();
  await app.button("Swap A and B").click();
  await expect(label(app, "A Lucas-Kanade (WebAssembly) · radius 7 px")).toBeVisible();
  await expect(label(app, "B Coarse-to-fine · Balanced")).toBeVisible();
  await app.button("A").click();
  await app.setNumber("Window radius", 3);
  await expect(label(app, "A Lucas-Kanade (WebAssembly) · radius 3 px")).toBeVisible();
  await app.figuresFollow();
  for (const side of ["a", "b"]) await expect(app.stat(`flow-time-${side}`)).toHaveText(/\d/);
  await expect(app.stat("mean-difference")).toHaveText(/^0\.\d/);
  // The truth is known: how far is each side from it?
  const truth = app.page.getByRole("region", { name: "True motion" });
  await expect(truth).toContainText(/mean error of an arrow\s*A 0\.\d{3} B 0\.\d{3}/);
  // Step by step back to where one way was shown.
  for (let step = 0; step < 3; step++) await app.button("Undo").click();
  await expect(label(app, "B Lucas-Kanade (WebAssembly) · radius 2 px")).toBeVisible();
  await app.button("Undo").click();
  await expect(label(app, "B Coarse-to-fine · Accurate")).toBeVisible();
  await app.button("Undo").click();
  await expect(divider(app)).toBeHidden();
  await expect.poll(async () => differing(app, await pixels(app), onlyA, 0)).toBe(0);
});

test("the next frame over this one changes what moves, and nothing else", async ({ app, folder }) => {
  const movie = join(folder, "box.mp4");
  ffmpeg(
    ...[
      "-f",
      "lavfi",
      "-i",
      "smptebars=s=320x240:r=25:d=1",
      "-f",
      "lavfi",
      "-i",
      "color=white:s=40x40:r=25:d=1",
    ],
    ...[
      "-filter_complex",
      "overlay=x=20+150*t:y=100",
      "-c:v",
      "libx264",
      "-qp",
      "0",
      "-pix_fmt",
      "yuv420p",
      movie,
    ],
  );
  await app.open(movie);
  await app.shows(0);
  await app.button("Arrows").click();
  await app.button("Legend").click();
  await app.button("1:1").click();
  await expect(app.picture).toHaveAttribute("data-arrows", "0");
  const before = await pixels(app);
  const [left = 0, top = 0] = ((await app.picture.getAttribute("data-target")) ?? "").split(" ").map(Number);

  await app.page.keyboard.press("Shift+O");
  await app.showTab("View");
  await expect(app.page.getByRole("switch", { name: "Next frame over this one" })).toBeChecked();
  await expect(app.spin("Next frame’s opacity")).toHaveValue("50");
  /** Where the picture has changed by more than rounding, in movie pixels, and how much at most. */
  const changed = async () => {
    const now = await pixels(app);
    return app.page.evaluate(
      ([one, other, x0, y0]) => {
        const found = { left: 1e9, right: -1, top: 1e9, bottom: -1, most: 0 };
        for (let i = 0; i < one.data.length; i++) {
          const difference = Math.abs((one.data[i] ?? 0) - (other.data[i] ?? 0));
          if (difference <= 2) continue;
          const [x, y] = [((i >> 2) % one.width) - x0, Math.floor((i >> 2) / one.width) - y0];
          found.left = Math.min(found.left, x);
          found.right = Math.max(found.right, x);
          found.top = Math.min(found.top, y);
          found.bottom = Math.max(found.bottom, y);
          found.most = Math.max(found.most, difference);
        }
        return found;
      },
      [before, now, left, top] as const,
    );
  };
  // The box is at 20 in this frame and at 26 in the next one. Colours are shared by two pixels.
  const moved = { left: 20, right: 65, top: 100, bottom: 139 };
  await expect.poll(changed).toMatchObject(moved);
  const half = (await changed()).most;
  await app.setNumber("Next frame’s opacity", 100);
  await expect.poll(async () => (await changed()).most).toBeGreaterThan(1.8 * half);
  expect(await changed()).toMatchObject(moved);
  await app.setNumber("Next frame’s opacity", 0);
  await expect.poll(async () => differing(app, await pixels(app), before, 0)).toBe(0);

  // Arrows have an opacity too, down to where nothing of them is left.
  await app.button("Arrows").click();
  await expect.poll(async () => differing(app, await pixels(app), before, 0)).toBeGreaterThan(100);
  await app.setNumber("Arrow opacity", 0);
  await expect.poll(async () => differing(app, await pixels(app), before, 0)).toBe(0);
});
