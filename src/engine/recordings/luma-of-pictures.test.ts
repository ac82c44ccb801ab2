import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { SharedHeap } from "../../workers/shared-heap";
import { readLuma } from "../field-io/luma";
import { ffmpeg, temporaryFolder, tools } from "../testing/movies";
import { openRecording } from "./open-recording";

const folder = temporaryFolder();
const PICTURES = 3;

/** Two of each kind that is kept with 8 and with 16 bits. */
const KINDS = [
  ["png", "gray"],
  ["png", "gray16be"],
  ["png", "rgb24"],
  ["png", "rgb48be"],
  ["png", "rgba"],
  ["png", "pal8"],
  ["tif", "gray"],
  ["tif", "gray16le"],
  ["tif", "rgb24"],
  ["tif", "rgb48le"],
  ["bmp", "gray"],
  ["bmp", "bgr24"],
  ["pgm", "gray"],
  ["pgm", "gray16be"],
  ["ppm", "rgb24"],
  ["ppm", "rgb48be"],
  ["dpx", "gray10be"],
  ["dpx", "rgb48le"],
] as const;

it.for(KINDS)(
  "pictures by themselves and as a recording have the same grey values: %s, %s",
  async ([ending, format]) => {
    const place = join(folder, `${ending}-${format}`);
    mkdirSync(place);
    const filter = format === "pal8" ? "split[a][b];[a]palettegen[p];[b][p]paletteuse" : `format=${format}`;
    ffmpeg(
      ...["-f", "lavfi", "-i", `testsrc2=s=65x49:r=25:d=${PICTURES / 25},${filter}`],
      ...["-pix_fmt", format, "-start_number", "0", join(place, `f%02d.${ending}`)],
    );
    const names = Array.from({ length: PICTURES }, (_, k) => join(place, `f0${k}.${ending}`));
    const recording = await openRecording(tools, names[0]);
    expect(recording.info.frameCount).toBe(PICTURES);
    const frames = recording.openFrames(new SharedHeap(), { budgetBytes: 0 });
    try {
      for (const [frame, name] of names.entries()) {
        const lease = await frames.get(frame);
        const alone = await readLuma(tools, name);
        expect(lease.meta.samples.slice()).toEqual(alone.luma);
        lease.release();
        // Deep ones use more levels than bytes have.
        const isDeep = /10|16|48/.test(format);
        expect(alone.luma instanceof Uint16Array).toBe(isDeep);
        expect(new Set(alone.luma).size).toBeGreaterThan(5);
      }
    } finally {
      await frames.close();
    }
  },
);
