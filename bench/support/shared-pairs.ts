import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeFlo } from "../../src/engine/field-io/flo";
import { readLuma } from "../../src/engine/field-io/luma";
import { eightBitLuma } from "../../src/shared/luma-samples";
import { movingTexture } from "../generated/scenes";
import type { GreyPair, TruePair } from "./grey-pair";
import type { BenchContext } from "./part";

/** Groups of the pairs of ../shared/data/flow by the beginning of their names. */
const GROUPS = [
  ["middlebury", "Middlebury"],
  ["sintel", "Sintel"],
  ["flyingchairs", "Chairs"],
  ["piv", "particle images"],
] as const;

export const NO_SHARED_PAIRS = "Real pairs: there is no ../shared/data/flow beside the repository.";

/** The pairs of ../shared/data/flow; none where it is not there. */
export async function sharedPairs({
  shared,
  tools,
}: Pick<BenchContext, "shared" | "tools">): Promise<readonly TruePair[]> {
  const pairs: TruePair[] = [];
  for (const [name, folder] of pairFolders(shared)) {
    const [first, second] = await Promise.all([1, 2].map((frame) => readLuma(tools, frameIn(folder, frame))));
    const truth = decodeFlo(readFileSync(join(folder, "flow.flo")));
    const group = GROUPS.find(([start]) => name.startsWith(start))?.[1] ?? "others";
    const { width, height } = first;
    pairs.push({
      name,
      group,
      width,
      height,
      first: eightBitLuma(first.luma),
      second: eightBitLuma(second.luma),
      truth,
    });
  }
  return pairs;
}

/** A pair for measuring speed: real frames, brought to this size, or else generated ones. */
export function speedPair(
  { shared, tools }: BenchContext,
  width: number,
  height: number,
): { readonly pair: GreyPair; readonly origin: string } {
  const folders = pairFolders(shared);
  const [name, folder] = folders.find(([name]) => name.includes("alley")) ?? folders[0] ?? [null, null];
  if (folder === null) return { pair: movingTexture(width, height), origin: "generated" };
  const scaled = (frame: number): Uint8Array =>
    execFileSync(
      tools.ffmpeg.path,
      [
        ...["-nostdin", "-v", "error", "-i", frameIn(folder, frame), "-frames:v", "1"],
        ...["-vf", `scale=${width}:${height}:flags=bicubic,format=gray`, "-f", "rawvideo", "-"],
      ],
      { maxBuffer: 2 * width * height },
    );
  return { pair: { width, height, first: scaled(1), second: scaled(2) }, origin: `${name}, resampled` };
}

/** Names and paths of the folders that hold a pair. */
function pairFolders(shared: string | null): readonly (readonly [name: string, folder: string])[] {
  const place = shared && join(shared, "data/flow");
  if (place === null || !existsSync(place)) return [];
  return readdirSync(place)
    .sort()
    .map((name) => [name, join(place, name)] as const)
    .filter(([, folder]) => existsSync(join(folder, "flow.flo")));
}

function frameIn(folder: string, frame: number): string {
  const name = readdirSync(folder).find((file) => file.startsWith(`frame${frame}.`));
  if (name === undefined) throw new Error(`${folder} holds no frame ${frame}.`);
  return join(folder, name);
}
