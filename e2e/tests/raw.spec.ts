import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { asBytes, movingNoise, REPORTED_MOTION } from "../../src/engine/testing/moving-noise";
import { expect, test } from "../fixtures/app";

/** Ten frames of 12 bits, the higher byte first, behind 1000 bytes and 8 bytes apart: nobody would guess that. */
function rawRecording(folder: string, name: string): string {
  const frames = movingNoise({ ...REPORTED_MOTION, frames: 10 }).map((picture) =>
    Buffer.concat([asBytes(picture, 16, 0, 4095).swap16(), Buffer.alloc(8, 0x5a)]),
  );
  const path = join(folder, name);
  writeFileSync(path, Buffer.concat([Buffer.alloc(1000, 0x5a), ...frames]));
  return path;
}

test("a raw recording is asked for its layout once", async ({ app, folder }) => {
  await app.open(rawRecording(folder, "take 1.raw"));
  const dialog = app.page.getByRole("dialog", { name: "Open as a raw recording" });
  await expect(dialog).toContainText("take 1.raw (385,080 bytes)");
  const fields = [
    ["Width", 160],
    ["Height", 120],
    ["Bits", 12],
    ["Header", 1000],
    ["Gap", 8],
    ["Frame rate", 500],
  ] as const;
  for (const [name, value] of fields) {
    await dialog.getByRole("spinbutton", { name, exact: true }).fill(String(value));
    await dialog.getByRole("spinbutton", { name, exact: true }).press("Enter");
  }
  await dialog.getByRole("combobox", { name: "Byte order" }).selectOption("big");
  await expect(dialog.getByRole("status")).toHaveText("10 frames");
  await expect(dialog.getByRole("img", { name: "First frame" })).toBeVisible();
  await dialog.getByRole("button", { name: "Open", exact: true }).click();
  await app.shows(0);
  await app.figuresFollow();
  await expect
    .poll(async () => Number.parseFloat((await app.stat("mean-speed").textContent()) ?? ""))
    .toBeCloseTo(2.69, 1);
  await app.page.keyboard.press("End");
  await app.shows(9, "no flow");
  await expect(app.page.getByTestId("time")).toHaveText("0.018 s");

  // Another take of the same size is read the same way, which is said, and can be changed.
  await app.open(rawRecording(folder, "take 2.raw"));
  await expect(
    app.page.getByText(/read as 160x120,bits=12,header=1000,gap=8,order=big,fps=500/),
  ).toBeVisible();
  await app.shows(0);
  await expect(dialog).toHaveCount(0);
  await app.showTab("Flow");
  await app.button("Change…").click();
  await expect(dialog.getByRole("spinbutton", { name: "Width", exact: true })).toHaveValue("160");
  await dialog.getByRole("spinbutton", { name: "Gap", exact: true }).fill("0");
  await dialog.getByRole("spinbutton", { name: "Gap", exact: true }).press("Enter");
  await expect(dialog.getByRole("status")).toHaveText("10 frames, 80 bytes left over");
  await dialog.getByRole("spinbutton", { name: "Height", exact: true }).fill("60000");
  await dialog.getByRole("spinbutton", { name: "Height", exact: true }).press("Enter");
  await expect(dialog.getByRole("alert")).toContainText("but the file has only 385080");
  await expect(dialog.getByRole("button", { name: "Open", exact: true })).toBeDisabled();
});

test("a file that nobody can read may be opened as a raw recording", async ({ app, folder }) => {
  await app.open(rawRecording(folder, "take.xyz"));
  await app.alert.getByRole("button", { name: "Open as raw…" }).click();
  const dialog = app.page.getByRole("dialog", { name: "Open as a raw recording" });
  await expect(dialog).toContainText("take.xyz");
  await app.page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await app.chooseFromMenu("File", "Open as raw…");
  await expect(dialog).toContainText("take.xyz");
});
