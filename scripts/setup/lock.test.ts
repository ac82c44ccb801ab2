import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withLock } from "./lock.mjs";

let folder: string;
let lock: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kinoflow-lock-"));
  lock = join(folder, "nested", "a.lock");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("lets one task in at a time and leaves nothing behind", async () => {
  let inside = 0;
  let most = 0;
  const task = async () => {
    most = Math.max(most, ++inside);
    await sleep(5);
    inside--;
  };
  await Promise.all(Array.from({ length: 5 }, () => withLock(lock, task)));
  expect(most).toBe(1);
  expect(readdirSync(join(folder, "nested"))).toEqual([]);
});

test("is released when the task fails", async () => {
  await expect(withLock(lock, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(existsSync(lock)).toBe(false);
});

test("is taken over from an owner that died, by one of many waiting", async () => {
  await withLock(lock, async () => {});
  const dead = spawnSync(process.execPath, ["-e", ""]).pid;
  writeFileSync(lock, JSON.stringify({ pid: dead, host: hostname(), token: "old" }));
  let inside = 0;
  let most = 0;
  const task = async () => {
    most = Math.max(most, ++inside);
    await sleep(5);
    inside--;
  };
  await Promise.all([withLock(lock, task), withLock(lock, task), withLock(lock, task)]);
  expect(most).toBe(1);
});

test("is taken over from an owner on another machine that went silent", async () => {
  await withLock(lock, async () => {});
  writeFileSync(lock, JSON.stringify({ pid: 1, host: "elsewhere", token: "old" }));
  const longAgo = new Date(Date.now() - 3_600_000);
  utimesSync(lock, longAgo, longAgo);
  expect(await withLock(lock, async () => "in")).toBe("in");
});

test("waits for an owner that is alive, and says so once", async () => {
  const said: string[] = [];
  const first = withLock(lock, () => sleep(500));
  await sleep(20);
  await withLock(lock, async () => {}, { onWait: () => said.push("waiting") });
  await first;
  expect(said).toEqual(["waiting"]);
});
