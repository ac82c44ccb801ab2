/**
 * Which frames are compared: a setting of the recording. It says for each frame that begins a pair which one its flow leads to, and
 * what is said of that flow.
 */
export type Pairing =
  /** Each frame with the one `step` frames on; what is said is per frame: the displacement divided by `step`. */
  | { readonly kind: "step"; readonly step: number }
  /** Each frame with the next one that shows another picture; what is said is the displacement from picture to picture. */
  | { readonly kind: "new" }
  /**
   * Frames 0 and 1, 2 and 3, …, which belong together (double exposures, as PIV has them); what is said is the displacement of the pair.
   * Time between the two exposures in microseconds; null where the times of the frames tell.
   */
  | { readonly kind: "pairs"; readonly pulseSeparation: number | null }
  /** Each frame with one frame; what is said is the displacement since that one, at the pixels of the frame. */
  | { readonly kind: "reference"; readonly frame: number };

/** Each frame with its next one. */
export const NEXT_FRAME: Pairing = { kind: "step", step: 1 };

/** The double frames of a recording that is known to be made of them. */
const DOUBLE_FRAMES: Pairing = { kind: "pairs", pulseSeparation: null };

/** Frames on. */
export const PAIR_STEP = { min: 1, max: 1000 } as const;
/** Microseconds: from lasers of nanoseconds to slow drifts. */
export const PULSE_SEPARATION = { min: 0.001, max: 1e9, integer: false } as const;

/** The pairing that a recording has as long as nobody chooses one. */
export function defaultPairing(layout: "movie" | "pairs" | undefined): Pairing {
  return layout === "pairs" ? DOUBLE_FRAMES : NEXT_FRAME;
}

/** True where each frame is compared with its next one. */
export function isNextFrame(pairing: Pairing): boolean {
  return pairing.kind === "step" && pairing.step === 1;
}

/** The pairing of these parameters of a flow. */
export function pairingOf({ pairing = NEXT_FRAME }: { readonly pairing?: Pairing | undefined }): Pairing {
  return pairing;
}

/** The parameters with a pairing; without one, where it is the usual one, so that they are what they always were. */
export function withPairing<F extends { readonly pairing?: Pairing | undefined }>(
  flow: F,
  pairing: Pairing,
): F {
  const { pairing: _, ...others } = flow;
  return (isNextFrame(pairing) ? others : { ...others, pairing }) as F;
}

export function samePairing(a: Pairing, b: Pairing): boolean {
  return pairingKey(a) === pairingKey(b);
}

/** Names what decides which flow is computed, and nothing else: two exposures have the same flow whatever lies between them. */
export function pairingKey(pairing: Pairing): string {
  switch (pairing.kind) {
    case "step":
      return `step ${pairing.step}`;
    case "reference":
      return `reference ${pairing.frame}`;
    default:
      return pairing.kind;
  }
}

/** Frames from the first frame of a pair to that of the next one. */
export function strideOf(pairing: Pairing): 1 | 2 {
  return pairing.kind === "pairs" ? 2 : 1;
}

/** The first frame of the pair that a frame belongs to. */
export function firstOf(pairing: Pairing, frame: number): number {
  return frame - (frame % strideOf(pairing));
}

/** The first pair that begins at a frame or after it: its first frame. */
export function firstFrom(pairing: Pairing, frame: number): number {
  return frame + (frame % strideOf(pairing));
}

/** Pairs that so many frames make, a last frame without a partner included where every frame begins one. */
export function pairCount(pairing: Pairing, frames: number): number {
  return Math.floor(frames / strideOf(pairing));
}

/**
 * The frame that the flow of `first` leads to; null where there is none: near the end, of the second frame of a pair, and of the
 * reference itself. Of "new" it is the earliest that it may be: which one it is, only the pictures tell.
 *
 * @param count frames of the recording
 */
export function secondOf(pairing: Pairing, first: number, count: number): number | null {
  if (pairing.kind === "reference")
    return first === pairing.frame || pairing.frame >= count ? null : pairing.frame;
  if (first % strideOf(pairing) !== 0) return null;
  const second = first + (pairing.kind === "step" ? pairing.step : 1);
  return second < count ? second : null;
}

/** The last frame that a flow leads away from; -1 where there is none. */
export function lastFirst(pairing: Pairing, count: number): number {
  for (let frame = count - 1; frame >= 0; frame -= 1) {
    if (secondOf(pairing, frame, count) !== null) return frame;
  }
  return -1;
}

/** What the displacement from the first frame of a pair to the second is multiplied by to be what is said. */
export function saidScale(pairing: Pairing): number {
  if (pairing.kind === "step") return 1 / pairing.step;
  // From the frame back to the reference is computed, at the pixels of the frame; what is said is how far they have come since.
  return pairing.kind === "reference" ? -1 : 1;
}

/** Whether the motion of the camera can be taken out of flows: what is taken out is the displacement of a pair, as it is said. */
export function takesCamera(pairing: Pairing): boolean {
  return saidScale(pairing) === 1;
}

/** Seconds that what is said of a pair takes; NaN where nobody knows. With it, px become px/s. */
export function saidSeconds(
  pairing: Pairing,
  first: number,
  second: number | null,
  times: ArrayLike<number>,
): number {
  if (pairing.kind === "pairs" && pairing.pulseSeparation !== null) {
    return second === null ? Number.NaN : pairing.pulseSeparation / 1e6;
  }
  const from = times[first] ?? Number.NaN;
  const to = second === null ? Number.NaN : (times[second] ?? Number.NaN);
  if (pairing.kind === "reference") return from - to;
  return pairing.kind === "step" && pairing.step !== 1 ? (to - from) / pairing.step : to - from;
}

/**
 * Those frames between whose pictures and their next ones a cut would spoil the pair. The two exposures of a pair belong together, and
 * whoever chooses a reference means it.
 */
export function crossedFrames(pairing: Pairing, first: number, second: number): readonly number[] {
  if (pairing.kind === "pairs" || pairing.kind === "reference") return [];
  return Array.from({ length: second - first }, (_, k) => first + k);
}

/** For tables and the command line, which speak English. */
export function pairingInWords(pairing: Pairing): string {
  switch (pairing.kind) {
    case "step":
      return pairing.step === 1
        ? "each frame with the next one"
        : `each frame with the one ${pairing.step} frames on`;
    case "new":
      return "each frame with the next one that is new";
    case "pairs":
      return pairing.pulseSeparation === null
        ? "pairs of frames"
        : `pairs of frames, ${pairing.pulseSeparation} µs apart`;
    case "reference":
      return `each frame with frame ${pairing.frame}`;
  }
}
