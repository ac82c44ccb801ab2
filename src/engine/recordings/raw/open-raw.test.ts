import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { movieNotice } from "../../../shared/movie";
import type { RawLayout } from "../../../shared/raw-layout";
import { makeMovie, temporaryFolder, tools } from "../../testing/movies";
import { openRecording, startRecording } from "../open-recording";

const folder = temporaryFolder();
const LAYOUT: RawLayout = {
  ...{ width: 16, height: 8, bits: 8, depth: 8, byteOrder: "little", channels: 1 },
  ...{ headerBytes: 0, gapBytes: 0, framesPerSecond: null },
};

function noise(name: string): string {
  const path = join(folder, name);
  writeFileSync(
    path,
    Uint8Array.from({ length: 16 * 8 * 4 }, (_, k) => (k * k * 31 + 7 * k) % 251),
  );
  return path;
}

describe("a file that may be a raw recording", () => {
  it.for(["a.raw", "b.bin", "c.DAT", "d.img"])("%s needs a layout where it is nothing else", async (name) => {
    for (const open of [openRecording, startRecording]) {
      await expect(open(tools, noise(name))).rejects.toMatchObject({ said: { name: "rawLayoutNeeded" } });
    }
  });

  it("of another name is no movie, but can be read by a layout", async () => {
    const path = noise("e.xyz");
    await expect(openRecording(tools, path)).rejects.toMatchObject({ code: "not-a-movie" });
    const notices = [movieNotice("rawLayoutRemembered", "16x8")];
    const recording = await openRecording(tools, path, {
      raw: { layout: LAYOUT, notices },
      sequenceRate: 50,
    });
    expect(recording.info).toMatchObject({ frameCount: 4, frameRate: 50, rawLayout: LAYOUT, notices });
    recording.close();
  });

  it("is a movie where it is one, whatever it is called", async () => {
    const path = makeMovie(folder, "movie.dat", { seconds: 0.2, args: ["-f", "mp4"] });
    const recording = await openRecording(tools, path);
    expect(recording.info).toMatchObject({ width: 160, height: 120, rawLayout: null });
    recording.close();
  });

  it("is another recording under another layout, to what is kept of it", async () => {
    const path = noise("f.raw");
    const [one, other] = await Promise.all(
      [LAYOUT, { ...LAYOUT, width: 8, height: 16 }].map((layout) =>
        openRecording(tools, path, { raw: { layout } }),
      ),
    );
    expect(await one.identity.fingerprint()).toBe(await other.identity.fingerprint());
    expect(one.identity.reader).not.toBe(other.identity.reader);
    one.close();
    other.close();
  });
});
