import { type MovingSpeeds, movingSpeeds } from "../../shared/movie-speed";
import { LEAST_ARROW_LENGTH } from "../../shared/overlay/arrow-scale";
import { anyLayer } from "../../shared/overlay/settings";
import type { Picture, PictureFlow } from "../../shared/picture";
import { quietReason } from "../lib/quiet-reason";
import { sayQuietly } from "../stores/quiet-store";
import { currentUnits } from "../stores/units-store";
import { useViewStore, viewActions } from "../stores/view-store";

/** The speeds of what moves where arrows stand; null where none does. */
export function speedsOfArrows(flow: PictureFlow | null): MovingSpeeds | null {
  const samples = flow?.arrows?.samples;
  if (samples === undefined) return null;
  const speeds = Float32Array.from({ length: samples.length / 2 }, (_, k) =>
    Math.hypot(samples[2 * k] ?? Number.NaN, samples[2 * k + 1] ?? Number.NaN),
  );
  const moving = movingSpeeds(speeds);
  return moving !== null && moving.median > 0 ? moving : null;
}

/** Until the movie has been surveyed, its scales are those of the first picture in which something moves. */
export function offerFirstSpeed({ flow }: Picture): void {
  if (useViewStore.getState().movieSpeed !== null || flow?.facts.equal || flow?.facts.black) return;
  const speeds = speedsOfArrows(flow);
  if (speeds === null) return;
  const { median, fast } = speeds;
  viewActions.offerSpeed({ typicalSpeed: median, fastSpeed: fast, restSpeed: 0, source: "picture" });
}

/**
 * Says why the picture on the screen shows no motion, where it shows none.
 *
 * @param drawn arrows on it
 */
export function sayWhyQuiet({ flow, isCut }: Picture, drawn: number): void {
  const { overlay } = useViewStore.getState();
  if (!anyLayer(overlay)) {
    sayQuietly(null);
    return;
  }
  const { arrows, minimumSpeed } = overlay;
  sayQuietly(
    quietReason({
      isCut,
      pair: flow?.facts ?? null,
      samples: flow?.arrows?.samples ?? null,
      drawn: arrows.visible ? drawn : null,
      leastSpeed: arrows.visible ? Math.max(minimumSpeed, LEAST_ARROW_LENGTH / arrows.scale) : minimumSpeed,
      said: currentUnits().speed(),
      reliableShare: flow?.report.reliableShare ?? Number.NaN,
      maxSpeed: flow?.report.maxSpeed ?? Number.NaN,
      vectors: flow?.report.treated?.vectors ?? null,
    }),
  );
}
