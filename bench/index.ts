import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { locateFfmpeg } from "../src/engine/ffmpeg/locate";
import { writeFileAtomically } from "../src/engine/field-io/atomic-file";
import { loadKernelModule } from "../src/workers/kernel/wasm-kernels";
import { measureAccuracy } from "./parts/accuracy";
import { measureAnalysis } from "./parts/analysis";
import { measureBudget } from "./parts/budget";
import { measureCommandLine } from "./parts/cli";
import { measureDepth } from "./parts/depth";
import { measureEndurance } from "./parts/endurance";
import { measureExport } from "./parts/export";
import { measureFlow } from "./parts/flow";
import { measureMemory } from "./parts/memory";
import { measureOpen } from "./parts/open";
import { measurePreparation } from "./parts/prepare";
import { measureRegions } from "./parts/regions";
import { measureReliability } from "./parts/reliability";
import { measureScrub } from "./parts/scrub";
import { measureSight } from "./parts/sight";
import { measureTiff } from "./parts/tiff";
import { measureUi } from "./parts/ui";
import { measureUncertainty } from "./parts/uncertainty";
import { printChecks } from "./support/checks";
import { machineFacts } from "./support/machine";
import type { BenchContext, Part, PartResult } from "./support/part";

const USAGE = `npm run bench [-- PART... [--rounds N] [--json FILE]]

  flow        speed and memory of every method beside its peers, 1 and 2 threads
  accuracy    endpoint errors beside OpenCV's DIS, on real and on generated pairs
  depth       what samples of more than 8 bits cost, and that they are as accurate
  prepare     what each stage before the flow takes
  reliability how well reliability tells right vectors from wrong ones; its curve and its cost
  uncertainty how often the truth is as near as the uncertainty of a vector says
  endurance   memory after 100 and after 10,000 pairs
  memory      memory of the app over 2,000 frames
  analysis    speed of the analysis of a movie beside ffmpeg's decoding alone
  regions     what ten regions cost an analysis: time of the processor, and memory
  export      speed of whole exports beside the encoder alone, and their memory over 100,000 frames
  cli         what the command line takes to start, to probe and to analyse, beside Node, ffprobe and ffmpeg alone
  scrub       steps, jumps and a held key in the app, beside ffmpeg
  open        opening a movie of 100,000 frames
  tiff        random pages of a TIFF stack of 5 GB beside plain reads
  budget      memory of the whole app beside what is set for frames
  sight       arrows of all movies at first sight, after an analysis and in exports
  ui          smoothness of panning, zooming, hovering, dragging and playing

  --rounds N  how often the things that are compared take turns; default 9
  --json FILE writes everything that was measured`;

/** What is measured is said by each part. */
const parts: Readonly<Record<string, Part>> = {
  flow: measureFlow,
  accuracy: measureAccuracy,
  depth: measureDepth,
  prepare: measurePreparation,
  reliability: measureReliability,
  uncertainty: measureUncertainty,
  endurance: measureEndurance,
  memory: measureMemory,
  analysis: measureAnalysis,
  regions: measureRegions,
  export: measureExport,
  cli: measureCommandLine,
  scrub: measureScrub,
  open: measureOpen,
  tiff: measureTiff,
  budget: measureBudget,
  ui: measureUi,
  sight: measureSight,
};

process.exitCode = await main();

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: "string" },
      rounds: { type: "string", default: "9" },
      help: { type: "boolean" },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const rounds = Number(values.rounds);
  const unknown = positionals.find((name) => !(name in parts));
  if (unknown !== undefined || !Number.isInteger(rounds) || rounds < 1) {
    const reason = unknown === undefined ? "--rounds takes a whole number" : `there is no part "${unknown}"`;
    console.error(`${reason}\n\n${USAGE}`);
    return 2;
  }
  const machine = machineFacts();
  console.log(
    `${machine.cpu}, ${machine.cores} cores, load ${machine.load.toFixed(2)}, Node ${machine.node}`,
  );
  const temporary = mkdtempSync(join(tmpdir(), "kinoflow-bench-"));
  const results: Record<string, PartResult> = {};
  try {
    const context = await contextFor(temporary, rounds);
    for (const name of positionals.length > 0 ? positionals : Object.keys(parts)) {
      console.log(`\n── ${name} ──`);
      const result = await parts[name](context);
      printChecks(result.checks);
      results[name] = result;
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  }
  if (values.json !== undefined) {
    // npm runs scripts in the repository, whatever folder somebody is in.
    const path = resolve(process.env.INIT_CWD ?? "", values.json);
    await writeFileAtomically(
      path,
      Buffer.from(`${JSON.stringify({ machine, rounds, parts: results }, null, 1)}\n`),
    );
    console.log(`\nwrote ${path}`);
  }
  return 0;
}

/** The worker and its kernel lie beside this program; see scripts/bench.mjs, which starts it in the repository. */
async function contextFor(temporary: string, rounds: number): Promise<BenchContext> {
  const root = process.cwd();
  const shared = resolve(root, "../shared");
  return {
    root,
    shared: existsSync(shared) ? shared : null,
    temporary,
    tools: await locateFfmpeg(),
    rounds,
    workerUrl: pathToFileURL(join(import.meta.dirname, "flow.worker.js")),
    kernel: await loadKernelModule(pathToFileURL(join(import.meta.dirname, "kernel.wasm"))),
  };
}
