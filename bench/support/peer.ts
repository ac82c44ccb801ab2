import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import type { GreyPair } from "./grey-pair";

/** A program that computes flow for comparison and speaks the lines of peers/peer.py. */
export class Peer {
  private constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    private readonly lines: Interface,
    private readonly folder: string,
    /** What it can compute. */
    readonly methods: readonly string[],
  ) {}

  /** @throws Error with what the program said, when it does not start */
  static async start(command: string, args: readonly string[], folder: string): Promise<Peer> {
    const child = spawn(command, args, { cwd: folder, stdio: ["pipe", "pipe", "pipe"] });
    let complaint = "";
    child.stderr.on("data", (text) => {
      complaint += text;
    });
    // A peer that is gone is noticed by its missing answer.
    child.stdin.on("error", () => undefined);
    const lines = createInterface({ input: child.stdout });
    const failed = new Promise<never>((_, reject) => {
      child.once("error", reject);
      child.once("close", () => reject(new Error(complaint.trim().split("\n").at(-1) || "it ended at once")));
    });
    failed.catch(() => undefined);
    const [line] = await Promise.race([once(lines, "line"), failed]);
    const [greeting, ...methods] = String(line).split(" ");
    if (greeting !== "ready") throw new Error(`it said "${line}"`);
    return new Peer(child, lines, folder, methods);
  }

  /** Gives it the frames of the next runs. */
  async take({ width, height, first, second }: GreyPair): Promise<void> {
    writeFileSync(join(this.folder, "frames"), Buffer.concat([first, second]));
    await this.ask(`pair frames ${width} ${height}`);
  }

  /**
   * Computes the flow of the frames it was given and returns the times in milliseconds; writes the last flow to `out` in
   * the peer's folder: float32, u and v of each pixel.
   */
  async run(method: string, repetitions: number, out = "-"): Promise<readonly number[]> {
    const answer = await this.ask(`run ${method} ${repetitions} ${out}`);
    return answer.split(" ").slice(1).map(Number);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const closed = once(this.child, "close");
    this.child.stdin.end();
    await closed;
  }

  private async ask(line: string): Promise<string> {
    const ended = new AbortController();
    const end = () => ended.abort();
    this.child.once("close", end);
    try {
      const answered = once(this.lines, "line", { signal: ended.signal });
      this.child.stdin.write(`${line}\n`);
      const [answer] = await answered;
      if (/^(ok|ms)\b/.test(String(answer))) return String(answer);
      throw new Error(`A peer answered "${line}" with "${answer}".`);
    } catch (error) {
      if (ended.signal.aborted) throw new Error(`A peer ended instead of answering "${line}".`);
      throw error;
    } finally {
      this.child.off("close", end);
    }
  }
}
