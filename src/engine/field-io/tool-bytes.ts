import { cancelledError, KinoflowError } from "../../shared/errors";
import { type Exit, ToolProcess } from "../ffmpeg/process";

export interface ToolBytesOptions {
  /** Given to the program on stdin. */
  readonly input?: Uint8Array | undefined;
  /** A program that writes more than this is ended. */
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a program to its end and returns the bytes that it printed.
 *
 * @throws KinoflowError `cancelled`, or `file-unreadable` beyond the limit
 */
export async function runForBytes(
  path: string,
  args: readonly string[],
  { input, limit, signal }: ToolBytesOptions,
): Promise<{ readonly exit: Exit; readonly bytes: Uint8Array; readonly errorText: string }> {
  if (signal?.aborted) throw cancelledError();
  const tool = new ToolProcess(path, args, { stdin: input ? "pipe" : "ignore" });
  const onAbort = (): void => tool.kill();
  signal?.addEventListener("abort", onAbort, { once: true });
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    // A program that could not be started has no pipes.
    if (tool.pid !== undefined) {
      tool.stdout.on("data", (chunk: Uint8Array) => {
        length += chunk.length;
        if (length > limit) tool.kill();
        else chunks.push(chunk);
      });
      if (input) {
        // A broken pipe says only that the program is gone; why, it says itself.
        tool.stdin.on("error", () => undefined);
        tool.stdin.end(input);
      }
    }
    const exit = await tool.ended;
    if (signal?.aborted) throw cancelledError();
    if (length > limit) {
      throw new KinoflowError(
        "file-unreadable",
        "The picture is larger than its header says; it is damaged.",
      );
    }
    const whole = Buffer.concat(chunks);
    const bytes = new Uint8Array(whole.buffer, whole.byteOffset, whole.length);
    return { exit, bytes, errorText: tool.errorText };
  } finally {
    signal?.removeEventListener("abort", onAbort);
  }
}
