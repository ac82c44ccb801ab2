import { KinoflowError } from "../shared/errors";
import { defaultPairing, PAIR_STEP, type Pairing, PULSE_SEPARATION } from "../shared/pairing";
import { numberOption } from "./terminal";

/** The options that say which frames are compared, for node:util's parseArgs. */
export const PAIRING_OPTIONS = {
  step: { type: "string" },
  pairs: { type: "boolean" },
  pulse: { type: "string" },
  reference: { type: "string" },
  "no-repeats": { type: "boolean" },
} as const;

/** Their lines of `--help`. */
export const PAIRING_OPTIONS_HELP = `      --step N             each frame is compared with the one N frames on, ${PAIR_STEP.min} to ${PAIR_STEP.max} (default 1); motion is still
                           per frame
      --pairs              frames 0 and 1, 2 and 3, … are compared (PIV); motion is that of the pair. Pictures named
                           as pairs are taken so by themselves; --step 1 goes through all frames
      --pulse N            with --pairs: microseconds between the two, instead of the times of the frames
      --reference K        each frame is compared with frame K; motion is what has happened since
      --no-repeats         each frame is compared with the next one that shows another picture; repeated ones are
                           left out`;

/** What parseArgs gives of them. */
export interface PairingValues {
  readonly step?: string | undefined;
  readonly pairs?: boolean | undefined;
  readonly pulse?: string | undefined;
  readonly reference?: string | undefined;
  readonly "no-repeats"?: boolean | undefined;
}

/**
 * Reads {@link PAIRING_OPTIONS}.
 *
 * @param movie says which pairing it has where nobody chooses one; its frames are infinitely many while they are not known
 * @throws KinoflowError `invalid-argument`
 */
export function readPairing(
  values: PairingValues,
  { layout, frameCount }: { readonly layout?: "movie" | "pairs" | undefined; readonly frameCount: number },
): Pairing {
  const usual = defaultPairing(layout);
  const isPaired = values.pairs === true || (values.pulse !== undefined && usual.kind === "pairs");
  const wished: readonly (readonly [string, boolean])[] = [
    ["--step", values.step !== undefined],
    ["--pairs", isPaired],
    ["--reference", values.reference !== undefined],
    ["--no-repeats", values["no-repeats"] === true],
  ];
  const [one, other] = wished.filter(([, isWished]) => isWished).map(([name]) => name);
  if (other !== undefined) {
    throw new KinoflowError(
      "invalid-argument",
      `${one} and ${other} say two things of which frames are compared; leave one of the two out.`,
    );
  }
  if (values.pulse !== undefined && !isPaired) {
    throw new KinoflowError("invalid-argument", "--pulse is of pairs of frames: give --pairs too.");
  }
  const pulseSeparation =
    values.pulse === undefined ? null : numberOption("pulse", values.pulse, 1, PULSE_SEPARATION);
  if (isPaired) return { kind: "pairs", pulseSeparation };
  if (values["no-repeats"]) return { kind: "new" };
  if (values.reference !== undefined) {
    const limits = { min: 0, max: frameCount - 1, integer: true };
    return { kind: "reference", frame: numberOption("reference", values.reference, 0, limits) };
  }
  if (values.step === undefined) return usual;
  const step = numberOption("step", values.step, 1, { ...PAIR_STEP, integer: true });
  return { kind: "step", step };
}
