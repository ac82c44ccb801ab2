import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { GreyPair } from "./grey-pair";
import type { BenchContext } from "./part";
import { Peer } from "./peer";

/** Everything that other programs can compute here, by the name of the method. */
export class Peers {
  private constructor(
    private readonly peers: readonly Peer[],
    /** What is missing here, and how to get it. */
    readonly missing: readonly string[],
  ) {}

  static async start({ root, shared, temporary }: BenchContext): Promise<Peers> {
    const missing: string[] = [];
    const peers = await Promise.all([
      startPython(root, shared, temporary, missing),
      startNative(root, shared, temporary, missing),
    ]);
    return new Peers(
      peers.filter((peer) => peer !== null),
      missing,
    );
  }

  has(method: string): boolean {
    return this.peerOf(method) !== undefined;
  }

  async take(pair: GreyPair): Promise<void> {
    for (const peer of this.peers) await peer.take(pair);
  }

  /** See {@link Peer.run}; the method is one that is here. */
  async run(method: string, repetitions: number, out?: string): Promise<readonly number[]> {
    const peer = this.peerOf(method);
    if (!peer) throw new Error(`There is no peer for ${method}.`);
    return peer.run(method, repetitions, out);
  }

  async stop(): Promise<void> {
    await Promise.all(this.peers.map((peer) => peer.stop()));
  }

  private peerOf(method: string): Peer | undefined {
    return this.peers.find(({ methods }) => methods.includes(method));
  }
}

async function startPython(
  root: string,
  shared: string | null,
  folder: string,
  missing: string[],
): Promise<Peer | null> {
  const args = [join(root, "bench/peers/peer.py"), ...(shared ? [join(shared, "bench")] : [])];
  let reason = "";
  // Debian's packages are for Debian's Python, which need not be the first one on the PATH.
  for (const python of ["python3", "/usr/bin/python3"]) {
    try {
      const peer = await Peer.start(python, args, folder);
      if (!peer.methods.includes("numpy"))
        missing.push("NumPy rewrite: there is no ../shared/bench/peer_export.py.");
      return peer;
    } catch (error) {
      reason = messageOf(error);
    }
  }
  missing.push(`OpenCV and NumPy: ${reason}; install python3-numpy and python3-opencv.`);
  return null;
}

async function startNative(
  root: string,
  shared: string | null,
  folder: string,
  missing: string[],
): Promise<Peer | null> {
  const source = shared && join(shared, "bench/lk_limit.c");
  if (source === null || !existsSync(source)) {
    missing.push("lk_limit: there is no ../shared/bench/lk_limit.c.");
    return null;
  }
  const program = join(folder, "native-peer");
  try {
    execFileSync(
      "gcc",
      [
        ...["-O3", "-mtune=znver3", "-ffp-contract=off", `-DLK_LIMIT=${JSON.stringify(source)}`],
        ...["-o", program, join(root, "bench/peers/native-peer.c"), "-lm"],
      ],
      { stdio: ["ignore", "ignore", "pipe"] },
    );
    const peer = await Peer.start(program, [], folder);
    if (!peer.methods.includes("lk-a-2")) missing.push("lk_limit A: it needs a processor with AVX.");
    if (!peer.methods.includes("lk-b")) missing.push("lk_limit B: it needs a processor with AVX2.");
    return peer;
  } catch (error) {
    missing.push(`lk_limit: ${messageOf(error)}; it needs gcc (install gcc) and an x86-64 processor.`);
    return null;
  }
}

/** Its first line. */
function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).trim().split("\n")[0];
}
