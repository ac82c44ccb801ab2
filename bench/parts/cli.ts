import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Check, check } from "../support/checks";
import { printTable } from "../support/console-table";
import { type Contestant, contest, ratio, type Times, timeCells } from "../support/contest";
import { median } from "../support/numbers";
import type { BenchContext, Part } from "../support/part";
import { runFfmpeg } from "../support/test-movies";

const SOURCE = "data/movies/real/cotracker_bear.mp4";
const FRAMES = 1500;
/** Of the rounds of calls that end at once; those of the analysis take seconds each. */
const MOST_ANALYSES = 5;

const VERSION_LIMIT_MS = 60;
const PROBE_LIMIT_MS = 150;
const SETUP_LIMIT_MS = 50;
const ANALYSIS_SHARE = 0.65;

const METHOD = `Whole commands, from the start of the process to its end, in turns: Node with nothing to do, --version and probe of the built command line and by the script of npm run kinoflow, the set-up check of the clone, ffprobe of the same movie; then the analysis of ${FRAMES} frames of 854x480 (lucas-kanade, a table) beside ffmpeg's decoding to null.`;

/** How soon the command line is there, and how near an analysis as a whole command comes to decoding alone. */
export const measureCommandLine: Part = async (context) => {
  console.log(METHOD);
  const { root, temporary, tools, rounds } = context;
  const { movie, skipped } = makeMovie(context);
  const cli = join(root, "out/main/cli.js");
  const script = join(root, "scripts/kinoflow.mjs");
  const node = (name: string, ...args: readonly string[]) => command(name, process.execPath, args, root);
  const starts = await contest(
    [
      node("node -e 0", "-e", "0"),
      node("--version", cli, "--version"),
      node("--version, by the script", script, "--version"),
      node("set-up check", join(root, "scripts/setup.mjs"), "engine"),
      command("ffprobe", tools.ffprobe.path, ["-v", "error", "-show_streams", "-show_format", movie], root),
      node("probe", cli, "probe", movie),
      node("probe, by the script", script, "probe", movie),
    ],
    { rounds, turnMs: 0, warmUpMs: 0 },
  );
  const table = join(temporary, "table.csv");
  const passes = await contest(
    [
      command(
        "ffmpeg to null",
        tools.ffmpeg.path,
        ["-v", "error", "-nostdin", "-i", movie, "-f", "null", "-"],
        root,
      ),
      node("analyze", cli, "analyze", movie, "--method", "lucas-kanade", "--csv", table),
    ],
    { rounds: Math.min(rounds, MOST_ANALYSES), turnMs: 0, warmUpMs: 0 },
  );
  const times = [...starts, ...passes];
  printTable(
    ["", "median ms", "fastest", "runs"],
    times.map((one) => [one.name, ...timeCells(one)]),
  );
  return { method: METHOD, figures: { frames: FRAMES, times }, checks: checksOf(starts, passes), skipped };
};

/** The movie to measure with: a real one, repeated. */
function makeMovie(context: BenchContext): { readonly movie: string; readonly skipped: readonly string[] } {
  const { shared, temporary } = context;
  const movie = join(temporary, "cli.mp4");
  const source = shared === null ? null : join(shared, SOURCE);
  const isThere = source !== null && existsSync(source);
  const input = isThere
    ? ["-stream_loop", "-1", "-i", source, "-an", "-c", "copy"]
    : ["-f", "lavfi", "-i", `testsrc2=s=854x480:r=25:d=${FRAMES / 25}`, "-c:v", "libx264"];
  runFfmpeg(context, ...input, "-frames:v", String(FRAMES), movie);
  return {
    movie,
    skipped: isThere ? [] : [`${SOURCE} is not there: measured with a generated movie instead`],
  };
}

/** A program that is run to its end. */
function command(name: string, program: string, args: readonly string[], cwd: string): Contestant {
  return {
    name,
    run: async () => {
      const start = performance.now();
      const child = spawn(program, args, { cwd, stdio: "ignore" });
      const [code] = await once(child, "exit");
      if (code !== 0) throw new Error(`${name} failed.`);
      return [performance.now() - start];
    },
  };
}

function checksOf(starts: readonly Times[], passes: readonly Times[]): readonly Check[] {
  const [node, version, scriptVersion, setup, ffprobe, probe, scriptProbe] = starts;
  const [decoding, analysis] = passes;
  const beyond = (one: Times, other: Times, limit: number): Check =>
    check(`${one.name}: ms beyond ${other.name}`, difference(one, other), "at most", limit);
  return [
    beyond(version, node, VERSION_LIMIT_MS),
    beyond(scriptVersion, node, VERSION_LIMIT_MS),
    beyond(setup, node, SETUP_LIMIT_MS),
    beyond(probe, ffprobe, PROBE_LIMIT_MS),
    beyond(scriptProbe, ffprobe, PROBE_LIMIT_MS),
    check(
      `analyze of ${FRAMES} frames: share of decoding to null`,
      ratio(decoding, analysis),
      "at least",
      ANALYSIS_SHARE,
    ),
  ];
}

/** By how many milliseconds one took longer: the median over the rounds. */
function difference(one: Times, other: Times): number {
  return median(one.rounds.map((ms, round) => ms - other.rounds[round]));
}
