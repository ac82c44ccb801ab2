import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { FigureChoice } from "../../shared/figures";
import { type FlowParameters, isSingleScale } from "../../shared/flow";
import { PICTURE_CHANGE_VERSION } from "../../workers/picture-change";

/** Everything that the results of an analysis depend on. */
export interface AnalysisIdentity {
  /** Of {@link movieFingerprint}. */
  readonly content: string;
  /** Index of the video track within the file. */
  readonly stream: number;
  readonly deinterlace: boolean;
  readonly flow: FlowParameters;
  readonly figures: FigureChoice;
  /** What computes it, of {@link programVersion}. */
  readonly version: string;
}

/** Names what is analysed and how: 64 hexadecimal digits. */
export function analysisKey(identity: AnalysisIdentity): string {
  const { content, stream, deinterlace, flow, figures, version } = identity;
  const counted = [figures.figurePixels, figures.minimumReliability];
  return sha256(JSON.stringify([content, stream, deinterlace, canonical(flow), counted, version]));
}

/** The programs that the results come from: those of other kernels, of another measure of change, or of another decoder, are not the same. */
export async function programVersion(workerUrl: URL, ffmpegVersion: string): Promise<string> {
  const kernels = sha256(await readFile(new URL("kernel.wasm", workerUrl)));
  return `${kernels} ${ffmpegVersion} ${PICTURE_CHANGE_VERSION}`;
}

/** Only what the method looks at, in an order that does not depend on who wrote it. */
function canonical({ method, windowRadius, dense }: FlowParameters): readonly unknown[] {
  if (isSingleScale(method)) return [method, windowRadius];
  return [method, Object.entries(dense).sort(([a], [b]) => (a < b ? -1 : 1))];
}

function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}
