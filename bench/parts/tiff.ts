import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { openTiff } from "../../src/engine/recordings/tiff/open-tiff";
import { type LargeStack, writeLargeStack } from "../../src/engine/testing/large-tiff";
import { check } from "../support/checks";
import { printTable } from "../support/console-table";
import { median, short } from "../support/numbers";
import type { Part } from "../support/part";

const SIZE = { width: 1024, height: 1024, pages: 2600 };
const BYTES = 2 * SIZE.width * SIZE.height;
const KINDS: Readonly<Record<string, Omit<LargeStack, keyof typeof SIZE>>> = {
  "BigTIFF, a directory a page": { kind: "directories" },
  "ImageJ, one directory": { kind: "imagej" },
  "ImageJ, one directory, big-endian": { kind: "imagej", bigEndian: true },
};
const PAGES_A_ROUND = 100;
const LIMIT = 1.5;

const METHOD = `Stacks of ${SIZE.pages} pages of 1024x1024, 16 bits (5.4 GB, sparse): ${PAGES_A_ROUND} random pages a round are read one after the other into shared memory by the TIFF reader, and as many bytes by a plain read at such places, taking turns page by page; medians of the rounds. Opening is the time until the first page can be asked for, and until all pages are known.`;

/** How quickly pages of a large stack are read, beside a plain read of the same bytes. */
export const measureTiff: Part = async (context) => {
  console.log(METHOD);
  const kinds: Record<string, object> = {};
  const rows: string[][] = [];
  const checks = [];
  for (const [name, kind] of Object.entries(KINDS)) {
    const measured = await measure(
      join(context.temporary, "large.tif"),
      { ...SIZE, ...kind },
      context.rounds,
    );
    const { openMs, listedMs, pageMs, plainMs, ratio } = measured;
    kinds[name] = measured;
    rows.push([name, ...[openMs, listedMs, pageMs, plainMs, ratio].map(short)]);
    checks.push(check(`${name}: a random page to a plain read`, ratio, "at most", LIMIT));
  }
  printTable(["", "open, ms", "all known, ms", "page, ms", "plain read, ms", "ratio"], rows);
  return { method: METHOD, figures: { ...SIZE, kinds }, checks, skipped: [] };
};

async function measure(path: string, stack: LargeStack, rounds: number) {
  const places = writeLargeStack(path, stack);
  const start = performance.now();
  const file = await openTiff(path, {});
  const openMs = performance.now() - start;
  await file.listed;
  const listedMs = performance.now() - start;
  const handle = await open(path);
  const target = new Uint8Array(new SharedArrayBuffer(BYTES));
  const reads = {
    ours: (page: number) => file.read(page, target),
    plain: (page: number) => handle.read(target, 0, BYTES, places[page]),
  };
  const times: { ours: number[]; plain: number[] } = { ours: [], plain: [] };
  try {
    for (let round = 0; round < rounds; round++) {
      const sum = { ours: 0, plain: 0 };
      for (let k = 0; k < PAGES_A_ROUND; k++) {
        for (const who of k % 2 === 0 ? (["ours", "plain"] as const) : (["plain", "ours"] as const)) {
          // Each a page of its own: the second read of a page would find it in the system's memory.
          const page = Math.floor(Math.random() * stack.pages);
          const begun = performance.now();
          await reads[who](page);
          sum[who] += performance.now() - begun;
        }
      }
      for (const who of ["ours", "plain"] as const) times[who].push(sum[who] / PAGES_A_ROUND);
    }
  } finally {
    await handle.close();
    await file.close();
    await rm(path);
  }
  const ratio = median(times.ours.map((ms, round) => ms / times.plain[round]));
  return { openMs, listedMs, pageMs: median(times.ours), plainMs: median(times.plain), ratio };
}
