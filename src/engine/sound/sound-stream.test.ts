import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { SOUND } from "../../shared/sound";
import { runningToolPids } from "../ffmpeg/process";
import { openMovie } from "../recordings/movie/movie";
import { ffmpeg, temporaryFolder, tools } from "../testing/movies";
import { SoundStream } from "./sound-stream";

const folder = temporaryFolder();
let stream: SoundStream | null = null;
afterEach(async () => {
  await stream?.close();
  stream = null;
});

/** A movie of 3 s, silent but for a tone from 1 s of its sound on; the sound begins `late` seconds after the picture. */
function makeMovie(name: string, late: number, ...args: readonly string[]): string {
  const path = join(folder, name);
  ffmpeg(
    ...["-f", "lavfi", "-i", "testsrc2=s=160x120:r=25:d=3"],
    ...(late > 0 ? ["-itsoffset", String(late)] : []),
    ...["-f", "lavfi", "-i", "aevalsrc=if(gte(t\\,1)\\,0.5*sin(880*PI*t)\\,0):s=44100:d=2"],
    ...["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", ...args, path],
  );
  return path;
}

async function soundOf(path: string, from: number, length: number): Promise<Int16Array> {
  const { sound, timeline } = await openMovie(tools, path);
  if (sound === null) throw new Error("The movie has no sound.");
  stream = new SoundStream(tools.ffmpeg.path, sound, timeline, from);
  return (await stream.read(length)).samples;
}

/** Seconds of the first moment that is loud. */
function loudAt(samples: Int16Array): number {
  return Math.floor(samples.findIndex((value) => Math.abs(value) > 3000) / SOUND.channels) / SOUND.sampleRate;
}

it.each([
  { name: "from the beginning", file: "plain.mkv", late: 0, from: 0, loud: 1 },
  { name: "from the middle of it", file: "plain.mkv", late: 0, from: 0.52, loud: 0.48 },
  { name: "that begins after the picture", file: "late.mkv", late: 0.4, from: 0.2, loud: 1.2 },
  { name: "of another container", file: "plain.mp4", late: 0, from: 0.5, loud: 0.5 },
])("has the sound $name where the picture has it", async ({ file, late, from, loud }) => {
  const codec = file.endsWith("mp4") ? ["-c:a", "aac"] : ["-c:a", "pcm_s16le"];
  const samples = await soundOf(makeMovie(file, late, ...codec), from, 1.6);
  expect(samples.length).toBeGreaterThan(1.3 * SOUND.sampleRate * SOUND.channels);
  // A lossy codec spreads a beginning over some milliseconds.
  expect(Math.abs(loudAt(samples) - loud)).toBeLessThan(0.025);
});

it("comes in stretches as long as wished, and ends", async () => {
  const path = makeMovie("stretches.mkv", 0, "-c:a", "pcm_s16le");
  const first = await soundOf(path, 1, 0.25);
  expect(first.length).toBe(0.25 * SOUND.sampleRate * SOUND.channels);
  expect(loudAt(first)).toBeLessThan(0.005);
  let rest = 0;
  for (;;) {
    const { samples } = (await stream?.read(0.25)) ?? { samples: new Int16Array() };
    if (samples.length === 0) break;
    rest += samples.length / SOUND.channels / SOUND.sampleRate;
  }
  expect(rest).toBeCloseTo(0.75, 1);
});

it("after its end there is none, and no program is left", async () => {
  const path = makeMovie("end.mkv", 0, "-c:a", "pcm_s16le");
  expect((await soundOf(path, 2.9, 0.5)).length).toBe(0);
  await stream?.close();
  expect(runningToolPids()).toEqual([]);
});
