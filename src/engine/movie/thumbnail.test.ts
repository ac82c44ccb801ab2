import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ffmpeg, temporaryFolder, tools } from "../testing/movies";
import { openMovie } from "./movie";
import { makeThumbnail } from "./thumbnail";

const folder = temporaryFolder();

/** Size and mean red, green and blue of a JPEG. */
function look(jpeg: Buffer): { size: string; rgb: readonly number[] } {
  const path = join(folder, "thumbnail.jpg");
  writeFileSync(path, jpeg);
  const ppm = ffmpeg("-i", path, "-pix_fmt", "rgb24", "-f", "image2pipe", "-c:v", "ppm", "-");
  const [header = "", width = "", height = ""] =
    /^P6\s(\d+)\s(\d+)\s255\s/.exec(ppm.toString("latin1")) ?? [];
  const pixels = ppm.subarray(header.length);
  const sums = [0, 0, 0];
  for (let k = 0; k < pixels.length; k++) sums[k % 3] += pixels[k];
  return { size: `${width}x${height}`, rgb: sums.map((sum) => (sum * 3) / pixels.length) };
}

it("is about the frame, in the shape that it is displayed in", async () => {
  const path = join(folder, "colours.mkv");
  ffmpeg(
    ...[
      "-f",
      "lavfi",
      "-i",
      "color=red:s=80x120:r=25:d=1",
      "-f",
      "lavfi",
      "-i",
      "color=blue:s=80x120:r=25:d=1",
    ],
    ...["-filter_complex", "[0:v][1:v]concat,setsar=2", "-c:v", "libx264", "-g", "50", "-bf", "0"],
    ...["-x264-params", "scenecut=0", "-pix_fmt", "yuv420p", path],
  );
  const movie = await openMovie(tools, path);
  const thumbnail = async (frame: number, tolerance: number) =>
    look(await makeThumbnail(tools, movie, { frame, height: 60, tolerance }));

  const red = await thumbnail(10, 0);
  expect(red.size).toBe("80x60");
  expect(red.rgb[0]).toBeGreaterThan(200);
  expect(red.rgb[2]).toBeLessThan(40);
  expect((await thumbnail(30, 0)).rgb[2]).toBeGreaterThan(200);
  // The only keyframe is the first frame; close enough is close enough.
  expect((await thumbnail(30, 49)).rgb[0]).toBeGreaterThan(200);
});

it("can be given up", async () => {
  const path = join(folder, "plain.mkv");
  ffmpeg("-f", "lavfi", "-i", "testsrc2=s=160x120:d=1", "-c:v", "libx264", path);
  const movie = await openMovie(tools, path);
  const given = makeThumbnail(tools, movie, {
    frame: 20,
    height: 60,
    tolerance: 0,
    signal: AbortSignal.abort(),
  });
  await expect(given).rejects.toMatchObject({ code: "cancelled" });
});
