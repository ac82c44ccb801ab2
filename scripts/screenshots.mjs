import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isRoot } from "./setup/distribution.mjs";
import { electronExecutable } from "./setup/electron.mjs";
import { repositoryRoot } from "./setup/places.mjs";
import { failPlainly } from "./setup/report.mjs";

/** Takes the pictures of docs/screenshots that show the built-in sample, from the app as it was built last. */

const FOLDER = join(repositoryRoot, "docs/screenshots");
const SIZE = { width: 1280, height: 800 };
const DISPLAY_IS_READY = "--on-this-display";

try {
  if (process.argv.includes(DISPLAY_IS_READY)) await takeAll();
  else await findDisplay();
} catch (error) {
  failPlainly(error);
}

async function findDisplay() {
  const { runOnSomeDisplay } = await import("./virtual-display.mjs");
  const script = fileURLToPath(import.meta.url);
  process.exitCode = await runOnSomeDisplay(process.execPath, [script, DISPLAY_IS_READY], {});
}

async function takeAll() {
  const data = mkdtempSync(join(tmpdir(), "kinoflow-screenshots-"));
  const { app, page } = await openApp(data);
  try {
    await take(page, "start");
    await button(page, "Open the sample").click();
    await shows(page, 0);
    await page.keyboard.press("ControlOrMeta+Shift+A");
    await page.getByText("Analysed 150 of 150 frames").waitFor();
    await goTo(page, 30);
    await take(page, "quiver");
    await takeLayers(page);
    await takeProbes(page);
    await takeSides(page);
    await takePictureOnly(app, page);
    await takeComparison(page);
    await takeExport(app, page, join(data, "overlay.mp4"));
    await takeError(app, page, join(data, "notes.mp4"));
  } finally {
    await app.close();
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function openApp(data) {
  const { _electron } = await import("playwright");
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const app = await _electron.launch({
    executablePath: electronExecutable(),
    env,
    args: [
      // Chromium's sandbox refuses to work for root.
      ...(process.platform === "linux" && isRoot() ? ["--no-sandbox"] : []),
      ...[`--user-data-dir=${data}`, "--force-device-scale-factor=1", "--lang=en-US", repositoryRoot],
    ],
  });
  const page = await app.firstWindow();
  // Playwright has pages think that the desktop is light.
  await page.emulateMedia({ colorScheme: "dark" });
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    const [window] = BrowserWindow.getAllWindows();
    window.setMenuBarVisibility(false);
    window.setContentSize(width, height);
  }, SIZE);
  await page.getByRole("main").waitFor();
  return { app, page };
}

async function takeLayers(page) {
  const map = page.getByRole("combobox", { name: "Map", exact: true });
  await map.selectOption("direction");
  await goTo(page, 130);
  await take(page, "colours");

  await page.getByRole("tab", { name: "View", exact: true }).click();
  await page.emulateMedia({ colorScheme: "light" });
  await map.selectOption("none");
  await take(page, "light");
  await page.emulateMedia({ colorScheme: "dark" });

  await map.selectOption("speed");
  await button(page, "Arrows").click();
  await button(page, "Streamlines").click();
  await take(page, "layers");
  await button(page, "Streamlines").click();
  await button(page, "Arrows").click();
  await map.selectOption("none");
}

async function takeProbes(page) {
  for (const [x, y] of [
    [0.3, 0.35],
    [0.55, 0.7],
    [0.8, 0.5],
  ]) {
    await pointAt(page, x, y);
    await page.keyboard.press("p");
  }
  await pointAt(page, 0.42, 0.5);
  await page.getByRole("heading", { name: "Probes" }).scrollIntoViewIfNeeded();
  await take(page, "probes");
  await page.keyboard.press("Shift+P");
}

async function takeSides(page) {
  await page.getByRole("combobox", { name: "Map", exact: true }).selectOption("direction");
  await button(page, "Arrows").click();
  await page.getByRole("tab", { name: "Flow", exact: true }).click();
  await page.keyboard.press("Shift+S");
  await page.getByRole("slider", { name: "Divider between A and B" }).waitFor();
  await page.getByRole("main").getByRole("progressbar").waitFor({ state: "hidden" });
  await take(page, "split");
  await page.keyboard.press("Shift+S");
  await button(page, "Arrows").click();
}

async function takePictureOnly(app, page) {
  await page.keyboard.press("f");
  await page.getByText("Only the picture is shown").waitFor({ state: "hidden" });
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
  }, SIZE);
  await pointAt(page, 0.5, 0.5);
  await pointAt(page, 0.5, 0.95);
  await take(page, "picture-only");
  await page.keyboard.press("f");
}

async function takeComparison(page) {
  await page.keyboard.press("ControlOrMeta+Shift+M");
  await button(page, "Run").click();
  await button(page, "Run again").waitFor({ timeout: 120_000 });
  await take(page, "compare");
  await page.keyboard.press("Escape");
}

async function takeExport(app, page, path) {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, path);
  await page.keyboard.press("ControlOrMeta+e");
  await page.keyboard.press("Enter");
  await page
    .getByRole("dialog")
    .getByText(/^[3-9]\d of 150 frames$/)
    .waitFor();
  // Nothing rests while it runs.
  write("export", await shoot(page));
  await page.getByRole("dialog").getByText("is ready").waitFor({ timeout: 120_000 });
  await page.keyboard.press("Escape");
}

async function takeError(app, page, path) {
  writeFileSync(path, "These are notes, whatever their name says.\n");
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] });
  }, path);
  await button(page, "Open…").click();
  await page.getByRole("alert").waitFor();
  await take(page, "error");
}

function button(page, name) {
  return page.getByRole("button", { name, exact: true });
}

async function pointAt(page, x, y) {
  const box = await page.getByRole("main").getByRole("img").boundingBox();
  await page.mouse.move(box.x + x * box.width, box.y + y * box.height);
}

async function goTo(page, frame) {
  const field = page.getByRole("spinbutton", { name: "Frame", exact: true });
  await field.fill(String(frame));
  await field.press("Enter");
  await shows(page, frame);
}

async function shows(page, frame) {
  await page.locator(`canvas[data-flow-first="${frame}"]`).waitFor();
}

/** What lags behind the picture (figures, thumbnails, the notes that pass) has come when nothing changes any more. */
async function take(page, name) {
  // A key that was pressed last has what was clicked before show its focus.
  await page.evaluate(() => document.activeElement?.blur());
  let before = null;
  for (let tries = 0; tries < 20; tries++) {
    const shot = await shoot(page);
    if (before !== null && shot.equals(before)) break;
    before = shot;
    await page.waitForTimeout(400);
  }
  write(name, before);
}

function shoot(page) {
  return page.screenshot({ type: "jpeg", quality: 84 });
}

function write(name, picture) {
  writeFileSync(join(FOLDER, `${name}.jpg`), picture);
}
