import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { BenchContext } from "./part";

/** A movie to measure with. */
export interface TestMovie {
  readonly name: string;
  readonly path: string;
}

/** A movie that shows the frames of another one again and again. */
export interface LoopedMovie extends TestMovie {
  /** Whether a frame is followed by the first one of the other movie, or of a piece of this one: a cut, as a rule. */
  isSeam(frame: number): boolean;
}

/** A real movie of the shared folder, or the moving test pattern with noise of that size where there is none. */
export function realMovie(
  context: Pick<BenchContext, "shared" | "temporary" | "tools">,
  file: string,
  size: string,
): TestMovie {
  const path = context.shared && join(context.shared, "data", "movies", file);
  if (path !== null && existsSync(path)) return { name: file, path };
  const generated = join(context.temporary, `pattern-${size}.mp4`);
  if (!existsSync(generated)) {
    runFfmpeg(
      context,
      ...["-f", "lavfi", "-i", `testsrc2=s=${size}:r=30:d=10,noise=alls=12:allf=t`],
      ...["-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-g", "250", generated],
    );
  }
  return { name: `test pattern ${size}`, path: generated };
}

/** Frames of the piece that {@link movieOfGops} repeats. */
const PIECE = 250;

/**
 * A long movie of groups of pictures of exactly `gop` frames, one keyframe each, of the frames of another one: a piece
 * of 250 frames is encoded and repeated.
 */
export function movieOfGops(
  context: Pick<BenchContext, "temporary" | "tools">,
  source: TestMovie,
  gop: number,
  frames: number,
): LoopedMovie {
  const pieceFrames = Math.floor(PIECE / gop) * gop;
  const piece = join(context.temporary, `piece-${gop}.mp4`);
  const path = join(context.temporary, `gop-${gop}.mp4`);
  runFfmpeg(
    context,
    ...["-stream_loop", "-1", "-i", source.path, "-map", "0:v:0", "-frames:v", String(pieceFrames)],
    ...["-vf", "setpts=N/30/TB", "-r", "30", "-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p"],
    ...["-g", String(gop), "-keyint_min", String(gop), "-sc_threshold", "0", "-bf", "0", piece],
  );
  const loops = Math.ceil(frames / pieceFrames) - 1;
  runFfmpeg(context, "-stream_loop", String(loops), "-i", piece, "-c", "copy", path);
  const sourceFrames = framesOf(context, source);
  return {
    name: `${source.name}, GOPs of ${gop}`,
    path,
    isSeam: (frame) => {
      const next = (frame + 1) % pieceFrames;
      return next % sourceFrames === 0;
    },
  };
}

function framesOf({ tools }: Pick<BenchContext, "tools">, { path }: TestMovie): number {
  const args = ["-v", "error", "-select_streams", "v:0", "-count_packets"];
  return Number(
    execFileSync(tools.ffprobe.path, [
      ...args,
      "-show_entries",
      "stream=nb_read_packets",
      "-of",
      "csv=p=0",
      path,
    ]),
  );
}

export function runFfmpeg({ tools }: Pick<BenchContext, "tools">, ...args: readonly string[]): void {
  execFileSync(tools.ffmpeg.path, ["-nostdin", "-v", "error", "-y", ...args], { stdio: "inherit" });
}
