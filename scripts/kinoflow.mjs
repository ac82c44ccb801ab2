import { join } from "node:path";
import { runInForeground, userFolder } from "./foreground.mjs";
import { failPlainly } from "./setup/report.mjs";
import { setup } from "./setup.mjs";

try {
  await setup("engine");
  const { ensureBuilt } = await import("./build.mjs");
  const { repositoryRoot } = await import("./setup/places.mjs");
  await ensureBuilt();
  const cli = join(repositoryRoot, "out", "main", "cli.js");
  process.exitCode = await runInForeground(process.execPath, [cli, ...process.argv.slice(2)], {
    cwd: userFolder(),
  });
} catch (error) {
  failPlainly(error);
}
