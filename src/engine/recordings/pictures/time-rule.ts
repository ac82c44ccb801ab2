import { movieNotice } from "../../../shared/movie";
import { CLOCK_FORMS, type ClockTime, clockTimeOf, DOUBTFUL_FORMS } from "./clock-times";
import { compareNaturally, kindOf, type NameParts } from "./name-parts";
import { type NamingRule, plainRule } from "./naming-rule";

/** An order by clock times, and how surely they are some. */
export interface TimeOrder {
  readonly rule: NamingRule;
  /** True where plain numbers can look like that. */
  readonly doubtful: boolean;
}

interface Timed {
  readonly parts: NameParts;
  readonly time: ClockTime;
  /** The name without its time, and without other numbers. */
  readonly rest: string;
}

/**
 * The order of pictures whose names hold clock times, which all differ and are written the same way. Names may count beside that;
 * otherwise they differ in nothing else.
 *
 * @param around a name that has to be one of them; null takes what most names have in common
 */
export function orderOfTimes(pictures: readonly NameParts[], around: NameParts | null): TimeOrder | null {
  for (const form of CLOCK_FORMS) {
    const group = commonGroup(pictures.map((parts) => timed(parts, form)).filter(isTimed), around);
    const doubtful = DOUBTFUL_FORMS.has(form);
    if (!group || (doubtful && !areAll(group, pictures))) continue;
    const rule = ruleOf(group);
    if (rule) return { rule, doubtful };
  }
  return null;
}

function timed(parts: NameParts, form: string): Timed | null {
  const stem = parts.name.slice(0, parts.name.length - parts.extension.length);
  const time = clockTimeOf(stem, form);
  if (!time) return null;
  const rest = `${stem.slice(0, time.start)}\0${stem.slice(time.end)}`.replaceAll(/\d+/g, "\0");
  return { parts, time, rest: `${rest}${kindOf(parts.extension)} ${time.form}` };
}

function isTimed(value: Timed | null): value is Timed {
  return value !== null;
}

function commonGroup(all: readonly Timed[], around: NameParts | null): readonly Timed[] | null {
  if (around) {
    const own = all.find(({ parts }) => parts.name === around.name);
    return own ? all.filter(({ rest }) => rest === own.rest) : null;
  }
  const groups = new Map<string, Timed[]>();
  for (const one of all) {
    const group = groups.get(one.rest);
    if (group) group.push(one);
    else groups.set(one.rest, [one]);
  }
  let best: readonly Timed[] | null = null;
  for (const group of groups.values()) if (group.length > (best?.length ?? 0)) best = group;
  return best;
}

/** Numbers that count are clock times up to the 60th. */
function areAll(group: readonly Timed[], pictures: readonly NameParts[]): boolean {
  const template = group[0]?.parts.template;
  return pictures.filter((parts) => parts.template === template).length <= group.length;
}

function ruleOf(group: readonly Timed[]): NamingRule | null {
  const ordered = [...group].sort(
    (a, b) => compareBig(a.time.units, b.time.units) || compareNaturally(a.parts, b.parts),
  );
  const [first] = ordered;
  if (!first || ordered.length < 2) return null;
  for (let k = 1; k < ordered.length; k++)
    if (ordered[k].time.units === ordered[k - 1].time.units) return null;
  const { unit, units: start } = first.time;
  const last = ordered[ordered.length - 1].parts.name;
  return plainRule({
    ...{ id: "times", kind: "times", resolution: unit },
    says: movieNotice("picturesByTime", first.parts.name, last),
    names: ordered.map(({ parts }) => parts.name),
    seconds: Float64Array.from(ordered, ({ time }) => secondsOf(time.units - start, unit)),
  });
}

/** One division, so that 0.3 s is the number nearest to it. */
function secondsOf(units: bigint, unit: number): number {
  return Number(units) / Math.round(1 / unit);
}

function compareBig(a: bigint, b: bigint): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
