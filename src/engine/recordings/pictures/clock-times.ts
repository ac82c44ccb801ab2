/** A clock time that a name says. */
export interface ClockTime {
  /** In units of {@link unit}: since 1970, or since midnight where the name has no date. Exact. */
  readonly units: bigint;
  /** Seconds of a unit: 1, or what the last written digit is worth. */
  readonly unit: number;
  /** Where in the name it stands, from the first to after the last character. */
  readonly start: number;
  readonly end: number;
  /** How the name says it; times of one recording say it the same way. */
  readonly form: string;
}

interface ClockForm {
  readonly name: string;
  readonly pattern: RegExp;
}

const DATE =
  "(?<year>(?:19|20)\\d\\d)(?<ds>[-_.]?)(?<month>0[1-9]|1[0-2])\\k<ds>(?<day>0[1-9]|[12]\\d|3[01])";
const BARE_TIME = "(?<hour>[01]\\d|2[0-3])(?<minute>[0-5]\\d)(?<second>[0-5]\\d)";
const SPACED_TIME =
  "(?<hour>[01]?\\d|2[0-3])(?:(?<ts>[-_.:])(?<minute>[0-5]\\d)\\k<ts>|h(?<minuteH>[0-5]\\d)m)(?<second>[0-5]\\d)s?";
/** Tenths to nanoseconds; a longer run of digits is something else. */
const FRACTION = "(?:[.,_-]?(?<fraction>\\d{3}|\\d{6}|\\d{9})|[.,](?<fractionOther>\\d{1,9}))?";
const BEFORE = "(?<!\\d)";
const AFTER = "(?!\\d)";

/** In the order in which they are tried: a date proves more than a time, separators prove more than none. */
const FORMS: readonly ClockForm[] = [
  form("date-spaced", `${DATE}[T _.-]*${SPACED_TIME}${FRACTION}`),
  form("date-bare", `${DATE}[T _.-]*${BARE_TIME}${FRACTION}`),
  form("spaced", `${SPACED_TIME}${FRACTION}`),
  // Since 1970, from 2001 on: in seconds with or without a fraction, milliseconds, microseconds, nanoseconds.
  form(
    "epoch",
    "(?<epoch>[12]\\d{9})(?:(?<fractionEpoch>\\d{3}|\\d{6}|\\d{9})|[.,_](?<fractionOther>\\d{1,9}))?",
  ),
  form("bare", `${BARE_TIME}(?:[.,_-](?<fraction>\\d{3}|\\d{6}))?`),
];

function form(name: string, body: string): ClockForm {
  return { name, pattern: new RegExp(`${BEFORE}${body}${AFTER}`) };
}

/** Ways in which a name says a clock time, the likeliest first. */
export const CLOCK_FORMS: readonly string[] = FORMS.map(({ name }) => name);

/** Forms that a number can look like by chance. */
export const DOUBTFUL_FORMS: ReadonlySet<string> = new Set(["bare", "spaced"]);

/** The clock time that the stem of a name says in this form, null where it says none. */
export function clockTimeOf(stem: string, formName: string): ClockTime | null {
  const match = FORMS.find(({ name }) => name === formName)?.pattern.exec(stem);
  const parts = match?.groups;
  if (!match || !parts) return null;
  const fraction = parts.fraction ?? parts.fractionEpoch ?? parts.fractionOther ?? "";
  const whole = parts.epoch === undefined ? civilSeconds(parts) : BigInt(parts.epoch);
  if (whole === null) return null;
  return {
    units: whole * 10n ** BigInt(fraction.length) + BigInt(fraction === "" ? "0" : fraction),
    unit: 10 ** -fraction.length,
    start: match.index,
    end: match.index + match[0].length,
    form: `${formName}.${fraction.length}`,
  };
}

function civilSeconds(parts: Readonly<Record<string, string | undefined>>): bigint | null {
  const { year, month, day } = parts;
  const time = Number(parts.hour) * 3600 + Number(parts.minute ?? parts.minuteH) * 60 + Number(parts.second);
  if (year === undefined) return BigInt(time);
  // Without time zones: a recording does not know them.
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (date.getUTCDate() !== Number(day)) return null;
  return BigInt(date.getTime() / 1000 + time);
}
