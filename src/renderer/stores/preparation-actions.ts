import {
  type BackgroundKind,
  type BackgroundWish,
  PREPARATION_LIMITS,
  type Preparation,
  type PreparationParameter,
  type PreparationStage,
  withParameter,
  withStage,
} from "../../shared/preparation";
import { clampTo } from "../lib/clamp";
import { changeFlow } from "./view-store";

/** Changes what is done to frames before their flow, on the side that is edited; all of it can be taken back. */
export const preparationActions = {
  setStage(stage: PreparationStage, on: boolean): void {
    change(null, (preparation) => withStage(preparation, stage, on));
  },
  /** Brings the number within its limits; changes nothing where the stage is off. */
  setParameter(parameter: PreparationParameter, value: number): void {
    const limits = PREPARATION_LIMITS[parameter];
    const clamped = clampTo(limits, value);
    const next = limits.integer ? Math.round(clamped) : clamped;
    change(`prepare ${parameter}`, (preparation) => withParameter(preparation, parameter, next));
  },
  setBackground(kind: BackgroundKind | null): void {
    change(null, (preparation) => ({
      ...preparation,
      background: kind && { kind, range: preparation.background?.range ?? null },
    }));
  },
  setBackgroundRange(range: BackgroundWish["range"]): void {
    change(null, (preparation) => ({
      ...preparation,
      background: preparation.background && { ...preparation.background, range },
    }));
  },
} as const;

function change(kind: string | null, to: (preparation: Preparation) => Preparation): void {
  changeFlow(kind, (settings) => ({
    ...settings,
    flow: { ...settings.flow, preparation: to(settings.flow.preparation) },
  }));
}
