import { execFileSync } from "node:child_process";
import { wholeLevels } from "../../shared/frame-picture";
import { i420Size } from "../../shared/overlay/i420-surface";
import type { LumaBits } from "../../workers/protocol";
import { FrameShower } from "../../workers/show-frame";
import { type FrameFormat, recordedPart } from "../recording/frame-format";
import type { FrameLease } from "../recording/frame-source";
import { pixelsFor } from "../recordings/movie/movie-format";
import { md5, tools } from "./movies";

/**
 * ffmpeg's name of the pixel format that the frames of a movie are taken in.
 *
 * @param input options of ffmpeg's that say how the file is read
 */
export function recordedPixels(
  path: string,
  stream: number | "v:0" = "v:0",
  input: readonly string[] = [],
): string {
  const text = execFileSync(
    tools.ffprobe.path,
    [
      ...["-v", "quiet", "-select_streams", String(stream), "-show_entries", "stream=pix_fmt,color_range"],
      ...["-of", "csv=p=0", ...input, `file:${path}`],
    ],
    { encoding: "utf8" },
  );
  // A stream that belongs to a program is listed twice.
  const [name = "", range] = (text.trim().split("\n")[0] ?? "").split(",");
  return pixelsFor(name, range === "pc" ? "full" : "limited").name;
}

/** MD5 of what of a frame was recorded, without what is made of it. */
export function recordedMd5(format: FrameFormat, { slot }: FrameLease): string {
  return md5(recordedPart(format, slot.bytes));
}

/** A frame as it is shown, in 8-bit I420, all of its values; not tone-mapped. */
export function shownBytes(format: FrameFormat, { slot }: FrameLease): Uint8Array<ArrayBuffer> {
  const { width, height, picture, depth } = format;
  if (picture.kind === "i420") return new Uint8Array(slot.bytes);
  const lumaBits: LumaBits = format.lumaBits;
  const shown = new Uint8Array(i420Size(width, height));
  new FrameShower().show(slot.bytes, shown, { width, height, picture, lumaBits, levels: wholeLevels(depth) });
  return shown;
}
