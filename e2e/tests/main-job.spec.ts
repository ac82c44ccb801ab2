import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exportUnit } from "../../src/shared/overlay/arrow-scale";
import { expect, test } from "../fixtures/app";
import { describeVideo, grayOf } from "../fixtures/movies";
import type { KinoflowWindow } from "../page-objects/kinoflow-window";

const WIDTH = 640;
const HEIGHT = 360;
const LAST = 149;

test("scrub by key, button and slider", async ({ app }) => {
  await app.openSample();
  await app.page.keyboard.press("ArrowRight");
  await app.shows(1);
  await app.page.keyboard.press("Shift+ArrowRight");
  await app.shows(11);
  await app.page.keyboard.press("ArrowLeft");
  await app.shows(10);
  await app.page.keyboard.press("End");
  await app.shows(LAST, "no flow");
  await expect(app.page.getByText("Last frame: no next frame to compare with")).toBeVisible();
  await app.page.keyboard.press("Home");
  await app.shows(0);
  await app.button("Next frame").click();
  await app.shows(1);
  await app.button("Previous frame").click();
  await app.shows(0);
  await app.timeline.fill("75");
  await app.shows(75);
  const box = await app.timeline.boundingBox();
  if (!box) throw new Error("There is no timeline.");
  await app.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await app.page.mouse.down();
  await app.page.mouse.move(box.x + box.width - 2, box.y + box.height / 2, { steps: 20 });
  await app.page.mouse.up();
  await app.shows(LAST, "no flow");
  await app.spin("Frame").fill("20");
  await app.spin("Frame").press("Enter");
  await app.shows(20);
  await expect(app.page.getByTestId("time")).toHaveText("0.800 s");
});

test("plays to the end and stops there", async ({ app }) => {
  await app.openSample();
  await app.timeline.fill("140");
  await app.shows(140);
  await app.page.keyboard.press("Space");
  await expect(app.button("Pause")).toBeVisible();
  await app.shows(LAST, "no flow");
  await expect(app.button("Play")).toBeVisible();
});

/**
 * Directions of the arrows as their pixels show them: what changes in each cell of the grid when arrows are
 * switched on, as the vector from the arrow's tail (the grid point) to the middle of what changed.
 */
async function drawnDirections(app: KinoflowWindow, folder: string, spacing: number) {
  const shot = async (name: string): Promise<Uint8Array> => {
    const path = join(folder, name);
    writeFileSync(path, await app.canvasPng());
    const { width, height } = await app.pictureArea(WIDTH, HEIGHT);
    return grayOf(path, WIDTH, HEIGHT, `crop=${width}:${height}`);
  };
  const withArrows = await shot("with.png");
  await app.button("Arrows").click();
  await expect(app.picture).toHaveAttribute("data-arrows", "0");
  const without = await shot("without.png");
  await app.button("Arrows").click();
  await expect(app.picture).not.toHaveAttribute("data-arrows", "0");
  const { columns, rows, firstX, firstY } = await app.arrowGrid();
  const directions: { x: number; y: number; u: number; v: number }[] = [];
  for (let row = 1; row < rows - 1; row++) {
    for (let column = 1; column < columns - 1; column++) {
      const x = firstX + column * spacing;
      const y = firstY + row * spacing;
      const sum = { weight: 0, u: 0, v: 0 };
      for (let j = -spacing / 2; j < spacing / 2; j++) {
        for (let i = -spacing / 2; i < spacing / 2; i++) {
          const at = (y + j) * WIDTH + x + i;
          const change = Math.abs((withArrows[at] ?? 0) - (without[at] ?? 0));
          if (change < 24) continue;
          sum.weight += change;
          sum.u += change * i;
          sum.v += change * j;
        }
      }
      if (sum.weight > 0) directions.push({ x, y, u: sum.u / sum.weight, v: sum.v / sum.weight });
    }
  }
  return directions;
}

test("the arrows on the screen point where the sample truly moves", async ({ app, folder }) => {
  await app.openSample();
  await app.button("Legend").click();
  await app.drawArrows(WIDTH, 60, 18);
  await expect(app.picture).toHaveAttribute("data-preset", "balanced");

  // Pan to the lower right: (1, 0.5) everywhere.
  await app.timeline.fill("20");
  await app.shows(20);
  const pan = await drawnDirections(app, folder, 60);
  expect(pan.length).toBeGreaterThan(20);
  for (const { u, v } of pan) expect(Math.abs(degreesBetween(u, v, 1, 0.5))).toBeLessThan(20);

  // Zoom: away from the middle. Rotation: clockwise, that is down on the right and up on the left.
  for (const [frame, truth] of [
    [70, (x: number, y: number) => [x, y]],
    [120, (x: number, y: number) => [-y, x]],
  ] as const) {
    await app.timeline.fill(String(frame));
    await app.shows(frame);
    const far = (await drawnDirections(app, folder, 60)).filter(
      ({ x, y }) => Math.hypot(x - WIDTH / 2, y - HEIGHT / 2) > 130,
    );
    expect(far.length).toBeGreaterThan(10);
    for (const { x, y, u, v } of far) {
      const [trueU, trueV] = truth(x - WIDTH / 2, y - HEIGHT / 2);
      expect(Math.abs(degreesBetween(u, v, trueU, trueV))).toBeLessThan(25);
    }
  }
});

function degreesBetween(u1: number, v1: number, u2: number, v2: number): number {
  return (Math.atan2(u1 * v2 - v1 * u2, u1 * u2 + v1 * v2) * 180) / Math.PI;
}

test("the sample's caption tells the truth beside the measurement", async ({ app }) => {
  await app.openSample();
  await app.timeline.fill("30");
  await app.shows(30);
  const caption = app.page.getByLabel("True motion");
  await expect(caption).toContainText("pan, 1 px/frame right and 0.5 px/frame down");
  await expect.poll(async () => Number(await caption.getAttribute("data-endpoint-error"))).toBeLessThan(0.05);
  await app.timeline.fill("130");
  await app.shows(130);
  await expect(caption).toContainText("rotation, 0.25° per frame clockwise");
});

test("the figures follow the frame, the parameters and the history", async ({ app }) => {
  await app.openSample();
  await app.timeline.fill("55");
  await app.shows(55);
  await app.figuresFollow();
  const figures = async (): Promise<string> =>
    (
      await Promise.all(["mean-speed", "max-speed", "vectors"].map((name) => app.stat(name).innerText()))
    ).join(" | ");
  const zoom = await figures();
  await app.timeline.fill("145");
  await app.shows(145);
  await app.figuresFollow();
  expect(await figures()).not.toBe(zoom);
  // What that cost is one sentence until somebody wants more.
  await expect(app.stat("cost-sentence")).toHaveText(/^Decode .* ms · flow .* ms · draw .* ms · .*B$/);
  await expect(app.stat("decode")).toHaveCount(0);
  await app.showCost();
  for (const name of ["decode", "flow", "transfer", "draw"])
    await expect(app.stat(name)).toContainText(/\d ms/);
  for (const name of [
    "frame-bytes",
    "flow-bytes",
    "main-heap",
    "process-main",
    "process-window",
    "process-total",
  ]) {
    await expect(app.stat(name)).toContainText(/\d\s*(kB|MB|GB)/);
  }
  const before = Number(await app.stat("vectors").innerText());
  await app.setNumber("Arrow spacing", 60);
  await expect.poll(async () => Number(await app.stat("vectors").innerText())).toBeLessThan(before / 4);
  await app.setNumber("Minimum speed", 100);
  await app.setNumber("Arrow scale", 0.02);
  await expect(app.stat("vectors")).toHaveText("0");
});

test("colours: the wheel's colour of the true direction, with its legend", async ({ app, folder }) => {
  await app.openSample();
  await app.timeline.fill("25");
  await app.shows(25);
  await app.button("Arrows").click();
  await app.chooseMap("direction");
  await app.button("Legend").click();
  await app.setNumber("Opacity", 100);
  // As published: the footage would shine through what is slower than the full colour.
  await app.page.getByRole("switch", { name: "Opacity follows speed" }).uncheck();
  await expect(app.picture).toHaveAttribute("data-colour", "true");
  const path = join(folder, "colours.png");
  writeFileSync(path, await app.canvasPng());
  const { width, height } = await app.pictureArea(WIDTH, HEIGHT);
  const mean = (channel: string): number => {
    const plane = grayOf(path, 64, 36, `crop=${width}:${height},format=gbrp,extractplanes=${channel}`);
    return plane.reduce((sum, value) => sum + value, 0) / plane.length;
  };
  // Right is red, down is yellow: the lower right lies between.
  const [red, green, blue] = [mean("r"), mean("g"), mean("b")];
  expect(red).toBeGreaterThan(green + 15);
  expect(green).toBeGreaterThan(blue + 15);
});

test("the four implementations of the definition can be chosen and show the same", async ({ app }) => {
  await app.openSample();
  const speeds: string[] = [];
  for (const method of ["streaming", "summed-area", "naive", "lucas-kanade"]) {
    await app.chooseMethod(method);
    await expect(app.picture).toHaveAttribute("data-method", method);
    await app.figuresFollow();
    speeds.push(await app.stat("mean-speed").innerText());
  }
  expect(new Set(speeds).size).toBe(1);
});

test("presets, and parameters of one's own", async ({ app }) => {
  await app.openSample();
  for (const preset of ["fast", "accurate", "balanced"]) {
    await app.chooseMethod(preset);
    await expect(app.picture).toHaveAttribute("data-preset", preset);
  }
  await app.page.getByText("Advanced", { exact: true }).click();
  await app.setNumber("Dense window radius", 7);
  await expect(app.picture).toHaveAttribute("data-preset", "custom");
  await expect(app.page.getByRole("combobox", { name: "Method", exact: true })).toHaveValue("custom");
  await app.button("Reset to preset").click();
  await expect(app.picture).toHaveAttribute("data-preset", "balanced");
});

test("unreliable arrows are hidden, as many as the threshold says", async ({ app }) => {
  await app.openSample();
  // Its measure knows texture alone, which the sample does not have alike everywhere.
  await app.chooseMethod("lucas-kanade");
  await app.setNumber("Minimum reliability", 0);
  // Then the figures are those of every pixel.
  await expect(app.stat("reliable")).toHaveText(/^100\s*%/);
  const all = Number(await app.stat("vectors").innerText());
  await app.setNumber("Minimum reliability", 0.5);
  await expect.poll(async () => Number(await app.stat("vectors").innerText())).toBeLessThan(all);
  await app.setNumber("Minimum reliability", 0);
  await expect(app.stat("vectors")).toHaveText(String(all));
  await expect(app.stat("reliable")).toHaveText(/\d+(\.\d+)?\s*%/);
});

test("benchmarks the implementations on a random pair and on this one", async ({ app }) => {
  await app.openSample();
  await app.chooseFromMenu("Tools", "Benchmark the implementations…");
  const dialog = app.page.getByRole("dialog", { name: "Benchmark of the implementations" });
  await dialog.getByRole("button", { name: "Run" }).click();
  await expect(dialog.getByRole("button", { name: "Run again" })).toBeVisible();
  await expect(dialog.getByRole("table")).toHaveCount(2);
  for (const pair of ["random", "current"]) {
    const table = dialog.locator(`table[data-pair="${pair}"]`);
    for (const method of ["naive", "summed-area", "streaming", "lucas-kanade"]) {
      await expect(table.locator(`[data-method="${method}"]`)).toContainText(/\d.*ms.*\d.*(kB|MB|B)/s);
    }
  }
  await app.page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});

test("exports a marked range as it is on the screen", async ({ app, folder }) => {
  await app.openSample();
  await app.timeline.fill("20");
  await app.shows(20);
  await app.page.keyboard.press("i");
  await app.timeline.fill("44");
  await app.shows(44);
  await app.page.keyboard.press("o");
  await app.timeline.fill("20");
  await app.shows(20);
  await app.drawArrows(WIDTH, 48, 30);
  await app.chooseMap("direction");
  await expect(app.picture).toHaveAttribute("data-colour", "true");
  const screen = join(folder, "screen.png");
  writeFileSync(screen, await app.canvasPng());
  const { width, height } = await app.pictureArea(WIDTH, HEIGHT);
  // Arrows of the video are drawn for its own size: these are the ones that come to be those of the picture just taken.
  await app.setNumber("Arrow spacing", 48 / exportUnit(WIDTH, HEIGHT));
  await app.setNumber("Arrow scale", 30 / exportUnit(WIDTH, HEIGHT));

  const output = join(folder, "flow.mp4");
  await app.answerSaveDialog(output);
  await app.button("Export…").click();
  const dialog = app.page.getByRole("dialog", { name: "Export overlay video" });
  await dialog.getByRole("button", { name: "Export…" }).click();
  await expect(dialog).toContainText("flow.mp4 is ready: 25 frames");
  await app.inMain(({ shell }) => {
    const paths: string[] = [];
    shell.showItemInFolder = (path) => void paths.push(path);
    Object.assign(globalThis, { paths });
  });
  await dialog.getByRole("button", { name: "Show in folder" }).click();
  await expect
    .poll(() => app.askMain(() => (globalThis as unknown as { paths: readonly string[] }).paths))
    .toEqual([output]);

  const { times, tracks } = describeVideo(output);
  expect(tracks).toEqual(["video"]);
  expect(times.length).toBe(25);
  times.forEach((time, k) => {
    expect(time).toBeCloseTo(k / 25, 5);
  });
  // Half the size, so that the scaling of the screen does not count.
  const exported = grayOf(output, WIDTH / 2, HEIGHT / 2);
  const shown = grayOf(screen, WIDTH / 2, HEIGHT / 2, `crop=${width}:${height}`);
  const aligned = meanDifference(exported, shown, 0);
  expect(aligned).toBeLessThan(9);
  // Arrows a few pixels aside, or without their heads, would differ as much as these do.
  for (const shift of [2, -2, WIDTH, -WIDTH])
    expect(meanDifference(exported, shown, shift)).toBeGreaterThan(2 * aligned);
});

/** Mean absolute difference of two pictures, one of them moved by some pixels in memory. */
function meanDifference(a: Uint8Array, b: Uint8Array, shift: number): number {
  let sum = 0;
  const margin = 2 * WIDTH;
  for (let k = margin; k < a.length - margin; k++) sum += Math.abs(a[k] - b[k + shift]);
  return sum / (a.length - 2 * margin);
}

test("a cancelled export leaves nothing behind", async ({ app, folder }) => {
  await app.openSample();
  await app.chooseMethod("naive");
  await app.setNumber("Window radius", 20);
  const output = join(folder, "never.mp4");
  await app.answerSaveDialog(output);
  await app.chooseFromMenu("File", "Export overlay video…");
  const dialog = app.page.getByRole("dialog", { name: "Export overlay video" });
  await dialog.getByRole("button", { name: "Export…" }).click();
  await expect(dialog.getByRole("progressbar")).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog.getByRole("button", { name: "Export…" })).toBeVisible();
  expect(describeFolder(folder)).toEqual([]);
});

function describeFolder(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => name.includes(".mp4"));
}
