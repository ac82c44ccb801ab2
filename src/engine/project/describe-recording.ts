import { stat } from "node:fs/promises";
import { dirname, isAbsolute, relative, sep } from "node:path";
import { openedAs, type ProjectRecording } from "../../shared/project";
import type { Recording } from "../recording/recording";
import { fingerprintOfFile } from "../recordings/fingerprint";
import type { StartRecordingOptions } from "../recordings/open-recording";

/**
 * What a project has to say of an open recording.
 *
 * @param fingerprint see `Recording.identity`
 * @throws KinoflowError `file-unreadable`
 */
export async function describeRecording(
  { path, info }: Pick<Recording, "path" | "info">,
  fingerprint: string,
): Promise<ProjectRecording> {
  // Of pictures, which are known together, one file alone says nothing.
  const isOneFile = (await fingerprintOfFile(path)) === fingerprint;
  return {
    ...{ path, relative: null, fingerprint, bytes: isOneFile ? (await stat(path)).size : null },
    ...openedAs(info),
  };
}

/** The same for a project in this file: with the way from its folder to the recording. */
export function besideProject(recording: ProjectRecording, projectPath: string | null): ProjectRecording {
  if (projectPath === null) return { ...recording, relative: null };
  const way = relative(dirname(projectPath), recording.path);
  return { ...recording, relative: isAbsolute(way) || way === "" ? null : way.split(sep).join("/") };
}

/** How the recording of a project is opened as it was. */
export function openingOptions({
  stream,
  raw,
  frameRate,
  captureRate,
  order,
}: ProjectRecording): Pick<
  StartRecordingOptions,
  "stream" | "raw" | "sequenceRate" | "captureRate" | "namingRule"
> {
  return {
    ...(stream === null ? {} : { stream }),
    ...(raw === null ? {} : { raw: { layout: raw } }),
    ...(frameRate === null ? {} : { sequenceRate: frameRate }),
    ...(captureRate === null ? {} : { captureRate }),
    ...(order === null ? {} : { namingRule: order }),
  };
}
