import { expect, test } from "../fixtures/app";
import type { KinoflowWindow } from "../page-objects/kinoflow-window";

const MODIFIER = process.platform === "darwin" ? "Meta" : "Control";

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The picture on the clipboard as PNG, in base 64. */
function clipboardPng(app: KinoflowWindow): Promise<string> {
  return app.askMain(async ({ clipboard }) => {
    // Electron's clipboard of before 40 and after.
    const old = clipboard as unknown as { readImage?(): Electron.NativeImage };
    if (old.readImage !== undefined) return old.readImage().toPNG().toString("base64");
    const [item] = await clipboard.read();
    const blob = await item?.getType("image/png");
    return Buffer.from((await blob?.arrayBuffer()) ?? new ArrayBuffer(0)).toString("base64");
  });
}

interface ComparedClipboard {
  readonly same: boolean;
  readonly size: number[];
  /** The columns that differ in the row of the names of sides, and in the middle row. */
  readonly marked: readonly [names: number[], middle: number[]];
}

/** Whether the clipboard holds exactly what is seen of the picture, and the size of that. */
async function comparedClipboard(app: KinoflowWindow): Promise<ComparedClipboard> {
  const [x = 0, y = 0, width = 0, height = 0] = ((await app.picture.getAttribute("data-target")) ?? "")
    .split(" ")
    .map(Number);
  const canvas = (await app.canvasPng()).toString("base64");
  return app.askMain(
    ({ nativeImage }, [onClipboard, png, target]) => {
      const copied = nativeImage.createFromBuffer(Buffer.from(onClipboard, "base64"));
      const whole = nativeImage.createFromBuffer(Buffer.from(png, "base64"));
      const { width: right, height: bottom } = whole.getSize();
      const left = Math.max(target.x, 0);
      const top = Math.max(target.y, 0);
      const seen = whole.crop({
        x: left,
        y: top,
        width: Math.min(target.x + target.width, right) - left,
        height: Math.min(target.y + target.height, bottom) - top,
      });
      const { width: copiedWidth, height: copiedHeight } = copied.getSize();
      const [wanted, got] = [seen.toBitmap(), copied.toBitmap()];
      const markedIn = (row: number): number[] =>
        Array.from({ length: copiedWidth }, (_, column) => column).filter((column) => {
          const at = 4 * (row * copiedWidth + column);
          return !wanted.subarray(at, at + 4).equals(got.subarray(at, at + 4));
        });
      return {
        same: got.equals(wanted),
        size: [copiedWidth, copiedHeight],
        marked: [markedIn(14), markedIn(copiedHeight >> 1)] as const,
      };
    },
    [await clipboardPng(app), canvas, { x, y, width, height }] as const,
  );
}

/** How many pixels of the copied picture, in a part of it, are clearly another colour than in a picture of that part. */
async function differentFrom(app: KinoflowWindow, part: Area, png: Buffer): Promise<number> {
  return app.askMain(
    ({ nativeImage }, [onClipboard, wanted, area]) => {
      const copied = nativeImage.createFromBuffer(Buffer.from(onClipboard, "base64")).crop(area).toBitmap();
      const seen = nativeImage.createFromBuffer(Buffer.from(wanted, "base64")).toBitmap();
      let count = copied.length === seen.length ? 0 : area.width * area.height;
      for (let at = 0; at < Math.min(copied.length, seen.length); at += 4) {
        const off = (channel: number) => Math.abs((copied[at + channel] ?? 0) - (seen[at + channel] ?? 0));
        if (Math.max(off(0), off(1), off(2)) > 40) count += 1;
      }
      return count;
    },
    [await clipboardPng(app), png.toString("base64"), part] as const,
  );
}

test("copies what is seen of the picture, by key and from the menu", async ({ app }) => {
  await app.openSample();
  const note = app.page.getByText("Picture copied");
  const place = await app.picture.boundingBox();
  await app.page.keyboard.press(`${MODIFIER}+Shift+c`);
  await expect(note).toBeVisible();
  expect(await app.picture.boundingBox()).toEqual(place);
  const area = await app.pictureArea(640, 360);
  expect(await comparedClipboard(app)).toMatchObject({ same: true, size: [area.width, area.height] });
  await expect(note).toBeHidden();

  // Zoomed in, the picture fills all of the canvas.
  await app.page.keyboard.press("+");
  await app.page.keyboard.press("+");
  await expect.poll(() => app.picture.getAttribute("data-target")).toMatch(/^-\d/);
  await app.chooseFromMenu("File", "Copy picture");
  await expect(note).toBeVisible();
  const zoomed = await comparedClipboard(app);
  expect(zoomed.same).toBe(true);
  expect(zoomed.size[0]).toBe(place?.width);

  // Of two sides the copy has the divider and the names too, which lie over the canvas in the window.
  await expect(note).toBeHidden();
  await app.page.keyboard.press("Shift+S");
  const column = Number(
    await app.page.getByRole("slider", { name: "Divider between A and B" }).getAttribute("data-column"),
  );
  await app.page.keyboard.press(`${MODIFIER}+Shift+c`);
  await expect(note).toBeVisible();
  const { marked, size } = await comparedClipboard(app);
  expect(marked[1]).toEqual([column - 2, column - 1, column, column + 1]);
  expect(size).toEqual(zoomed.size);
  expect(marked[0].filter((at) => at < column - 20).length).toBeGreaterThan(80);
  expect(marked[0].filter((at) => at > column + 20).length).toBeGreaterThan(80);

  // Pinned probes are on the copy as on the screen, the one that was chosen last too.
  const pin = { x: column - 150, y: 200 };
  await app.picture.click({ position: { x: pin.x + 60, y: pin.y } });
  await app.picture.click({ position: pin });
  await expect(app.page.getByRole("listitem", { name: /^Probe \d/ })).toHaveCount(2);
  const canvas = await app.picture.boundingBox();
  const part = { x: pin.x - 16, y: pin.y - 22, width: 100, height: 40 };
  const clip = { ...part, x: (canvas?.x ?? 0) + part.x, y: (canvas?.y ?? 0) + part.y };
  const before = await differentFrom(app, part, await app.page.screenshot({ clip }));
  expect(before).toBeGreaterThan(150);
  await expect(note).toBeHidden();
  await app.page.keyboard.press(`${MODIFIER}+Shift+c`);
  await expect(note).toBeVisible();
  expect(await differentFrom(app, part, await app.page.screenshot({ clip }))).toBeLessThan(before / 10);
});

test("the picture alone fills the window, and leaves it as it was", async ({ app }) => {
  await app.openSample();
  const { page } = app;
  const transport = page.getByRole("contentinfo");
  const opacity = () => transport.evaluate((element) => getComputedStyle(element).opacity);
  const note = page.getByText("Only the picture is shown");
  await app.showTab("View");
  await app.setNumber("Arrow spacing", 30);

  await page.keyboard.press("f");
  await expect(note).toBeVisible();
  const inside = await page.evaluate(() => ({ width: window.innerWidth, height: window.innerHeight }));
  await expect.poll(() => app.picture.boundingBox()).toMatchObject({ x: 0, y: 0 });
  await expect(page.getByRole("banner")).toBeHidden();
  await expect(page.getByRole("complementary")).toBeHidden();
  await expect.poll(opacity).toBe("0");

  // Keys go on, and the transport comes when the pointer moves; it stays under the pointer and with the focus.
  await page.keyboard.press("ArrowRight");
  await app.shows(1);
  await page.mouse.move(inside.width / 2, inside.height / 2);
  await page.mouse.move(inside.width / 2 + 40, inside.height / 2);
  await expect.poll(opacity).toBe("1");
  await app.button("Next frame").click();
  await app.shows(2);
  await expect(page.locator(".app")).not.toHaveAttribute("data-controls");
  expect(await opacity()).toBe("1");
  await page.mouse.move(inside.width / 2, inside.height / 2);
  await expect.poll(opacity).toBe("0");
  // Keys that go to frames show nothing, though the focus is in the transport.
  await page.keyboard.press("ArrowRight");
  await app.shows(3);
  expect(await opacity()).toBe("0");
  await page.keyboard.press("Tab");
  await expect(app.button("Last frame")).toBeFocused();
  expect(await opacity()).toBe("1");

  await page.keyboard.press("Escape");
  await expect(page.getByRole("banner")).toBeVisible();
  await expect(page.getByRole("complementary")).toBeVisible();
  await expect(page.getByText("The panels are back.")).toBeAttached();
  await expect(app.spin("Arrow spacing")).toHaveValue("30");

  // By button and back by F.
  await app.button("Picture only").click();
  await expect(page.getByRole("banner")).toBeHidden();
  await page.keyboard.press("f");
  await expect(page.getByRole("banner")).toBeVisible();

  // And when the system leaves the full screen.
  await page.keyboard.press("f");
  await expect(page.getByRole("banner")).toBeHidden();
  await app.inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setFullScreen(false));
  await expect(page.getByRole("banner")).toBeVisible();
});
