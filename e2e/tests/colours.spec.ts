import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "../fixtures/app";
import { ffmpeg } from "../fixtures/movies";

/** A picture of smooth colours: what every movie of it has to look like on the screen. */
const [WIDTH, HEIGHT] = [160, 96];
const PICTURE =
  `color=black:s=${WIDTH}x${HEIGHT}:r=25:d=0.04,format=gbrp,` +
  "geq=r='40+170*X/W':g='40+170*Y/H':b='210-85*X/W-85*Y/H'";
const ACCURATE = "flags=accurate_rnd+full_chroma_int+full_chroma_inp";

function thumbnail(input: readonly string[], filter: string): Uint8Array {
  return ffmpeg(
    ...[...input, "-frames:v", "1", "-vf", `${filter},scale=40:24:flags=area`],
    ...["-pix_fmt", "rgb24", "-f", "rawvideo", "-"],
  );
}

test("colours on the screen are those of the movie, whatever its matrix and range", async ({
  app,
  folder,
}) => {
  const truth = thumbnail(["-f", "lavfi", "-i", PICTURE], "null");
  const screen = join(folder, "screen.png");
  const error = async (width: number, height: number): Promise<number> => {
    const area = await app.pictureArea(width, height);
    writeFileSync(screen, await app.canvasPng());
    const shown = thumbnail(["-i", screen], `crop=${area.width}:${area.height}`);
    return shown.reduce((sum, value, k) => sum + Math.abs(value - (truth[k] ?? 0)), 0) / truth.length;
  };

  for (const [matrix, range, format, tags] of [
    ["smpte170m", "tv", "yuv420p", []],
    ["bt709", "tv", "yuv420p", ["-color_primaries", "bt709", "-color_trc", "bt709"]],
    ["bt709", "pc", "yuv420p", ["-color_primaries", "bt709", "-color_trc", "bt709"]],
    ["bt709", "tv", "yuv422p10le", []],
    ["bt2020", "tv", "yuv420p10le", []],
    ["smpte170m", "pc", "yuv444p", []],
  ] as const) {
    const name = `${matrix}-${range}-${format}`;
    const path = join(folder, `${name}.mkv`);
    const filter = `scale=out_color_matrix=${matrix}:out_range=${range}:${ACCURATE},format=${format}`;
    ffmpeg(
      ...["-f", "lavfi", "-i", `${PICTURE},${filter}`, "-c:v", "ffv1", ...tags],
      ...["-colorspace", matrix === "bt2020" ? "bt2020nc" : matrix, "-color_range", range, path],
    );
    await app.open(path);
    await expect(app.page.getByText(`${name}.mkv`).first()).toBeVisible();
    await app.shows(0, "no flow");
    for (const layer of ["Arrows", "Legend"]) {
      if ((await app.button(layer).getAttribute("aria-pressed")) === "true") await app.button(layer).click();
    }
    await expect.poll(() => error(WIDTH, HEIGHT), { message: name }).toBeLessThan(1.2);
  }
});

test("an HDR movie is tone-mapped: diffuse white of 203 cd/m² is near the screen's white", async ({
  app,
  folder,
}) => {
  const path = join(folder, "white.mkv");
  // 58 % of PQ's signal in 10 bits.
  const source = `color=black:s=${WIDTH}x${HEIGHT}:r=25:d=0.04,format=yuv420p10le,geq=lum=573:cb=512:cr=512`;
  ffmpeg(
    ...["-f", "lavfi", "-i", source, "-c:v", "ffv1", "-color_range", "tv", "-colorspace", "bt2020nc"],
    ...["-color_primaries", "bt2020", "-color_trc", "smpte2084", path],
  );
  await app.open(path);
  await app.shows(0, "no flow");
  await app.button("Legend").click();
  const screen = join(folder, "screen.png");
  await expect
    .poll(async () => {
      const { width, height } = await app.pictureArea(WIDTH, HEIGHT);
      writeFileSync(screen, await app.canvasPng());
      const shown = thumbnail(["-i", screen], `crop=${width}:${height}`);
      return shown.every((value) => Math.abs(value - 0.9 * 255) <= 4);
    })
    .toBe(true);
});

test("one of several numbered pictures opens all of them", async ({ app, folder }) => {
  ffmpeg(
    ...["-f", "lavfi", "-i", `testsrc2=s=${WIDTH}x${HEIGHT}:r=25`, "-frames:v", "6"],
    join(folder, "shot%04d.png"),
  );
  await app.open(join(folder, "shot0003.png"));
  await app.shows(0);
  await expect(app.page.getByText("shot0001-0006.png").first()).toBeVisible();
  await expect(app.timeline).toHaveAttribute("max", "5");
});
