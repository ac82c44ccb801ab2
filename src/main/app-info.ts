import type { FfmpegTools } from "../engine/ffmpeg/locate";
import type { AppInfo } from "../shared/ipc";
import type { Texts } from "../shared/texts/texts";
import { KINOFLOW_VERSION } from "../shared/version";

/** Versions of everything at work, for the About box and the window. */
export function describeApp(tools: FfmpegTools | null): AppInfo {
  return {
    version: KINOFLOW_VERSION,
    electron: process.versions.electron ?? "",
    chromium: process.versions.chrome ?? "",
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    ffmpeg: tools?.ffmpeg ?? null,
  };
}

/** The About box's text. */
export function aboutText(info: AppInfo, { dialogs }: Texts): string {
  const ffmpeg = info.ffmpeg ? `${info.ffmpeg.version} (${info.ffmpeg.source})` : dialogs.ffmpegNotFound;
  return [
    `Electron ${info.electron}, Chromium ${info.chromium}, Node.js ${info.node}`,
    `ffmpeg ${ffmpeg}`,
    info.platform,
  ].join("\n");
}
