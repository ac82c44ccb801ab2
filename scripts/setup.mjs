import { isAsItWas } from "./setup/as-it-was.mjs";
import { checkNodeVersion } from "./setup/node-version.mjs";
import { failPlainly, isProgram, SetupError } from "./setup/report.mjs";

/**
 * Installs what this machine lacks for `scope`: "engine" (the command line) or "app" (the app and all tests).
 * Costs a fraction of a second when nothing is to do, and for "engine" some milliseconds when all is as it was.
 */
export async function setup(scope = "app") {
  checkNodeVersion();
  if (isAsItWas(scope)) return;
  const { runSteps, scopes } = await import("./setup/steps.mjs");
  if (!scopes.includes(scope))
    throw new SetupError(`Unknown scope "${scope}"; it is one of: ${scopes.join(", ")}.`);
  await runSteps(scope);
}

if (isProgram(import.meta)) await setup(process.argv[2]).catch(failPlainly);
