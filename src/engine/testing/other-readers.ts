import { spawnSync } from "node:child_process";

/** Debian's Python is another one than that of a person's tools, and has the packages of Debian. */
const PYTHONS = ["python3", "/usr/bin/python3"] as const;

/** A Python that has all of these modules; null where there is none, which is said. */
export function pythonWith(...modules: readonly string[]): string | null {
  const program = `import ${modules.join(", ")}`;
  const found = PYTHONS.find((python) => spawnSync(python, ["-c", program]).status === 0) ?? null;
  if (found === null) console.warn(`skipped: what is read by Python with ${modules.join(" and ")}`);
  return found;
}

/** What a program in Python prints as JSON, called with arguments. */
export function printedBy(python: string, program: string, args: readonly string[]): unknown {
  const { status, stdout, stderr } = spawnSync(python, ["-c", program, ...args], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** Octave's command line, or null, which is said. */
export function octaveOrNull(): string | null {
  if (spawnSync("octave-cli", ["--version"]).status === 0) return "octave-cli";
  console.warn("skipped: what is read by Octave (octave is not there)");
  return null;
}
