import { expect, test } from "../fixtures/app";
import { ffmpeg, makeMovie } from "../fixtures/movies";
import { runningWith } from "../fixtures/process-tree";

test("sound plays with the picture at normal speed, can be switched off, and that is kept", async ({
  launch,
  folder,
}) => {
  test.skip(process.platform !== "linux", "This system does not tell the command lines of processes.");
  const movie = makeMovie(folder, "tone.mp4", { seconds: 30 });
  const app = await launch({ args: [movie] });
  await app.shows(0);
  /** Decoders of this movie's sound. */
  const sounding = () => runningWith(movie).filter((line) => line.includes("s16le")).length;
  const sound = app.button("Sound");
  await expect(sound).toHaveAttribute("aria-pressed", "true");
  expect(sounding()).toBe(0);
  await app.button("Play").click();
  await expect.poll(sounding).toBe(1);
  // Another speed is silent, and says so.
  await app.page.getByRole("combobox", { name: "Speed" }).selectOption("0.5");
  await expect.poll(sounding).toBe(0);
  await expect(sound).toHaveAttribute("title", /^Sound is played at 1× forwards only/);
  await app.page.getByRole("combobox", { name: "Speed" }).selectOption("1");
  await expect.poll(sounding).toBe(1);
  await app.button("Pause").click();
  await expect.poll(sounding).toBe(0);
  await sound.click();
  await expect(sound).toHaveAttribute("aria-pressed", "false");
  await app.quit();

  const again = await launch({ args: [movie] });
  await again.shows(0);
  await expect(again.button("Sound")).toHaveAttribute("aria-pressed", "false");
  // A movie without sound has no control for it.
  const silent = `${folder}/silent.mp4`;
  ffmpeg("-f", "lavfi", "-i", "testsrc2=s=160x120:r=25:d=1", "-pix_fmt", "yuv420p", silent);
  await again.open(silent);
  await expect(again.page.getByRole("banner").getByText("silent.mp4")).toBeVisible();
  await expect(again.button("Sound")).toBeHidden();
});
