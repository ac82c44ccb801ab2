import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { collectGarbage } from "../../workers/collect-garbage";
import { temporaryFolder } from "../testing/movies";
import { type EncoderSettings, VideoEncoder } from "./encoder";

const folder = temporaryFolder();
const SETTINGS: EncoderSettings = {
  ...{ width: 2, height: 2, pixelAspect: 1, firstTime: 0, lastDuration: 0.04, audio: null },
  colour: { matrix: "bt709", primaries: "bt709", transfer: "bt709", range: "limited" },
  timeBase: { numerator: 1, denominator: 25 },
  output: join(folder, "never.mp4"),
};

/** An encoder that is a shell script. */
function encoder(name: string, script: string): VideoEncoder {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return new VideoEncoder(path, SETTINGS);
}

it("keeps nothing of the frames that it has written", async () => {
  const swallowing = encoder("swallowing", "exec cat > /dev/null");
  const frame = new Uint8Array(6);
  const write = async (count: number): Promise<number> => {
    for (let k = 0; k < count; k++) await swallowing.write(frame, k / 25);
    collectGarbage();
    return process.memoryUsage().heapUsed;
  };
  const before = await write(2000);
  const kept = (await write(30_000)) - before;
  await swallowing.finish();
  // A reaction to the program's end that every frame left behind would be 463 bytes.
  expect(kept / 30_000).toBeLessThan(100);
});

it("fails when the program ends, and when it is gone already", async () => {
  const short = encoder("short", "exec head -c 400 > /dev/null");
  const frame = new Uint8Array(6);
  const all = async (): Promise<void> => {
    for (let k = 0; k < 100_000; k++) await short.write(frame, k / 25);
  };
  await expect(all()).rejects.toMatchObject({ code: "encoder-failed" });
  await expect(short.write(frame, 0)).rejects.toMatchObject({ code: "encoder-failed" });
});

it("lets go of a frame that a program which died will never read", async () => {
  const deaf = encoder("deaf", "kill -9 $$");
  const frame = new Uint8Array(6);
  const all = async (): Promise<void> => {
    for (let k = 0; k < 100_000; k++) await deaf.write(frame, k / 25);
  };
  await expect(all()).rejects.toMatchObject({ code: "encoder-failed" });
});
