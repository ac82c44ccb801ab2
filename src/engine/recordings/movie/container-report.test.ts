import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { FfmpegTools } from "../../ffmpeg/locate";
import { makeMovie, temporaryFolder, tools } from "../../testing/movies";
import { readReport } from "./container-report";
import { openMovie, startMovie } from "./movie";

const folder = temporaryFolder();
const H264 = ["-c:v", "libx264", "-bf", "3", "-g", "12", "-pix_fmt", "yuv420p"];

describe("what ffprobe prints", () => {
  it("is read as far as it is what it should be", () => {
    const stream = {
      ...{
        index: 1,
        codec_type: "video",
        codec_name: "h264",
        width: 20,
        height: "wide",
        time_base: "1/90000",
      },
      ...{ avg_frame_rate: "0/0", r_frame_rate: "30000/1001", disposition: { attached_pic: 1 } },
      ...{ tags: { title: "A title", language: 7 }, side_data_list: [{}, { rotation: -90 }] },
    };
    const packets = [
      { stream_index: 1, pts: 20, dts: -10, duration: 10, flags: "K__" },
      { stream_index: 1, flags: "_D_" },
      { pts: 30, flags: "K__" },
    ];
    const report = readReport(JSON.stringify({ streams: [{ codec_type: "video" }, stream], packets }));
    expect(report).toMatchObject({ format: "", start: null, duration: null });
    expect(report?.streams).toEqual([
      expect.objectContaining({
        ...{ index: 1, type: "video", width: 20, height: 0, timeBase: { numerator: 1, denominator: 90000 } },
        ...{ meanRate: { numerator: 0, denominator: 1 }, isAttachedPicture: true, rotation: -90 },
        ...{ title: "A title", language: null, pixelFormat: "unknown", frameCount: null },
      }),
    ]);
    expect(report?.packets).toEqual([
      { stream: 1, pts: 20, dts: -10, duration: 10, keyframe: true, discarded: false },
      { stream: 1, pts: Number.NaN, dts: Number.NaN, duration: 0, keyframe: false, discarded: true },
    ]);
  });

  it.for(["", "{", "[]", "null", '{"streams":[]}', '{"streams":{"index":0}}', '{"streams":[null,7]}'])(
    "%s is of no movie",
    (text) => expect(readReport(text)).toBeNull(),
  );
});

it.skipIf(process.platform === "win32")("an ffprobe that lacks a library is none", async () => {
  const path = join(folder, "lacks-a-library");
  writeFileSync(path, "#!/bin/sh\necho 'cannot open shared object file' >&2\nexit 127\n");
  chmodSync(path, 0o755);
  const lacking = { ...tools, ffprobe: { ...tools.ffprobe, path } };
  const opening = openMovie(lacking, makeMovie(folder, "fine.mp4", { args: H264 }));
  await expect(opening).rejects.toMatchObject({
    code: "ffmpeg-missing",
    details: expect.stringContaining("shared"),
  });
});

describe.skipIf(process.platform === "win32")("a movie that is opened as a whole", () => {
  /** An ffprobe that writes a line for every call. */
  function countedFfprobe(): { readonly counted: FfmpegTools; readonly calls: () => number } {
    const path = join(folder, "counted-ffprobe");
    const list = join(folder, "calls");
    writeFileSync(list, "");
    writeFileSync(path, `#!/bin/sh\necho call >> '${list}'\nexec '${tools.ffprobe.path}' "$@"\n`);
    chmodSync(path, 0o755);
    const calls = (): number => readFileSync(list, "utf8").split("\n").length - 1;
    return { counted: { ...tools, ffprobe: { ...tools.ffprobe, path } }, calls };
  }

  it.for(["movie.mp4", "movie.mkv", "movie.ts"])(
    "asks ffprobe once, and knows the same: %s",
    async (name) => {
      const path = makeMovie(folder, name, { audio: true, args: H264 });
      const { counted, calls } = countedFfprobe();
      const whole = await openMovie(counted, path);
      expect(calls()).toBe(1);
      const grown = await startMovie(counted, path);
      expect(await grown.indexed).toBe("complete");
      expect(calls()).toBe(3);
      const { token: _, ...info } = whole.info;
      expect(grown.info).toMatchObject(info);
      expect(whole.timeline.ticks).toEqual(grown.timeline.ticks);
      expect(info.frameCount).toBe(50);
    },
  );
});
