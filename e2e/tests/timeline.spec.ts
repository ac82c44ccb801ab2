import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "../fixtures/app";
import { ffmpeg, makeMovie } from "../fixtures/movies";
import type { KinoflowWindow } from "../page-objects/kinoflow-window";

/** Moves the pointer to a frame on the timeline, without pressing. */
async function hover(app: KinoflowWindow, frame: number): Promise<void> {
  const box = await app.timeline.boundingBox();
  if (!box) throw new Error("There is no timeline.");
  const last = Number(await app.timeline.getAttribute("max"));
  await app.page.mouse.move(box.x + 6 + (frame / last) * (box.width - 12), box.y + 16);
}

test.describe("a movie whose index takes its time", () => {
  /** Stands in for ffprobe: lists a third of the frames, then waits until it is let go. */
  function slowProbe(folder: string): { readonly path: string; readonly letGo: () => void } {
    const real = process.env.FFPROBE_BIN ?? "ffprobe";
    const go = join(folder, "go");
    const path = join(folder, "ffprobe");
    writeFileSync(
      path,
      `#!/bin/sh
case "$*" in
  *packet=*) ${real} "$@" | {
    n=0
    while [ $n -lt 100 ] && read -r line; do echo "$line"; n=$((n + 1)); done
    while [ ! -e "${go}" ]; do sleep 0.05; done
    cat
  } ;;
  *) exec ${real} "$@" ;;
esac
`,
    );
    chmodSync(path, 0o755);
    return { path, letGo: () => writeFileSync(go, "") };
  }

  test("can be looked at as far as it is known, and follows when more is", async ({ launch, folder }) => {
    const movie = makeMovie(folder, "long.mp4", { seconds: 12 });
    const probe = slowProbe(folder);
    const app = await launch({ args: [movie], env: { FFPROBE_BIN: probe.path } });
    await app.shows(0);
    const indexing = app.page.getByText(/^Indexing… \d+ %$/);
    await expect(indexing).toBeVisible();
    await expect(app.timeline).toHaveAttribute("max", "299");
    await expect(app.button("Analyse")).toBeDisabled();

    // What is not known cannot be gone to, by key, by hand or by number.
    await app.timeline.focus();
    await app.page.keyboard.press("End");
    const known = Number(await app.timeline.inputValue());
    expect(known).toBeGreaterThan(50);
    expect(known).toBeLessThan(150);
    await expect(app.picture).toHaveAttribute("data-frame", String(known));
    await app.timeline.fill("250");
    await expect(app.timeline).toHaveValue(String(known));
    await app.spin("Frame").fill("280");
    await app.spin("Frame").press("Enter");
    await expect(app.timeline).toHaveValue(String(known));
    await expect(app.page.getByText("Last frame: no next frame")).toHaveCount(0);

    await app.button("Export…").click();
    const dialog = app.page.getByRole("dialog", { name: "Export overlay video" });
    const start = dialog.getByRole("button", { name: "Export…" });
    await expect(start).toBeDisabled();
    await expect(dialog.getByRole("status")).toContainText("The end of the movie is not known yet");

    probe.letGo();
    await expect(start).toBeEnabled();
    await expect(dialog).toContainText("frames 0–299");
    await app.page.keyboard.press("Escape");
    await expect(indexing).toHaveCount(0);
    await expect(app.button("Analyse")).toBeEnabled();
    // Its next frame is known by now, and so is its motion.
    await app.shows(known);
    await app.timeline.fill("250");
    await app.shows(250);
    await app.page.keyboard.press("End");
    await app.shows(299, "no flow");
  });
});

test("frames that cannot be decoded are said to be, and the others stay within reach", async ({
  app,
  folder,
}) => {
  const whole = join(folder, "whole.mp4");
  ffmpeg(
    ...["-f", "lavfi", "-i", "testsrc2=s=640x480:d=4", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-g", "25"],
    ...["-movflags", "+faststart", whole],
  );
  const bytes = readFileSync(whole);
  const cut = join(folder, "cut.mp4");
  writeFileSync(cut, bytes.subarray(0, Math.floor(bytes.length / 2)));
  await app.open(cut);
  await app.shows(0);
  const last = Number(await app.timeline.getAttribute("max"));
  await app.page.keyboard.press("End");
  await expect(app.alert).toContainText("cannot be decoded");
  await hover(app, last);
  await expect(app.page.getByRole("group", { name: "Motion at the frame" })).toContainText(
    "cannot be decoded",
  );
  await expect(app.timeline).toHaveAttribute("title", `Frame ${last} cannot be decoded`);
  await app.timeline.fill("10");
  await app.shows(10);
  await expect(app.alert).toHaveCount(0);
});

test("an analysis shows the motion over the movie, and is there again the next time", async ({
  launch,
  folder,
}) => {
  const userData = join(folder, "shared-user-data");
  const app = await launch({ userData });
  await app.openSample();
  const hint = app.page.getByText("Analyse shows here how fast things move");
  await expect(hint).toBeVisible();
  await app.button("Analyse").click();
  await expect(app.page.getByText("Analysed 150 of 150 frames")).toBeVisible({ timeout: 60_000 });
  await expect(hint).toHaveCount(0);
  const readout = app.page.getByRole("group", { name: "Motion at the frame" });
  // The pan of the sample: (1, 0.5) px/frame everywhere.
  await hover(app, 20);
  await expect(readout).toContainText(/Frame 20 · 0\.800 s.*Mean 1\.1[0-3].*Reliable \d+ %/);
  // The last frame has no next one, and no motion.
  await hover(app, 149);
  await expect(readout).toContainText("Mean –");

  // Another method has no rows yet; the first one has kept its own.
  await app.chooseMethod("fast");
  await expect(hint).toBeVisible();
  await app.chooseMethod("balanced");
  await expect(app.page.getByText("Analysed 150 of 150 frames")).toBeVisible();
  await app.quit();

  const again = await launch({ userData });
  await again.openSample();
  await expect(again.page.getByText("Analysed 150 of 150 frames")).toBeVisible();
  await hover(again, 20);
  await expect(again.page.getByRole("group", { name: "Motion at the frame" })).toContainText(
    /Mean 1\.1[0-3]/,
  );
});

test("an analysis of the marked range can be paused, resumed and cancelled", async ({ app }) => {
  await app.openSample();
  await app.chooseMethod("naive");
  await app.setNumber("Window radius", 20);
  await app.timeline.fill("20");
  await app.page.keyboard.press("i");
  await app.timeline.fill("119");
  await app.page.keyboard.press("o");
  await app.button("Analyse").click();
  const progress = app.page.getByRole("progressbar", { name: "Analysing" });
  await expect(progress).toBeVisible();
  await expect(app.page.getByText("of 100", { exact: true })).toBeVisible();
  await expect(app.page.getByText("frames/s", { exact: true })).toBeVisible();
  await app.button("Pause").click();
  await expect(app.page.getByText(/^Paused at \d+ of 100 frames$/)).toBeVisible();
  await app.button("Resume").click();
  await expect(app.button("Pause")).toBeVisible();
  await app.button("Cancel").click();
  await expect(progress).toHaveCount(0);
  await expect(app.button("Analyse")).toBeEnabled();
  await expect(app.alert).toHaveCount(0);
});

test("the memory for frames can be set, and stays set", async ({ launch, folder }) => {
  const userData = join(folder, "shared-user-data");
  const movie = makeMovie(folder, "movie.mp4");
  const app = await launch({ args: [movie], userData });
  await app.shows(0);
  const meter = app.page.getByRole("meter", { name: "Frames in memory" });
  await expect.poll(async () => Number(await meter.getAttribute("value"))).toBeGreaterThan(0);
  const automatic = app.page.getByRole("checkbox", { name: "Automatic" });
  await expect(automatic).toBeChecked();
  await app.setNumber("Memory for frames", 100);
  await expect(app.stat("frame-bytes")).toContainText("/ 100 MB");
  await expect(automatic).not.toBeChecked();
  // Out of the limits: brought within them.
  await app.setNumber("Memory for frames", 1);
  await expect(app.stat("frame-bytes")).toContainText("/ 68 MB");
  await app.quit();

  const again = await launch({ args: [movie], userData });
  await again.shows(0);
  await expect(again.spin("Memory for frames")).toHaveValue("68");
  await again.page.getByRole("checkbox", { name: "Automatic" }).check();
  await expect(again.stat("frame-bytes")).not.toContainText("/ 68 MB");
});

test("the motion graph can be hidden and made higher, and stays so", async ({ launch, folder }) => {
  const userData = join(folder, "shared-user-data");
  const app = await launch({ userData });
  await app.openSample();
  const height = async (window: KinoflowWindow): Promise<number> =>
    (await window.timeline.boundingBox())?.height ?? 0;
  const usual = await height(app);
  const edge = app.page.getByRole("separator", { name: "Height of the motion graph" });
  await edge.focus();
  await edge.press("ArrowUp");
  await expect.poll(() => height(app)).toBe(usual + 8);
  const box = await edge.boundingBox();
  if (!box) throw new Error("There is no edge.");
  await app.page.mouse.move(box.x + 100, box.y + 4);
  await app.page.mouse.down();
  await app.page.mouse.move(box.x + 100, box.y - 36, { steps: 4 });
  await app.page.mouse.up();
  await expect.poll(() => height(app)).toBe(usual + 48);
  await app.button("Motion graph").click();
  await expect(edge).toHaveCount(0);
  const bare = await height(app);
  expect(bare).toBeLessThan(usual / 2);
  // Hidden or not, it scrubs.
  await app.timeline.fill("33");
  await app.shows(33);
  await app.quit();

  const again = await launch({ userData });
  await again.openSample();
  expect(await height(again)).toBe(bare);
  await again.button("Motion graph").click();
  await expect.poll(() => height(again)).toBe(usual + 48);
});

test("interlaced movies are deinterlaced, unless somebody wants the fields", async ({ app, folder }) => {
  const interlaced = join(folder, "interlaced.mp4");
  ffmpeg(
    ...["-f", "lavfi", "-i", "testsrc2=s=320x240:r=50:d=1", "-vf", "tinterlace=interleave_top,setfield=tff"],
    ...["-c:v", "libx264", "-flags", "+ilme+ildct", "-x264opts", "tff=1", "-pix_fmt", "yuv420p", interlaced],
  );
  await app.open(interlaced);
  await app.shows(0);
  const deinterlace = app.page.getByRole("switch", { name: "Deinterlace" });
  await expect(deinterlace).toBeChecked();
  await expect(app.page.getByRole("banner")).toContainText("interlaced");
  const rebuilt = await app.canvasPng();
  await deinterlace.uncheck();
  await expect.poll(async () => rebuilt.equals(await app.canvasPng())).toBe(false);
  await deinterlace.check();
  await expect.poll(async () => rebuilt.equals(await app.canvasPng())).toBe(true);
  await app.open(makeMovie(folder, "progressive.mp4"));
  await expect(app.page.getByText("progressive.mp4")).toBeVisible();
  await expect(deinterlace).toHaveCount(0);
});

test("another video track can be chosen", async ({ app, folder }) => {
  const path = join(folder, "two.mkv");
  ffmpeg(
    ...["-f", "lavfi", "-i", "testsrc2=s=320x240:d=1", "-f", "lavfi", "-i", "testsrc2=s=160x120:d=1"],
    ...["-map", "0:v", "-map", "1:v", "-metadata:s:v:1", "title=Behind the goal"],
    ...["-c:v", "libx264", "-pix_fmt", "yuv420p", path],
  );
  await app.open(path);
  await app.shows(0);
  const tracks = app.page.getByRole("combobox", { name: "Video track" });
  await expect(tracks.getByRole("option")).toHaveText([
    "1: h264, 320 × 240",
    "2: Behind the goal, 160 × 120",
  ]);
  await tracks.selectOption("2: Behind the goal, 160 × 120");
  await expect(app.page.getByRole("banner")).toContainText("160 × 120");
  await app.shows(0);
  await expect(tracks).toHaveValue("1");
});

test("HDR movies say that they are tone-mapped", async ({ app, folder }) => {
  const path = join(folder, "hdr.mp4");
  ffmpeg(
    ...["-f", "lavfi", "-i", "testsrc2=s=320x240:d=0.5", "-c:v", "libx264", "-pix_fmt", "yuv420p10le"],
    ...["-color_primaries", "bt2020", "-color_trc", "smpte2084", "-colorspace", "bt2020nc", path],
  );
  await app.open(path);
  await app.shows(0);
  await expect(app.page.getByText("HDR, tone-mapped for display")).toBeVisible();
});
