import { RELIABILITY_THRESHOLD } from "../../../shared/flow";
import type { MovieInfo } from "../../../shared/movie";
import { OVERLAY_LIMITS } from "../../../shared/overlay/settings";
import { SliderField } from "../../components/slider-field";
import { linearScale, logarithmicScale, powerScale } from "../../lib/slider-scale";
import { useStatsStore } from "../../stores/stats-store";
import { useViewStore, viewActions } from "../../stores/view-store";
import { FlowPanel } from "./flow-panel";
import { MoviePanel } from "./movie-panel";
import { StatsPanel } from "./stats-panel";

const { spacing, scale, minimumSpeed, maxSpeed } = OVERLAY_LIMITS;
const SPACING_SCALE = logarithmicScale(spacing.min, spacing.max, 1);
const LENGTH_SCALE = logarithmicScale(scale.min, scale.max, 0.1);
const MINIMUM_SCALE = powerScale(minimumSpeed.max, 4, 0.01);
const RELIABILITY_STEP = 0.01;
const RELIABILITY_SCALE = linearScale(RELIABILITY_THRESHOLD.min, RELIABILITY_THRESHOLD.max, RELIABILITY_STEP);
const COLOUR_SCALE = logarithmicScale(maxSpeed.min, maxSpeed.max, 0.01);
const PERCENT_SCALE = linearScale(0, 100, 1);

/** The panel at the right: how the flow is computed and drawn, and what that costs. */
export function Inspector({ movie }: { readonly movie: MovieInfo }) {
  return (
    <aside className="inspector" aria-label="Inspector">
      <button
        type="button"
        className="button button--small inspector__reset"
        title="Settings for a movie of this size that nobody has touched"
        onClick={() => resetView(movie)}
      >
        Reset to defaults
      </button>
      <FlowPanel />
      <MoviePanel movie={movie} />
      <ArrowsPanel />
      <ColoursPanel />
      <StatsPanel />
    </aside>
  );
}

/** The colour scale is fitted to the frame on the screen at once, rather than to the next one that comes. */
function resetView(movie: MovieInfo): void {
  viewActions.reset(movie.width, movie.height);
  const p95Speed = useStatsStore.getState().stats?.report?.p95Speed;
  if (p95Speed !== undefined) viewActions.fitMaxSpeed(p95Speed);
}

function ArrowsPanel() {
  const arrows = useViewStore((state) => state.overlay.arrows);
  const minimumReliability = useViewStore((state) => state.overlay.minimumReliability);
  return (
    <fieldset className="panel">
      <legend className="panel__title">Arrows</legend>
      <SliderField
        label="Arrow spacing"
        title="Distance of neighbouring arrows, in pixels of the movie"
        unit="px"
        {...spacing}
        step={1}
        scale={SPACING_SCALE}
        value={arrows.spacing}
        hint={`${spacing.min}–${spacing.max}`}
        onChange={viewActions.setSpacing}
      />
      <SliderField
        label="Arrow scale"
        title="Length of an arrow in pixels of the movie, for a motion of one pixel per frame"
        unit="×"
        {...scale}
        step={0.1}
        scale={LENGTH_SCALE}
        value={arrows.scale}
        hint={`${scale.min}–${scale.max}`}
        onChange={viewActions.setScale}
      />
      <SliderField
        label="Minimum speed"
        title="Slower motions get no arrow"
        unit="px/frame"
        {...minimumSpeed}
        step={0.01}
        scale={MINIMUM_SCALE}
        value={arrows.minimumSpeed}
        onChange={viewActions.setMinimumSpeed}
      />
      <SliderField
        label="Minimum reliability"
        title="Where the picture has too little texture for its motion to be known, there is neither arrow nor colour; 0 shows all"
        unit=""
        min={RELIABILITY_THRESHOLD.min}
        max={RELIABILITY_THRESHOLD.max}
        step={RELIABILITY_STEP}
        scale={RELIABILITY_SCALE}
        value={minimumReliability}
        onChange={viewActions.setMinimumReliability}
      />
    </fieldset>
  );
}

function ColoursPanel() {
  const colour = useViewStore((state) => state.overlay.colour);
  const p95Speed = useStatsStore((state) => state.stats?.report?.p95Speed ?? null);
  return (
    <fieldset className="panel">
      <legend className="panel__title">Colours</legend>
      <SliderField
        label="Opacity"
        title="How much the colours hide the footage"
        unit="%"
        min={0}
        max={100}
        step={1}
        scale={PERCENT_SCALE}
        value={Math.round(colour.opacity * 100)}
        hint="0–100"
        onChange={(percent) => viewActions.setOpacity(percent / 100)}
      />
      <SliderField
        label="Full colour at"
        title="The speed that has the full colour of the wheel; it stays the same from frame to frame, so that colours can be compared"
        unit="px/frame"
        {...maxSpeed}
        step={0.01}
        scale={COLOUR_SCALE}
        value={colour.maxSpeed}
        action={
          <button
            type="button"
            className="button button--small"
            title="Fit the scale to the speeds of this frame"
            disabled={p95Speed === null}
            onClick={() => p95Speed !== null && viewActions.fitMaxSpeed(p95Speed)}
          >
            Fit
          </button>
        }
        onChange={viewActions.setMaxSpeed}
      />
    </fieldset>
  );
}
