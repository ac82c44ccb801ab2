import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PROJECT_BYTES } from "../../shared/project";
import { someProject } from "../../shared/testing/some-project";
import { temporaryFolder } from "../testing/movies";
import { LatestWrite } from "./latest-write";
import { hasLastGood, lastGoodOf, ProjectFile, readProject } from "./project-file";

const folder = temporaryFolder();
const place = (name: string): string => join(folder, name);
const at = (playhead: number) => someProject({}, {}, { playhead });

describe("ProjectFile", () => {
  it("reads what it wrote, and keeps the version before", async () => {
    const path = place("study.kinoflow");
    const file = new ProjectFile(path);
    await file.write(at(1));
    expect(await readProject(path)).toEqual(at(1));
    expect(await hasLastGood(path)).toBe(false);
    await file.write(at(2));
    await file.write(at(3));
    expect((await readProject(path)).playhead).toBe(3);
    expect((await readProject(lastGoodOf(path))).playhead).toBe(2);
    expect(readdirSync(folder)).toEqual(["study.kinoflow", "study.kinoflow~"]);
  });

  it("never has a damaged file replace the last good version", async () => {
    const path = place("torn.kinoflow");
    const before = new ProjectFile(path);
    await before.write(at(1));
    await before.write(at(2));
    truncateSync(path, 100);
    await expect(readProject(path)).rejects.toMatchObject({
      code: "file-unreadable",
      message: "torn.kinoflow is damaged, or is no project of Kinoflow.",
    });
    expect(await hasLastGood(path)).toBe(true);
    await new ProjectFile(path).write(at(5));
    expect((await readProject(path)).playhead).toBe(5);
    expect((await readProject(lastGoodOf(path))).playhead).toBe(1);
  });

  it("removes what killed programs have left of it, and nothing else", async () => {
    const home = place("tidy");
    mkdirSync(home);
    const leave = (name: string, ageMs: number): void => {
      writeFileSync(join(home, name), "half a pro");
      const then = new Date(Date.now() - ageMs);
      utimesSync(join(home, name), then, then);
    };
    const left = [".study.0a1b2c3d.partial.kinoflow", ".study.kinoflow~.partial"];
    const others = [
      ...[".other.0a1b2c3d.partial.kinoflow", ".study.two.0a1b2c3d.partial.kinoflow"],
      ...[".study.0a1b2c3d.partial.mp4", ".study.mine.partial.kinoflow", "study.0a1b2c3d.partial.kinoflow"],
    ];
    // Somebody may be writing this.
    const fresh = ".study.44444444.partial.kinoflow";
    for (const name of [...left, ...others]) leave(name, 90_000);
    leave(fresh, 10_000);
    const file = new ProjectFile(join(home, "study.kinoflow"));
    await file.tidy();
    expect(readdirSync(home).sort()).toEqual([...others, fresh].sort());
    for (const name of left) leave(name, 90_000);
    await file.write(at(1));
    expect(readdirSync(home).sort()).toEqual([...others, fresh, "study.kinoflow"].sort());
  });

  it("writes in the order in which it is asked to", async () => {
    const path = place("order.kinoflow");
    const file = new ProjectFile(path);
    await Promise.all(Array.from({ length: 20 }, (_, k) => file.write(at(k))));
    expect((await readProject(path)).playhead).toBe(19);
    expect((await readProject(lastGoodOf(path))).playhead).toBe(18);
  });

  it("leaves what was there where it cannot write", async () => {
    const path = join(folder, "gone", "study.kinoflow");
    await expect(new ProjectFile(path).write(at(1))).rejects.toMatchObject({ code: "output-unwritable" });
    mkdirSync(place("folder.kinoflow"));
    await expect(new ProjectFile(place("folder.kinoflow")).write(at(1))).rejects.toMatchObject({
      code: "output-unwritable",
    });
  });
});

describe("readProject", () => {
  it("says of what is none what is wrong with it", async () => {
    await expect(readProject(place("missing.kinoflow"))).rejects.toMatchObject({ code: "file-missing" });
    await expect(readProject(folder)).rejects.toMatchObject({ code: "file-unreadable" });
    const wrong: Readonly<Record<string, string | Uint8Array>> = {
      empty: "",
      text: "a study of a vortex",
      bytes: Uint8Array.from({ length: 999 }, (_, k) => (k * 37) % 256),
      deep: "[".repeat(100_000),
      prototype: '{"schema":1,"__proto__":{"recording":1}}',
    };
    for (const [name, content] of Object.entries(wrong)) {
      const path = place(`${name}.kinoflow`);
      writeFileSync(path, content);
      await expect(readProject(path), name).rejects.toMatchObject({ said: { name: "projectBroken" } });
    }
  });

  it("does not read what is larger than any project", async () => {
    const path = place("large.kinoflow");
    writeFileSync(path, JSON.stringify(at(1)));
    expect((await readProject(path)).playhead).toBe(1);
    // Of blanks it would still be one.
    truncateSync(path, 0);
    writeFileSync(path, JSON.stringify(at(1)).padEnd(PROJECT_BYTES + 1));
    await expect(readProject(path)).rejects.toMatchObject({ said: { name: "projectBroken" } });
  });
});

describe("LatestWrite", () => {
  it("writes the first at once, and of what comes meanwhile the last", async () => {
    const written: number[] = [];
    const ends: (() => void)[] = [];
    const writes = new LatestWrite<number>((value) => {
      written.push(value);
      return new Promise((end) => ends.push(end));
    });
    for (const value of [1, 2, 3]) writes.offer(value);
    expect(written).toEqual([1]);
    ends.shift()?.();
    await expect.poll(() => written).toEqual([1, 3]);
    writes.offer(4);
    ends.shift()?.();
    await expect.poll(() => written).toEqual([1, 3, 4]);
    ends.shift()?.();
    await writes.idle;
    expect(written).toEqual([1, 3, 4]);
  });
});

it("is text that people can read and compare", async () => {
  const path = place("readable.kinoflow");
  await new ProjectFile(path).write(at(7));
  expect(existsSync(path)).toBe(true);
  expect(readFileSync(path, "utf8")).toContain('\n "playhead": 7');
});
