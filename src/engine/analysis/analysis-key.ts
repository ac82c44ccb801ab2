import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { FigureChoice } from "../../shared/figures";
import { type FlowParameters, isSingleScale } from "../../shared/flow";
import { isNextFrame, pairingKey } from "../../shared/pairing";
import { isPrepared, preparationText } from "../../shared/preparation";
import { treatmentText } from "../../shared/treatment";
import { PREPARATION_VERSION } from "../../workers/kernel/prepare/prepare-frame";
import { PICTURE_CHANGE_VERSION } from "../../workers/picture-change";
import { TREATMENT_VERSION } from "../../workers/treat-field";

/** Everything that the results of an analysis depend on. */
export interface AnalysisIdentity {
  /** What knows the recording by its content; see `RecordingIdentity`. */
  readonly content: string;
  /** What reads the recording. */
  readonly reader: string;
  /** The track that is open. */
  readonly track: number;
  readonly deinterlace: boolean;
  readonly flow: FlowParameters;
  readonly figures: FigureChoice;
  /** Pixels that count nowhere, as the numbers of `Spans`. Default: none. */
  readonly mask?: readonly number[] | undefined;
  /** What computes it, of {@link programVersion}. */
  readonly version: string;
}

/** Names what is analysed and how: 64 hexadecimal digits. */
export function analysisKey(identity: AnalysisIdentity): string {
  const { content, reader, track, deinterlace, flow, figures, mask = [], version } = identity;
  const counted = [figures.figurePixels, figures.minimumReliability];
  const masked = mask.length === 0 ? [] : [mask];
  return sha256(
    JSON.stringify([content, reader, track, deinterlace, canonical(flow), counted, version, ...masked]),
  );
}

/** The program that the results come from: those of other kernels, or of another measure of change, are not the same. */
export async function programVersion(workerUrl: URL): Promise<string> {
  const kernels = sha256(await readFile(new URL("kernel.wasm", workerUrl)));
  return `${kernels} ${PICTURE_CHANGE_VERSION}`;
}

/** Only what the method looks at, in an order that does not depend on who wrote it. */
function canonical({
  method,
  windowRadius,
  dense,
  preparation,
  pairing,
  treatment,
}: FlowParameters): readonly unknown[] {
  const own = isSingleScale(method)
    ? windowRadius
    : Object.entries(dense).sort(([a], [b]) => (a < b ? -1 : 1));
  // Each frame with its next one, as they are, as before there was anything to choose.
  const compared = pairing && !isNextFrame(pairing) ? [pairingKey(pairing)] : [];
  const prepared = isPrepared(preparation) ? [PREPARATION_VERSION, preparationText(preparation)] : [];
  const text = treatmentText(treatment);
  const treated = text === "" ? [] : [TREATMENT_VERSION, text];
  return [method, own, ...prepared, ...compared, ...treated];
}

function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}
