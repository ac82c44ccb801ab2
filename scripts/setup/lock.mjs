import { randomUUID } from "node:crypto";
import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const HEARTBEAT_MS = 5_000;
const SILENT_MS = 60_000;

/**
 * Runs `task` while holding the lock file. A lock whose owner died is taken over: the owner's process id is
 * in it, and its modification time is refreshed while the owner lives (for the case that another program
 * got the same process id, or that the folder is shared between machines).
 */
export async function withLock(path, task, { onWait = () => {} } = {}) {
  const token = await acquire(path, onWait);
  const heartbeat = setInterval(() => touch(path), HEARTBEAT_MS);
  const release = () => {
    clearInterval(heartbeat);
    if (readOwner(path)?.token === token) rmSync(path, { force: true });
  };
  process.once("exit", release);
  try {
    return await task();
  } finally {
    process.off("exit", release);
    release();
  }
}

async function acquire(path, onWait) {
  mkdirSync(dirname(path), { recursive: true });
  const token = randomUUID();
  let waiting = false;
  for (;;) {
    if (tryCreate(path, token)) return token;
    if (isAbandoned(path)) {
      removeAbandoned(path);
      continue;
    }
    if (!waiting) onWait();
    waiting = true;
    await sleep(200);
  }
}

/** Written beside and linked into place, so that nobody ever reads a half-written owner. */
function tryCreate(path, token) {
  const draft = `${path}.${token}`;
  writeFileSync(draft, JSON.stringify({ pid: process.pid, host: hostname(), token }));
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function isAbandoned(path) {
  const owner = readOwner(path);
  if (!owner) return false;
  const silentFor = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  if (silentFor > SILENT_MS) return true;
  return owner.host === hostname() && !isAlive(owner.pid);
}

/** Renaming first tells which of several waiting set-ups may remove the lock; a live one is put back. */
function removeAbandoned(path) {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (error.code === "ENOENT") return;
    throw error;
  }
  try {
    if (!isAbandoned(aside)) linkSync(aside, path);
  } finally {
    rmSync(aside, { force: true });
  }
}

function readOwner(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function touch(path) {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // The next heartbeat tries again.
  }
}
