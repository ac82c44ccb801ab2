import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { temporaryFolder, tools } from "../testing/movies";
import { locateFfmpeg } from "./locate";

const folder = temporaryFolder();
afterEach(() => vi.unstubAllEnvs());

/** A folder with the given programs, each a link to the real one. */
function programs(name: string, ...names: readonly ("ffmpeg" | "ffprobe")[]): string {
  const place = join(folder, name);
  mkdirSync(place);
  for (const program of names) symlinkSync(tools[program].path, join(place, program));
  return place;
}

describe("where ffmpeg is looked for", () => {
  it("the person's setting comes first, with the ffprobe beside it", async () => {
    const place = programs("setting", "ffmpeg", "ffprobe");
    const found = await locateFfmpeg({ setting: join(place, "ffmpeg") });
    expect(found.ffmpeg).toMatchObject({ path: join(place, "ffmpeg"), source: "setting" });
    expect(found.ffprobe.path).toBe(join(place, "ffprobe"));
  });

  it("then FFMPEG_BIN and FFPROBE_BIN", async () => {
    const place = programs("environment", "ffmpeg", "ffprobe");
    vi.stubEnv("FFMPEG_BIN", join(place, "ffmpeg"));
    vi.stubEnv("FFPROBE_BIN", join(place, "ffprobe"));
    const found = await locateFfmpeg();
    expect([found.ffmpeg.source, found.ffprobe.source]).toEqual(["FFMPEG_BIN", "FFPROBE_BIN"]);
    expect(found.ffmpeg.version).toMatch(/^\S+$/);
  });

  it("what cannot be run is passed over", async () => {
    const broken = join(folder, "broken-ffmpeg");
    writeFileSync(broken, "#!/bin/sh\nexit 3\n");
    chmodSync(broken, 0o755);
    const found = await locateFfmpeg({ setting: broken });
    expect(found.ffmpeg.source).not.toBe("setting");
  });

  it("where there is none, one sentence says what to do", async () => {
    vi.stubEnv("PATH", folder);
    vi.stubEnv("FFMPEG_BIN", join(folder, "nothing"));
    const outcome: unknown = await locateFfmpeg().catch((error: unknown) => error);
    // Where ffmpeg-static has its binary, there always is one.
    if (outcome instanceof Error) {
      expect(outcome).toMatchObject({
        code: "ffmpeg-missing",
        message: expect.stringMatching(/^ff\w+ was not found; .*\.$/),
      });
    } else {
      expect(outcome).toMatchObject({ ffmpeg: { source: "ffmpeg-static" } });
    }
  });
});
