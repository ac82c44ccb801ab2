import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isBuilt } from "./built-state.mjs";
import { repositoryRoot, userFolder } from "./setup/places.mjs";
import { failPlainly } from "./setup/report.mjs";
import { setup } from "./setup.mjs";

if (await isReady()) {
  process.chdir(userFolder());
  // In this process: another one would take longer to start than most commands take.
  await import(pathToFileURL(join(repositoryRoot, "out", "main", "cli.js")).href);
}

async function isReady() {
  try {
    await setup("engine");
    if (!isBuilt()) await (await import("./build.mjs")).ensureBuilt();
    return true;
  } catch (error) {
    failPlainly(error);
    return false;
  }
}
