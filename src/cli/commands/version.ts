import { locateFfmpeg } from "../../engine/ffmpeg/locate";
import { KINOFLOW_VERSION } from "../../shared/version";
import type { CommandContext } from "../terminal";

/** Prints the versions of what is at work. Missing ffmpeg is said, but is no reason to fail here. */
export async function versionCommand(_args: readonly string[], { out }: CommandContext): Promise<number> {
  const lines = [`kinoflow ${KINOFLOW_VERSION}`];
  try {
    const { ffmpeg, ffprobe } = await locateFfmpeg();
    lines.push(
      `ffmpeg ${ffmpeg.version} (${ffmpeg.source}: ${ffmpeg.path})`,
      `ffprobe ${ffprobe.version} (${ffprobe.source}: ${ffprobe.path})`,
    );
  } catch (error) {
    lines.push(`ffmpeg: ${error instanceof Error ? error.message : String(error)}`);
  }
  lines.push(`node ${process.versions.node}`);
  out(`${lines.join("\n")}\n`);
  return 0;
}
