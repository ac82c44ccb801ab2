// Stands in for the default app that comes with Electron's official builds: it opens the application whose
// folder is given on the command line, so that `electron FOLDER` and Playwright work the same on both.
import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { app } from "electron";

const require = createRequire(import.meta.url);

Object.defineProperty(process, "defaultApp", { configurable: false, enumerable: true, value: true });

const { modules, folder } = parseArguments(process.argv.slice(1));
for (const module of modules) require(resolve(module));

if (process.argv[1] === "--version") {
  process.stdout.write(`v${process.versions.electron}\n`);
  app.exit(0);
} else if (folder === undefined) {
  process.stderr.write("Usage: electron FOLDER [ARGUMENTS]\n");
  app.exit(1);
} else {
  try {
    // Awaited at the top level: Electron holds `ready` back until this module is evaluated, and the
    // application must be able to register privileged schemes before it.
    await import(pathToFileURL(prepareApplication(resolve(folder))).href);
  } catch (error) {
    process.stderr.write(`The application could not be opened: ${error?.stack ?? error}\n`);
    app.exit(1);
  }
}

function parseArguments(args) {
  const modules = [];
  for (let i = 0; i < args.length; i++) {
    if (args[i] === "-r" || args[i] === "--require") modules.push(args[++i]);
    else if (!args[i].startsWith("-")) return { modules, folder: args[i] };
  }
  return { modules, folder: undefined };
}

/** Gives the application its name, version and path; returns its main file. */
function prepareApplication(path) {
  if (statSync(path).isFile()) {
    app.setAppPath(dirname(path));
    return path;
  }
  const description = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
  const name = description.productName ?? description.name;
  if (name) app.setName(name);
  if (description.version) app.setVersion(description.version);
  if (description.desktopName) app.setDesktopName(description.desktopName);
  else if (name) app.setDesktopName(`${name}.desktop`);
  app.setAppPath(path);
  return join(path, description.main ?? "index.js");
}
