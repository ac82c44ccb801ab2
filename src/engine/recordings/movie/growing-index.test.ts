import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { SharedHeap } from "../../../workers/shared-heap";
import type { FfmpegTools } from "../../ffmpeg/locate";
import { runningToolPids } from "../../ffmpeg/process";
import { ffmpeg, makeMovie, md5, sequentialFrames, temporaryFolder, tools } from "../../testing/movies";
import { openMovie, startMovie } from "./movie";

const folder = temporaryFolder();
/** Of whoever waits for a condition, on a machine that is busy with other things. */
const PATIENCE = { timeout: 60_000 } as const;
const H264 = ["-c:v", "libx264", "-g", "25", "-bf", "2", "-pix_fmt", "yuv420p"];

/**
 * An ffprobe that lists the first `lines` packets and the others only when `gate` exists, as from a slow disk.
 * `edit` is a program of awk's for the lines.
 */
function slowFfprobe(name: string, lines: number, gate: string, edit = "1"): FfmpegTools {
  const path = join(folder, name);
  const real = `'${tools.ffprobe.path}'`;
  writeFileSync(
    path,
    `#!/bin/sh
case "$*" in
  *packet=*)
    ${real} "$@" | awk -F'|' -v OFS='|' '${edit}' > '${path}.lines'
    head -n ${lines} '${path}.lines'
    while [ ! -e '${gate}' ]; do sleep 0.02; done
    tail -n +$((${lines} + 1)) '${path}.lines' ;;
  *) exec ${real} "$@" ;;
esac
`,
  );
  chmodSync(path, 0o755);
  return { ...tools, ffprobe: { ...tools.ffprobe, path } };
}

/** From packet 60 on, all have the timestamp of the one before; in what ffprobe lists by itself, and beside the streams. */
const REPEATING = `
  /"stream_index"/ { n++; if (n > 60) sub(/"pts": [0-9]+/, last); else { match($0, /"pts": [0-9]+/); last = substr($0, RSTART, RLENGTH) } print; next }
  /^[0-9]+\\|/ { if (NR > 60) $1 = last; else last = $1 }
  { print }`;

describe.skipIf(process.platform === "win32")("a movie whose packets come slowly", () => {
  const path = makeMovie(folder, "slow.mp4", { seconds: 4, args: H264 });

  it("opens with the frames that are known, and learns of the others", async () => {
    const gate = join(folder, "gate-1");
    const movie = await startMovie(slowFfprobe("probe-1", 40, gate), path);
    const { info } = movie;
    expect(info.indexComplete).toBe(false);
    expect(info.expectedFrameCount).toBe(100);
    expect(info.duration).toBeCloseTo(4, 2);
    // Of 40 packets in decoding order, these are certain to have none before them that are still to come.
    expect(info.frameCount).toBeGreaterThan(30);
    expect(info.frameCount).toBeLessThan(40);
    expect(info.times).toHaveLength(info.frameCount);

    const frames = movie.openFrames(new SharedHeap(), { budgetBytes: 10 * movie.format.bytes });
    const expected = sequentialFrames(path);
    for (const frame of [info.frameCount - 1, info.frameCount, 3]) {
      const lease = await frames.get(frame);
      expect(md5(lease.slot.bytes)).toBe(expected[frame]);
      lease.release();
    }
    await expect(frames.get(60)).rejects.toMatchObject({ code: "invalid-argument" });

    const grown = vi.fn();
    movie.timeline.subscribe(grown);
    writeFileSync(gate, "");
    expect(await movie.indexed).toBe("complete");
    expect(grown).toHaveBeenCalled();
    expect(movie.info).toMatchObject({ indexComplete: true, frameCount: 100, expectedFrameCount: 100 });
    expect(movie.info.times.slice(0, info.times.length)).toEqual(info.times.slice());
    const late = await frames.get(99);
    expect(md5(late.slot.bytes)).toBe(expected[99]);
    late.release();
    await frames.close();
  });

  it("ends the reading when it is closed", async () => {
    const movie = await startMovie(slowFfprobe("probe-2", 40, join(folder, "gate-2")), path);
    movie.close();
    await expect(movie.indexed).rejects.toMatchObject({ code: "cancelled" });
    expect(runningToolPids()).toEqual([]);
  });

  it("can be given up while all of it is being waited for", async () => {
    const control = new AbortController();
    const opening = openMovie(slowFfprobe("probe-3", 40, join(folder, "gate-3")), path, {
      signal: control.signal,
    });
    await vi.waitUntil(() => existsSync(join(folder, "probe-3.lines")), PATIENCE);
    control.abort();
    await expect(opening).rejects.toMatchObject({ code: "cancelled" });
    expect(runningToolPids()).toEqual([]);
  });

  it("is indexed by decoding when its timestamps turn out to be of no use", async () => {
    const gate = join(folder, "gate-4");
    const repeating = slowFfprobe("probe-4", 40, gate, REPEATING);
    const movie = await startMovie(repeating, path);
    expect(movie.info.indexComplete).toBe(false);
    writeFileSync(gate, "");
    expect(await movie.indexed).toBe("unreliable");

    const whole = await openMovie(repeating, path);
    expect(whole.info.frameCount).toBe(100);
    // Known by checksums, which are those of untouched frames.
    expect([false, true].map((rebuilt) => whole.passes?.canBeginWithin(rebuilt))).toEqual([true, false]);
    const expected = sequentialFrames(path);
    const frames = whole.openFrames(new SharedHeap(), { budgetBytes: 4 * whole.format.bytes });
    for (const frame of [80, 20, 99, 0, 55]) {
      const lease = await frames.get(frame);
      expect(md5(lease.slot.bytes)).toBe(expected[frame]);
      lease.release();
    }
    await frames.close();
  });
});

it("knows all frames of a long movie in the end", async () => {
  const clip = makeMovie(folder, "clip.mp4", { size: "32x32", args: [...H264, "-preset", "ultrafast"] });
  const long = join(folder, "long.mkv");
  ffmpeg("-stream_loop", "599", "-i", clip, "-c", "copy", long);
  const movie = await startMovie(tools, long);
  expect(await movie.indexed).toBe("complete");
  expect(movie.info.frameCount).toBe(30_000);
  const frames = movie.openFrames(new SharedHeap(), { budgetBytes: 10 * movie.format.bytes });
  const expected = sequentialFrames(clip);
  const lease = await frames.get(29_987);
  expect(md5(lease.slot.bytes)).toBe(expected[37]);
  lease.release();
  await frames.close();
});

describe("frames in memory", () => {
  it("are read ahead in the direction of the last move, while nobody asks", async () => {
    const path = makeMovie(folder, "ahead.mp4", { seconds: 4, args: H264 });
    const movie = await openMovie(tools, path);
    const frames = movie.openFrames(new SharedHeap(), { budgetBytes: 20 * movie.format.bytes });
    const look = async (frame: number): Promise<void> => {
      frames.lookAt(frame);
      (await frames.get(frame)).release();
      frames.readAhead();
    };
    const holds = (from: number, to: number): boolean => {
      for (let frame = from; frame <= to; frame++) if (!frames.has(frame)) return false;
      return true;
    };
    await look(40);
    await vi.waitUntil(() => holds(41, 50), PATIENCE);
    await look(39);
    await vi.waitUntil(() => holds(29, 38), PATIENCE);
    expect(frames.heldBytes).toBeLessThanOrEqual(20 * movie.format.bytes);
    // What a person asks for comes first.
    await look(90);
    expect(frames.has(90)).toBe(true);
    await frames.close();
    expect(runningToolPids()).toEqual([]);
  });

  it("are read ahead no more once somebody asks for one, until it is said again", async () => {
    const path = makeMovie(folder, "asked.mp4", { size: "320x240", seconds: 4, args: H264 });
    const movie = await openMovie(tools, path);
    await movie.indexed;
    const frames = movie.openFrames(new SharedHeap(), { budgetBytes: 90 * movie.format.bytes });
    (await frames.get(0)).release();
    let changes = 0;
    await new Promise<void>((resolve) => {
      frames.subscribe(() => {
        changes += 1;
        if (frames.has(1)) resolve();
      });
      frames.readAhead();
    });
    changes = 0;
    for (const frame of [20, 40, 60, 80]) (await frames.get(frame)).release();
    // The frame on which it was, and those that were asked for.
    expect(changes).toBeLessThanOrEqual(5);
    await frames.close();
  });

  it("go when the budget is made smaller, those nearest the playhead last", async () => {
    const path = makeMovie(folder, "smaller.mp4", { args: H264 });
    const movie = await openMovie(tools, path);
    const heap = new SharedHeap();
    const frames = movie.openFrames(heap, { budgetBytes: 40 * movie.format.bytes });
    const changed = vi.fn();
    frames.subscribe(changed);
    for (let frame = 0; frame < 30; frame++) (await frames.get(frame)).release();
    expect(changed).toHaveBeenCalled();
    frames.budgetBytes = 5 * movie.format.bytes;
    expect(frames.heldBytes).toBe(5 * movie.format.bytes);
    expect(heap.heldBytes).toBeLessThan(6 * movie.format.bytes);
    expect([...frames.cachedFrames].sort((a, b) => a - b)).toEqual([25, 26, 27, 28, 29]);
    await frames.close();
    expect(heap.heldBytes).toBe(0);
  });
});
