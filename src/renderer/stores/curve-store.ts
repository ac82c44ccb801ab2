import { create } from "zustand";
import { CurveTable } from "../../shared/curve-table";
import { CURVE_VALUES, type CurvePoint, type CurveState } from "../../shared/curves";
import type { Units } from "../../shared/measure/units";
import { isKnownFlow } from "../../shared/overlay/colour-wheel";
import { axisEndAbove } from "../../shared/round-number";
import type { Pin } from "../lib/pins";
import { currentCuts, onCuts, useCuts } from "./scene-cuts";
import { currentUnits, onUnits, secondsOfPair, useUnits } from "./units-store";
import { useViewStore } from "./view-store";

/** What curves of probes may be of. */
export const CURVE_QUANTITIES = ["u", "v", "speed"] as const;
export type CurveQuantity = (typeof CURVE_QUANTITIES)[number];

export interface CurveStoreState {
  readonly quantity: CurveQuantity;
  /** Grows with everything that is read. */
  readonly version: number;
  /** How far the reading for the timeline has come; null before the first one. */
  readonly state: CurveState | null;
  /** How far the reading for a table has come; null while none is written. */
  readonly writing: CurveState | null;
}

export const useCurveStore = create<CurveStoreState>()(() => ({
  ...{ quantity: "speed", version: 0, state: null, writing: null },
}));

/** What was read of the movie on the screen, with its settings. Outside the store: what draws it reads it as it is. */
let table = new CurveTable();

/** The curve of a pin, by frame, as it is said; NaN where nothing is known, and across cuts. */
export interface ShownCurve {
  readonly number: number;
  readonly all: Float32Array;
  /** Only what is reliable enough. */
  readonly sure: Float32Array;
}

export interface ShownCurves {
  readonly quantity: CurveQuantity;
  readonly curves: readonly ShownCurve[];
  /** A round number above all that is reliable; 0 where nothing is known. */
  readonly top: number;
}

export function pointsOf(pins: readonly Pin[]): readonly CurvePoint[] {
  return pins.map(({ x, y }) => [x, y]);
}

let latest: (ShownCurves & { readonly of: readonly unknown[] }) | null = null;

/** The curves of the pins; the same ones until something changes. */
export function shownCurves(): ShownCurves {
  const { quantity, version } = useCurveStore.getState();
  const { pins, overlay } = useViewStore.getState();
  const units = currentUnits();
  const of = [quantity, version, pins, overlay.minimumReliability, currentCuts(), table, units];
  if (latest === null || of.some((part, k) => part !== latest?.of[k])) {
    const curves = pins.flatMap((pin) => curveOf(pin, quantity, overlay.minimumReliability, units) ?? []);
    latest = { of, quantity, curves, top: topOf(curves) };
  }
  return latest;
}

/** The curves of the pins; whoever asks is rendered again when they change. */
export function useShownCurves(): ShownCurves {
  useCurveStore();
  useCuts();
  useUnits();
  useViewStore((state) => state.pins);
  useViewStore((state) => state.overlay.minimumReliability);
  return shownCurves();
}

/** Calls a function when the curves may have changed. Returns what ends that. */
export function onCurves(changed: () => void): () => void {
  const leave = [
    useCurveStore.subscribe(changed),
    onCuts(changed),
    onUnits(changed),
    useViewStore.subscribe(({ pins, overlay }, before) => {
      const { minimumReliability } = before.overlay;
      if (pins !== before.pins || overlay.minimumReliability !== minimumReliability) changed();
    }),
  ];
  return () => {
    for (const end of leave) end();
  };
}

function curveOf(pin: Pin, quantity: CurveQuantity, minimum: number, units: Units): ShownCurve | null {
  const known = table.of([pin.x, pin.y]);
  if (known === null) return null;
  const { frames, values } = known;
  const all = new Float32Array(frames.length).fill(Number.NaN);
  const sure = new Float32Array(frames.length).fill(Number.NaN);
  for (let frame = 0; frame < frames.length; frame += 1) {
    if (frames[frame] !== 1) continue;
    const [u = 0, v = 0, reliability = 0] = values.subarray(frame * CURVE_VALUES, (frame + 1) * CURVE_VALUES);
    if (!isKnownFlow(u, v)) continue;
    const value = units.motion(u, v, units.isInPixels ? 1 : secondsOfPair(frame))[quantity];
    all[frame] = value;
    if (reliability >= minimum) sure[frame] = value;
  }
  for (const cut of currentCuts()) {
    if (cut < 1 || cut > all.length) continue;
    all[cut - 1] = Number.NaN;
    sure[cut - 1] = Number.NaN;
  }
  return { number: pin.number, all, sure };
}

function topOf(curves: readonly ShownCurve[]): number {
  const greatest = (pick: (curve: ShownCurve) => Float32Array): number => {
    let most = 0;
    for (const curve of curves)
      for (const value of pick(curve)) if (Math.abs(value) > most) most = Math.abs(value);
    return most;
  };
  const most = greatest(({ sure }) => sure) || greatest(({ all }) => all);
  return most > 0 ? axisEndAbove(most) : curves.length > 0 ? 1 : 0;
}

export const curveActions = {
  choose(quantity: CurveQuantity): void {
    useCurveStore.setState({ quantity });
  },
  /** Another movie, or another way to compute: what was read is of something else. */
  clear(): void {
    table = new CurveTable();
    useCurveStore.setState(({ version }) => ({ version: version + 1, state: null }));
  },
  /** Those of some frames that have not been read at all of these pins. */
  missing(pins: readonly Pin[], frames: Iterable<number>): readonly number[] {
    return table.missing(pointsOf(pins), frames);
  },
  take(points: readonly CurvePoint[], frames: Int32Array, values: Float32Array): void {
    const stride = points.length * CURVE_VALUES;
    for (const [row, frame] of frames.entries())
      table.take(points, frame, values.subarray(row * stride, (row + 1) * stride));
    useCurveStore.setState(({ version }) => ({ version: version + 1 }));
  },
} as const;
