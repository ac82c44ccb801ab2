import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SharedHeap } from "../../workers/shared-heap";
import type { Recording } from "../recording/recording";
import { dicomFile, pixelElements } from "../testing/dicom-file";
import { temporaryFolder, tools } from "../testing/movies";
import { norpixFile, pfmFile } from "../testing/recorder-files";
import { openRecording } from "./open-recording";
import { RECORDER_FORMATS } from "./recorder-formats";

const folder = temporaryFolder();

async function withRecording<T>(
  name: string,
  bytes: Uint8Array,
  work: (recording: Recording) => Promise<T>,
): Promise<T> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const recording = await openRecording(tools, path);
  try {
    return await work(recording);
  } finally {
    recording.close();
  }
}

describe("recordings of instruments open as recordings", () => {
  it("a DICOM loop has the rate that it states, and its own numbers", async () => {
    const values = Uint16Array.from({ length: 10 * 8 * 6 }, (_, k) => k * 8);
    const elements = [...pixelElements(8, 6, 10, 12), [0x00181063, "DS", "25"] as const];
    const bytes = dicomFile({ elements, pixels: new Uint8Array(values.buffer) });
    await withRecording("loop.dcm", bytes, async (recording) => {
      expect(recording.info).toMatchObject({
        frameCount: 10,
        frameRate: 40,
        variableFrameRate: false,
        notices: [],
      });
      const frames = recording.openFrames(new SharedHeap(), { budgetBytes: 1 << 20 });
      const lease = await frames.get(9);
      expect(Array.from(lease.meta.samples)).toEqual(Array.from(values.subarray(9 * 48)));
      lease.release();
      await frames.close();
    });
  });

  it("a long Norpix sequence has the times of all its stamps, those listed after it opened too", async () => {
    const frames = Array.from({ length: 700 }, () => new Uint8Array(12));
    const stamps = frames.map((_, k) => 4000 * k + (k >= 500 ? 100_000 : 0));
    const bytes = norpixFile({ width: 4, height: 3, frames, stamps, framesPerSecond: 250 });
    await withRecording("sequence.seq", bytes, async ({ info }) => {
      expect(info.times.length).toBe(700);
      expect(info.times).toEqual(stamps.map((stamp) => expect.closeTo(stamp / 1e6, 9)));
    });
  });

  it("a PFM picture is one frame", async () => {
    await withRecording("picture.pfm", pfmFile(2, [[0, 1]], "-1"), async ({ info }) => {
      expect(info.frameCount).toBe(1);
      expect(info.notices.map(({ name }) => name)).toEqual([
        "recordingRange",
        "pageRateAssumed",
        "singleFrame",
      ]);
    });
  });

  it("what is no recording of theirs is recognised by none of them", () => {
    const heads = [
      new Uint8Array(0),
      new Uint8Array(200),
      Buffer.from("RIFF....AVI LIST"),
      Buffer.from("P6 3 2 255 ...."),
    ];
    for (const head of heads) {
      expect(
        RECORDER_FORMATS.filter((format) => format.recognises(head, "x")).map(({ name }) => name),
      ).toEqual([]);
    }
  });
});
