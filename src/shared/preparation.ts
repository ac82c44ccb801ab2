import { KinoflowError } from "./errors";

/**
 * What is done to the luma of both frames of a pair before its flow is computed. Nothing of it is done unless somebody
 * asks for it, and the picture that is shown stays the recording's own. The stages go in the order of
 * {@link PREPARATION_STAGES}, which is that of light: first what the lamp did, then what stands still, then the contrast,
 * and smoothing last.
 */
export const PREPARATION_STAGES = ["flicker", "background", "cap", "clahe", "highpass", "smooth"] as const;
export type PreparationStage = (typeof PREPARATION_STAGES)[number];

/** The darkest that each pixel gets, or its mean. */
export const BACKGROUND_KINDS = ["min", "mean"] as const;
export type BackgroundKind = (typeof BACKGROUND_KINDS)[number];

/** The background of a recording, which is subtracted from every frame. */
export interface BackgroundWish {
  readonly kind: BackgroundKind;
  /** First and last frame that it is over, counted from 0; null is the whole recording. */
  readonly range: readonly [first: number, last: number] | null;
}

/** Contrast-limited adaptive histogram equalisation. */
export interface ClaheWish {
  /** Tiles across the longer side of the frame; they are about square. */
  readonly tiles: number;
  /** Most pixels of a grey level, as a multiple of what each would have if all were alike; the rest goes to all levels. */
  readonly clip: number;
}

/** Each null, or false, where it is not done. */
export interface Preparation {
  /** True takes gain and offset of the second frame against the first one out of it. */
  readonly flicker: boolean;
  readonly background: BackgroundWish | null;
  /** Grey levels above the median and so many standard deviations are cut there. */
  readonly cap: number | null;
  readonly clahe: ClaheWish | null;
  /** Standard deviation in pixels of the Gaussian mean that is subtracted. */
  readonly highpass: number | null;
  /** Standard deviation in pixels of the Gaussian that smooths. */
  readonly smooth: number | null;
}

export const NO_PREPARATION: Preparation = {
  flicker: false,
  background: null,
  cap: null,
  clahe: null,
  highpass: null,
  smooth: null,
};

/** What a stage has that is switched on. */
export const PREPARATION_DEFAULTS = {
  flicker: true,
  background: { kind: "min", range: null },
  cap: 2,
  clahe: { tiles: 16, clip: 3 },
  highpass: 15,
  smooth: 1,
} as const satisfies Preparation;

/** Limits of the parameters. */
export const PREPARATION_LIMITS = {
  cap: { min: 0.5, max: 10, integer: false },
  tiles: { min: 1, max: 64, integer: true },
  clip: { min: 1, max: 40, integer: false },
  highpass: { min: 1, max: 200, integer: false },
  smooth: { min: 0.3, max: 20, integer: false },
} as const;

/** The numbers that stages go by. */
export type PreparationParameter = keyof typeof PREPARATION_LIMITS;

/** How far the making of a background is. */
export interface BackgroundProgress {
  /** Frames that have been looked at, of all that will be. */
  readonly done: number;
  readonly total: number;
}

/** Whether a stage is on. */
export function hasStage(preparation: Preparation, stage: PreparationStage): boolean {
  const value = preparation[stage];
  return value !== null && value !== false;
}

/** Whether anything is done at all. */
export function isPrepared(preparation: Preparation): boolean {
  return PREPARATION_STAGES.some((stage) => hasStage(preparation, stage));
}

/** The preparation with a stage switched on, with its defaults, or off. */
export function withStage(preparation: Preparation, stage: PreparationStage, on: boolean): Preparation {
  if (hasStage(preparation, stage) === on) return preparation;
  const from = on ? PREPARATION_DEFAULTS : NO_PREPARATION;
  return { ...preparation, [stage]: from[stage] };
}

/** The preparation with another number for a stage; the same one where that stage is off. */
export function withParameter(
  preparation: Preparation,
  parameter: PreparationParameter,
  value: number,
): Preparation {
  const { clahe } = preparation;
  if (parameter === "tiles" || parameter === "clip") {
    return clahe ? { ...preparation, clahe: { ...clahe, [parameter]: value } } : preparation;
  }
  return preparation[parameter] === null ? preparation : { ...preparation, [parameter]: value };
}

/** The preparation for other recordings: a range of frames means nothing there. */
export function withoutRange(preparation: Preparation): Preparation {
  const { background } = preparation;
  return background?.range ? { ...preparation, background: { ...background, range: null } } : preparation;
}

/**
 * The stages in the form that {@link parsePreparation} reads, all parameters written out: the same text for the same
 * preparation, and so its name in keys, in tables and on the screen. Empty where nothing is done.
 */
export function preparationText(preparation: Preparation): string {
  const { flicker, background, cap, clahe, highpass, smooth } = preparation;
  const range = background?.range ? `:${background.range[0]}-${background.range[1]}` : "";
  const words: Readonly<Record<PreparationStage, string | null>> = {
    flicker: flicker ? "flicker" : null,
    background: background && `background=${background.kind}${range}`,
    cap: cap === null ? null : `cap=${cap}`,
    clahe: clahe && `clahe=${clahe.tiles}:${clahe.clip}`,
    highpass: highpass === null ? null : `highpass=${highpass}`,
    smooth: smooth === null ? null : `smooth=${smooth}`,
  };
  return PREPARATION_STAGES.flatMap((stage) => words[stage] ?? []).join(",");
}

/**
 * Reads a list of stages: `flicker`, `background=min|mean[:FIRST-LAST]`, `cap[=N]`, `clahe[=TILES[:CLIP]]`, `highpass[=PX]`,
 * `smooth[=PX]`, separated by commas, in any order, each once; `none`, or nothing, is none.
 *
 * @throws KinoflowError `invalid-argument`, with one sentence, for anything else
 */
export function parsePreparation(text: string): Preparation {
  let preparation = NO_PREPARATION;
  if (text.trim() === "" || text.trim() === "none") return preparation;
  const seen = new Set<PreparationStage>();
  for (const word of text.split(",")) {
    const [name, value] = splitOnce(word.trim(), "=");
    const stage = PREPARATION_STAGES.find((candidate) => candidate === name);
    if (stage === undefined) {
      throw invalid(`"${name}" is no stage of --prepare; there are ${PREPARATION_STAGES.join(", ")}.`);
    }
    if (seen.has(stage)) throw invalid(`--prepare names ${stage} twice; name each stage once.`);
    seen.add(stage);
    preparation = { ...preparation, ...readStage(stage, value) };
  }
  return preparation;
}

function readStage(stage: PreparationStage, value: string | null): Partial<Preparation> {
  switch (stage) {
    case "flicker":
      if (value !== null) throw invalid(`flicker has no parameter; write it without "=${value}".`);
      return { flicker: true };
    case "background":
      return { background: readBackground(value) };
    case "clahe":
      return { clahe: readClahe(value) };
    default:
      return { [stage]: numberOf(stage, value, PREPARATION_DEFAULTS[stage], PREPARATION_LIMITS[stage]) };
  }
}

function readBackground(value: string | null): BackgroundWish {
  const [name, range] = splitOnce(value ?? "", ":");
  const kind = BACKGROUND_KINDS.find((candidate) => candidate === name);
  if (kind === undefined) {
    throw invalid(`The background is its minimum or its mean: write background=min or background=mean.`);
  }
  if (range === null) return { kind, range: null };
  const ends = /^(\d{1,9})-(\d{1,9})$/.exec(range);
  const [first, last] = [Number(ends?.[1]), Number(ends?.[2])];
  if (!ends || first > last) {
    throw invalid(
      `The frames of a background are its first and its last one, as in background=${kind}:0-99, not "${range}".`,
    );
  }
  return { kind, range: [first, last] };
}

function readClahe(value: string | null): ClaheWish {
  const [tiles, clip] = value === null ? [null, null] : splitOnce(value, ":");
  const { clahe } = PREPARATION_DEFAULTS;
  return {
    tiles: numberOf("clahe", tiles, clahe.tiles, PREPARATION_LIMITS.tiles),
    clip: numberOf("clahe", clip, clahe.clip, PREPARATION_LIMITS.clip),
  };
}

function numberOf(
  stage: PreparationStage,
  text: string | null,
  fallback: number,
  { min, max, integer }: { readonly min: number; readonly max: number; readonly integer: boolean },
): number {
  if (text === null) return fallback;
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!(value >= min && value <= max) || (integer && !Number.isInteger(value))) {
    const kind = integer ? "a whole number" : "a number";
    throw invalid(`${stage} takes ${kind} from ${min} to ${max}, not "${text}".`);
  }
  return value;
}

/** What is before and behind the first `separator`; null behind where there is none. */
function splitOnce(text: string, separator: string): readonly [string, string | null] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, null] : [text.slice(0, at), text.slice(at + separator.length)];
}

function invalid(message: string): KinoflowError {
  return new KinoflowError("invalid-argument", message);
}
