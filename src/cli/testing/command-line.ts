import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, expect } from "vitest";
import { run } from "../run";

/** The built command line. */
export const CLI = resolve(import.meta.dirname, "../../../out/main/cli.js");

/** How a call of the command line ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Calls of the built command line in a folder, for the tests of one file. */
export class CommandLine {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    beforeAll(() => {
      if (!existsSync(CLI)) throw new Error("The command line is not built: npm run build.");
    });
  }

  run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Ended {
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
      encoding: "utf8",
      cwd: this.#folder,
      env: { ...process.env, ...env },
    });
    return { status, stdout, stderr };
  }

  /** Runs it by a line of shell, which finds Node as `$0` and its arguments as `$@`. */
  shell(line: string, args: readonly string[]): Ended {
    const { status, stdout, stderr } = spawnSync("sh", ["-c", line, process.execPath, CLI, ...args], {
      encoding: "utf8",
      cwd: this.#folder,
    });
    return { status, stdout, stderr };
  }

  /** Expects success, and parses what was printed. */
  json(args: readonly string[]): unknown {
    const { status, stdout, stderr } = this.run(args);
    expect([status, stderr]).toEqual([0, ""]);
    return JSON.parse(stdout);
  }

  /** Calls the sources in this process, without a Node of its own: for what ends before anything is computed. */
  async call(args: readonly string[]): Promise<Ended> {
    const printed = { stdout: "", stderr: "" };
    const status = await run(args, {
      signal: new AbortController().signal,
      workerUrl: pathToFileURL(resolve(CLI, "../flow.worker.js")),
      path: (path) => resolve(this.#folder, path),
      out: (text) => {
        printed.stdout += text;
      },
      say: (text) => {
        printed.stderr += text;
      },
      line: async (text) => {
        printed.stdout += `${text}\n`;
        return true;
      },
    });
    return { status, ...printed };
  }

  /** Expects one sentence on stderr, nothing on stdout, and an exit code that is not 0; by {@link call}. */
  async expectRefusal(args: readonly string[], message: RegExp): Promise<void> {
    expectRefused(await this.call(args), message);
  }

  /** The same of the built command line, in another environment. */
  expectRefusalIn(env: Readonly<Record<string, string>>, args: readonly string[], message: RegExp): void {
    expectRefused(this.run(args, env), message);
  }
}

function expectRefused({ status, stdout, stderr }: Ended, message: RegExp): void {
  expect(stderr).toMatch(/^kinoflow: [^\n]+\.\n$/);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/\n\s+at |node:internal/);
  expect([status, stdout]).toEqual([expect.toBeOneOf([1, 2]), ""]);
}
