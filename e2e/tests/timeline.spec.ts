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
  await expect(app.page.getByText("Analysed 150 of 150 frames")).toBeVisible();
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

test("a long movie is analysed in two places at a time, and can be looked at meanwhile", async ({
  app,
  folder,
}) => {
  await app.open(makeMovie(folder, "long.mp4", { size: "480x270", seconds: 20 }));
  await app.chooseMethod("accurate");
  await app.button("Analyse").click();
  const pause = app.button("Pause");
  await expect(pause).toBeVisible();
  for (const frame of [350, 12, 240]) {
    await app.timeline.fill(String(frame));
    await app.shows(frame);
  }
  await expect(pause).toBeVisible();
  await pause.click();
  await expect(app.page.getByText(/^Paused at \d+ of 500 frames$/)).toBeVisible();
  const readout = app.page.getByRole("group", { name: "Motion at the frame" });
  for (const frame of [3, 253]) {
    await hover(app, frame);
    await expect(readout).toContainText(/Mean \d/);
  }
  await hover(app, 249);
  await expect(readout).not.toContainText(/Mean \d/);
  await app.button("Resume").click();
  await app.chooseMethod("lucas-kanade");
  await app.button("Analyse").click();
  await expect(app.page.getByText("Analysed 500 of 500 frames")).toBeVisible({ timeout: 60_000 });
  for (const frame of [0, 249, 250, 498]) {
    await hover(app, frame);
    await expect(readout).toContainText(/Mean \d/);
  }
  await expect(app.alert).toHaveCount(0);
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
  await app.showCost();
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
  // Open, as it was left.
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

test("the timeline zooms around the cursor, moves along and pages on with the playhead", async ({
  app,
  folder,
}) => {
  await app.open(makeMovie(folder, "long.mp4", { seconds: 12 }));
  await app.shows(0);
  await app.indexed();
  const whole = app.button("Whole movie");
  await expect(whole).toBeDisabled();
  const strip = await app.timeline.boundingBox();
  if (!strip) throw new Error("There is no timeline.");
  const x = strip.x + 6 + (150 / 299) * (strip.width - 12);
  const y = strip.y + strip.height - 30;
  const place = app.page.getByRole("group", { name: "Motion at the frame" });
  await app.page.mouse.move(x, y);
  await expect(place).toContainText("Frame 150");
  await app.page.mouse.wheel(0, -500);
  await expect(whole).toBeEnabled();
  // What is under the cursor stays there, and a press scrubs to it.
  await app.page.mouse.move(x + 1, y);
  await expect(place).toContainText(/Frame (149|150|151) /);
  await app.page.mouse.click(x, y);
  await expect.poll(async () => Math.abs(Number(await app.timeline.inputValue()) - 150)).toBeLessThan(2);
  // The slider is of the whole movie all the time.
  await expect(app.timeline).toHaveAttribute("min", "0");
  await expect(app.timeline).toHaveAttribute("max", "299");
  await app.timeline.fill("150");

  // Dragging the ruler moves along the movie.
  await app.page.mouse.move(x, strip.y + 8);
  await app.page.mouse.down();
  await app.page.mouse.move(x - 200, strip.y + 8, { steps: 4 });
  await app.page.mouse.up();
  await app.page.mouse.move(x, y);
  await expect(place).toContainText(/Frame (1[6-9]|2)\d /);
  await expect(app.timeline).toHaveValue("150");

  // A playhead that leaves what is seen is followed.
  await app.timeline.focus();
  await app.page.keyboard.press("Home");
  await app.shows(0);
  await app.page.mouse.move(x, y + 1);
  await expect(place).toContainText(/Frame \d\d? /);

  await whole.click();
  await expect(whole).toBeDisabled();
  await app.button("Zoom in timeline").click();
  await expect(whole).toBeEnabled();
  await app.button("Zoom out timeline").click();
  await expect(whole).toBeDisabled();
});

test("scene cuts are marked and can be gone to once the movie is analysed", async ({ app, folder }) => {
  const path = join(folder, "cuts.mp4");
  ffmpeg(
    ...["-f", "lavfi", "-i", "testsrc2=s=320x180:d=1", "-f", "lavfi", "-i", "smptebars=s=320x180:d=1"],
    ...["-filter_complex", "[0][1]concat=n=2", "-c:v", "libx264", "-pix_fmt", "yuv420p", path],
  );
  await app.open(path);
  await app.shows(0);
  await app.indexed();
  await app.chooseMethod("lucas-kanade");
  await app.button("Analyse").click();
  await expect(app.page.getByRole("img", { name: "1 scene cut" })).toBeVisible();
  await app.button("Next scene cut").click();
  await app.shows(25);
  await app.page.keyboard.press("End");
  await app.button("Previous scene cut").click();
  await app.shows(25);
});

test("the ends of the range are handles, by hand and by key", async ({ app }) => {
  await app.openSample();
  await app.timeline.fill("50");
  await app.page.keyboard.press("i");
  await app.timeline.fill("100");
  await app.page.keyboard.press("o");
  const marked = app.page.getByRole("status", { name: "Marked range" });
  await expect(marked).toHaveText("Range 50–100");
  const start = app.page.getByRole("slider", { name: "Start of the range" });
  const end = app.page.getByRole("slider", { name: "End of the range" });
  await start.press("ArrowRight");
  await expect(marked).toHaveText("Range 51–100");
  await expect(start).toHaveAttribute("aria-valuenow", "51");
  await expect(app.timeline).toHaveValue("100");
  const box = await end.boundingBox();
  const strip = await app.timeline.boundingBox();
  if (!box || !strip) throw new Error("There is no handle.");
  await app.page.mouse.move(box.x + 3, box.y + 8);
  await app.page.mouse.down();
  await app.page.mouse.move(strip.x + 6 + (120 / 149) * (strip.width - 12), box.y + 8, { steps: 4 });
  await app.page.mouse.up();
  await expect(marked).toHaveText("Range 51–120");
  // One end stops at the other.
  await end.focus();
  for (let press = 0; press < 8; press += 1) await end.press("Shift+ArrowLeft");
  await expect(marked).toHaveText("Range 51–51");
});

test("tracks can be hidden each by itself, and stay so", async ({ launch, folder }) => {
  const userData = join(folder, "shared-user-data");
  const app = await launch({ userData });
  await app.openSample();
  const height = async (window: KinoflowWindow): Promise<number> =>
    (await window.timeline.boundingBox())?.height ?? 0;
  const choose = async (window: KinoflowWindow, track: string): Promise<void> => {
    await window.button("Graphs").click();
    await window.page.getByRole("checkbox", { name: track, exact: true }).click();
    await window.page.keyboard.press("Escape");
    await expect(window.page.getByRole("group", { name: "Graphs" })).toHaveCount(0);
  };
  const before = await height(app);
  await choose(app, "Reliable");
  await expect.poll(() => height(app)).toBe(before - 28);
  await app.quit();

  const again = await launch({ userData });
  await again.openSample();
  expect(await height(again)).toBe(before - 28);
  await choose(again, "Reliable");
  await expect.poll(() => height(again)).toBe(before);
});

test("a pointer that rests on the timeline sees a picture of the frame", async ({ app }) => {
  await app.openSample();
  await hover(app, 100);
  const preview = app.page.getByTestId("hover-preview");
  await expect(preview).toContainText("Frame 100 · 4.000 s");
  const picture = preview.locator("img");
  await expect(picture).toBeVisible();
  expect(await picture.evaluate((image) => (image as HTMLImageElement).naturalHeight)).toBe(72);
  await app.page.mouse.move(10, 10);
  await expect(preview).toHaveCount(0);
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
  await app.surveyed();
  const rebuilt = await app.canvasPng();
  await deinterlace.uncheck();
  await expect.poll(async () => rebuilt.equals(await app.canvasPng())).toBe(false);
  await deinterlace.check();
  await expect.poll(async () => rebuilt.equals(await app.canvasPng())).toBe(true);
  await app.open(makeMovie(folder, "progressive.mp4"));
  await expect(app.page.getByRole("heading", { name: "progressive.mp4" })).toBeVisible();
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
