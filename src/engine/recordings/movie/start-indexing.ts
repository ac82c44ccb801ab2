import type { FfmpegTools } from "../../ffmpeg/locate";
import { indexByDecoding } from "./decoded-index";
import { frameAtTicks } from "./frame-index";
import { CHECKED_FRAMES, type MovieStart, withKnownMatrix } from "./movie-start";
import { type Indexing, indexListed, indexPackets } from "./packet-index";
import type { MovieProbe, ProbedMovie } from "./probe";

/** A short movie is indexed in less, and opens as a whole. */
const PATIENCE_MS = 250;

/**
 * Starts an index that agrees with the first frames: of the packets, which is quick, or by decoding.
 *
 * @throws KinoflowError what decoding the beginning fails with
 */
export async function startIndexing(
  tools: FfmpegTools,
  { probe, packets: listed }: ProbedMovie,
  beginning: Promise<MovieStart>,
  { distrustPackets = false }: { readonly distrustPackets?: boolean },
  signal: AbortSignal,
): Promise<{ start: MovieStart; indexing: Indexing }> {
  const packetsControl = new AbortController();
  const list = (): Indexing =>
    listed
      ? indexListed(listed, probe)
      : indexPackets(tools, probe, AbortSignal.any([signal, packetsControl.signal]));
  const packets = distrustPackets ? null : list();
  packets?.done.catch(() => undefined);
  try {
    const start = withKnownMatrix(await beginning, probe);
    if (
      packets &&
      (await agrees(packets, start, probe)) &&
      (await within(packets.done, PATIENCE_MS)) !== false
    ) {
      return { start, indexing: packets };
    }
    packetsControl.abort();
    await packets?.done.catch(() => undefined);
    const decoded = indexByDecoding(tools, probe, signal);
    decoded.done.catch(() => undefined);
    await knownFrames(decoded, 2);
    await within(decoded.done, PATIENCE_MS);
    return { start, indexing: decoded };
  } catch (error) {
    packetsControl.abort();
    await packets?.done.catch(() => undefined);
    throw error;
  }
}

/** True when the packets list what the decoder shows. */
async function agrees(packets: Indexing, { ticks }: MovieStart, { input }: MovieProbe): Promise<boolean> {
  await knownFrames(packets, CHECKED_FRAMES);
  const { index } = packets;
  if (index.count === 0 || (index.complete && index.count < ticks.length)) return false;
  const checked = Math.min(index.count, CHECKED_FRAMES);
  if (input.kind === "sequence") {
    // A picture is a packet, whether it can be decoded or not.
    return ticks.every(
      (value) => value !== null && (value >= index.count || frameAtTicks(index, value) >= 0),
    );
  }
  return ticks.length >= checked && ticks.slice(0, checked).every((value, k) => value === index.ticks[k]);
}

/** Waits until so many frames are known, or there will be no more. */
async function knownFrames({ index, done }: Indexing, count: number): Promise<void> {
  if (index.complete || index.count >= count) return;
  let leave: () => void = () => undefined;
  const grown = new Promise<void>((resolve) => {
    leave = index.subscribe(() => {
      if (index.complete || index.count >= count) resolve();
    });
  });
  try {
    await Promise.race([grown, done]);
  } finally {
    leave();
  }
}

/** What a promise resolves to within so many milliseconds; null when it takes longer. */
async function within<T>(work: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
