import { mkdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { ProjectRecording } from "../../shared/project";
import { NO_RECORDING } from "../../shared/testing/some-project";
import { fingerprintOfFile } from "../recordings/fingerprint";
import { openRecording } from "../recordings/open-recording";
import { makeMovie, temporaryFolder, tools } from "../testing/movies";
import { besideProject, describeRecording, openingOptions } from "./describe-recording";
import { findRecording, isRecording } from "./find-recording";

const folder = temporaryFolder();
let count = 0;
let home = "";
let project = "";
let recording: ProjectRecording = NO_RECORDING;

/** Writes a file, and its folders. */
function put(path: string, content: string): string {
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, content);
  return path;
}

beforeEach(async () => {
  count += 1;
  home = join(folder, String(count));
  project = join(home, "studies", "study.kinoflow");
  mkdirSync(join(home, "studies"), { recursive: true });
  const path = put(join(home, "movies", "clip.mp4"), "pixels of a clip");
  recording = besideProject(
    {
      ...NO_RECORDING,
      path,
      fingerprint: await fingerprintOfFile(path),
      bytes: statSync(path).size,
    },
    project,
  );
});

describe("findRecording", () => {
  it("takes it where it was", async () => {
    expect(recording.relative).toBe("../movies/clip.mp4");
    const found = await findRecording(recording, project);
    expect(found).toEqual({ path: recording.path, isInPlace: true, isSame: true });
  });

  it("takes it as far from the project as it was, where both have moved", async () => {
    const moved = join(folder, `moved-${count}`);
    renameSync(home, moved);
    const found = await findRecording(recording, join(moved, "studies", "study.kinoflow"));
    expect(found).toEqual({ path: join(moved, "movies", "clip.mp4"), isInPlace: true, isSame: true });
  });

  it("takes it beside the project, also by a path of another system", async () => {
    renameSync(recording.path, join(home, "studies", "clip.mp4"));
    const elsewhere = { ...recording, path: "C:\\movies\\clip.mp4", relative: null };
    for (const asked of [recording, elsewhere]) {
      const found = await findRecording(asked, project);
      expect(found).toEqual({ path: join(home, "studies", "clip.mp4"), isInPlace: true, isSame: true });
    }
  });

  it("finds it by its content below the project, whatever it is called, among files of its size", async () => {
    const path = join(home, "studies", "a", "b", "renamed.bin");
    put(join(home, "studies", "a", "decoy.mp4"), "other pixels, of another size");
    put(join(home, "studies", "a", "twin.mp4"), "PIXELS of a clip");
    mkdirSync(join(path, ".."), { recursive: true });
    renameSync(recording.path, path);
    expect(await findRecording(recording, project)).toEqual({ path, isInPlace: false, isSame: true });
  });

  it("finds it in folders of other recordings", async () => {
    const path = put(join(home, "others", "renamed.mp4"), "pixels of a clip");
    renameSync(recording.path, join(folder, `gone-${count}`));
    expect(await findRecording(recording, project)).toBeNull();
    const found = await findRecording(recording, project, { folders: [join(home, "others"), "/nowhere"] });
    expect(found).toEqual({ path, isInPlace: false, isSame: true });
  });

  it("prefers the same content to the same name, and says where there is the name alone", async () => {
    put(recording.path, "something else by this name");
    expect(await findRecording(recording, project)).toEqual({
      path: recording.path,
      isInPlace: true,
      isSame: false,
    });
    const path = put(join(home, "studies", "copy.mp4"), "pixels of a clip");
    expect(await findRecording(recording, project)).toEqual({ path, isInPlace: false, isSame: true });
  });

  it("looks no further than a few folders below, and ends when it is not wanted any more", async () => {
    renameSync(recording.path, join(folder, `gone-${count}`));
    put(join(home, "studies", "1/2/3/4/5/clip.mp4"), "pixels of a clip");
    expect(await findRecording(recording, project)).toBeNull();
    const signal = AbortSignal.abort();
    await expect(findRecording(recording, project, { signal })).rejects.toMatchObject({ code: "cancelled" });
  });
});

it("describes a recording so that it is opened again as it was", async () => {
  const path = makeMovie(folder, "real.mp4");
  const movie = await openRecording(tools, path, { captureRate: 250 });
  const described = await describeRecording(movie, await movie.identity.fingerprint());
  expect(described).toMatchObject({ path, bytes: statSync(path).size, stream: null, captureRate: 250 });
  const again = await openRecording(tools, path, openingOptions(described));
  expect(again.info.times).toEqual(movie.info.times);
  expect(await isRecording(path, described)).toBe(true);
  expect(await isRecording(path, { ...described, fingerprint: "0".repeat(64) })).toBe(false);
});

it("describes pictures by one of them, of whose content alone nobody knows them", async () => {
  const pictures = join(folder, "pictures");
  mkdirSync(pictures);
  makeMovie(pictures, "frame%03d.png", { seconds: 0.2 });
  const movie = await openRecording(tools, join(pictures, "frame001.png"), { sequenceRate: 100 });
  const described = await describeRecording(movie, await movie.identity.fingerprint());
  expect(described).toMatchObject({ bytes: null, frameRate: 100 });
  const again = await openRecording(tools, described.path, openingOptions(described));
  expect(again.info.frameCount).toBe(movie.info.frameCount);
  expect(again.info.times).toEqual(movie.info.times);
});
