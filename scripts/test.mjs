import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInForeground } from "./foreground.mjs";
import { nodeModules, repositoryRoot } from "./setup/places.mjs";
import { failPlainly, SetupError } from "./setup/report.mjs";
import { setup } from "./setup.mjs";
import {
  countOfCheck,
  countsOfPlaywright,
  countsOfVitest,
  describeCounts,
  honest,
  sum,
} from "./test-suites/counts.mjs";

const SUITES = {
  lint: runLint,
  types: runTypes,
  build: runBuild,
  unit: () => runVitest("unit"),
  engine: () => runVitest("engine"),
  e2e: runPlaywright,
};

const reports = mkdtempSync(join(tmpdir(), "kinoflow-test-"));
try {
  const names = process.argv.slice(2);
  const unknown = names.find((name) => !(name in SUITES));
  if (unknown)
    throw new SetupError(
      `There is no test suite "${unknown}"; there are: ${Object.keys(SUITES).join(", ")}.`,
    );
  // npm leaves the pretest script out where ignore-scripts is set; nothing is done twice.
  await setup("app");
  const total = await runSuites(names.length > 0 ? names : Object.keys(SUITES));
  process.exitCode = total.failed > 0 ? 1 : 0;
  console.log(describeCounts(total));
} catch (error) {
  failPlainly(error);
} finally {
  rmSync(reports, { recursive: true, force: true });
}

async function runSuites(names) {
  const results = [];
  for (const name of names) {
    console.log(`\n── ${name} ──`);
    const counts = await SUITES[name]();
    console.log(`${name}: ${describeCounts(counts)}`);
    results.push({ name, counts });
  }
  const total = sum(results.map(({ counts }) => counts));
  const failed = results.filter(({ counts }) => counts.failed > 0).map(({ name }) => name);
  console.log(`\n${failed.length > 0 ? `Failed: ${failed.join(", ")}` : "All suites passed"}`);
  return total;
}

async function runLint() {
  return countOfCheck(await runTool("@biomejs/biome/bin/biome", ["check", "--error-on-warnings", "."]));
}

async function runTypes() {
  const checks = [];
  for (const project of ["tsconfig.node.json", "tsconfig.web.json", "tsconfig.e2e.json"]) {
    checks.push(countOfCheck(await runTool("typescript/bin/tsc", ["-p", project])));
  }
  return sum(checks);
}

async function runBuild() {
  const { ensureBuilt } = await import("./build.mjs");
  try {
    await ensureBuilt();
    return countOfCheck(0);
  } catch (error) {
    console.log(error.message);
    return countOfCheck(1);
  }
}

async function runVitest(project) {
  const report = join(reports, `${project}.json`);
  const exitCode = await runTool("vitest/vitest.mjs", [
    "run",
    `--project=${project}`,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ]);
  return countsFrom(report, countsOfVitest, exitCode);
}

async function runPlaywright() {
  const report = join(reports, "e2e.json");
  const { runOnSomeDisplay } = await import("./virtual-display.mjs");
  const { ELECTRON_RUN_AS_NODE: _, ...inherited } = process.env;
  const exitCode = await runOnSomeDisplay(
    process.execPath,
    [join(nodeModules, "playwright/cli.js"), "test"],
    {
      cwd: repositoryRoot,
      env: { ...inherited, PLAYWRIGHT_JSON: report },
    },
  );
  return countsFrom(report, countsOfPlaywright, exitCode);
}

function runTool(path, args) {
  return runInForeground(process.execPath, [join(nodeModules, path), ...args], { cwd: repositoryRoot });
}

function countsFrom(report, count, exitCode) {
  try {
    return honest(count(JSON.parse(readFileSync(report, "utf8"))), exitCode);
  } catch {
    return countOfCheck(1);
  }
}
