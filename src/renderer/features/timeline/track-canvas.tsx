import { useCallback } from "react";
import { PIN_COLOURS } from "../../lib/pins";
import { type Draw, useDrawing } from "../../lib/use-drawing";
import { analysisTables, useAnalysisStore } from "../../stores/analysis-store";
import { currentCostLayers, useCostStore } from "../../stores/cost-store";
import { onCurves, shownCurves } from "../../stores/curve-store";
import { useFramesStore } from "../../stores/frames-store";
import { lineCurves } from "../../stores/line-curves";
import { regionCurves } from "../../stores/region-curves";
import { greatestSaidSpeed, saidColumn } from "../../stores/said-columns";
import { currentCuts, onCuts } from "../../stores/scene-cuts";
import { onUnits } from "../../stores/units-store";
import { frameScale } from "./frame-scale";
import { SLIDER_INSET } from "./layout";
import { SERIES_NAMES } from "./tracks/series-styles";
import type { PlacedTrack, Track, TrackColours } from "./tracks/track";
import { currentView, onView } from "./use-timeline-view";

/** Calls a function when there is something new to draw; returns what ends that. */
type Subscribe = (redraw: () => void) => () => void;

const onTable: Subscribe = (redraw) => {
  const leaveTable = useAnalysisStore.subscribe((state, before) => {
    if (state.version !== before.version) redraw();
  });
  const leaveUnits = onUnits(redraw);
  let cuts = currentCuts();
  const leaveCuts = onCuts(() => {
    if (cuts === currentCuts()) return;
    cuts = currentCuts();
    redraw();
  });
  return () => {
    leaveTable();
    leaveCuts();
    leaveUnits();
  };
};

const onData: Readonly<Record<Track["reads"], Subscribe>> = {
  table: onTable,
  frames: (redraw) => useFramesStore.subscribe(redraw),
  costs: (redraw) => {
    const leaveTable = onTable(redraw);
    const leaveCosts = useCostStore.subscribe(redraw);
    return () => {
      leaveTable();
      leaveCosts();
    };
  },
  curves: onCurves,
  regions: regionCurves.onChange,
  lines: lineCurves.onChange,
  nothing: () => () => undefined,
};

/** One track on a canvas of its own, drawn again when what it shows has changed. */
export function TrackCanvas({ placed: { track, top, height } }: { readonly placed: PlacedTrack }) {
  // The movie is read when it is drawn: as its index grows, the drawing must not be set up anew.
  const draw = useCallback<Draw>(
    (context, style) => {
      const { canvas } = context;
      context.clearRect(0, 0, canvas.width, canvas.height);
      const ratio = window.devicePixelRatio;
      track.draw(
        {
          context,
          scale: frameScale(currentView(), canvas.width, SLIDER_INSET * ratio),
          height: canvas.height,
          hairline: Math.max(Math.round(ratio), 1),
          colours: coloursOf(style),
        },
        {
          table: analysisTables.shown,
          motionOf: saidColumn,
          frames: useFramesStore.getState().state,
          get greatestSpeed() {
            return greatestSaidSpeed();
          },
          get curves() {
            return shownCurves();
          },
          get regions() {
            return regionCurves.current();
          },
          get lines() {
            return lineCurves.current();
          },
          get costs() {
            return currentCostLayers();
          },
        },
      );
    },
    [track],
  );
  const subscribe = useCallback<Subscribe>(
    (redraw) => {
      const leaveView = onView(redraw);
      const leaveData = onData[track.reads](redraw);
      return () => {
        leaveView();
        leaveData();
      };
    },
    [track],
  );
  const canvas = useDrawing(draw, subscribe);
  return (
    <div className="timeline__track" style={{ top, height }} aria-hidden="true">
      <canvas ref={canvas} />
    </div>
  );
}

function coloursOf(style: CSSStyleDeclaration): TrackColours {
  const colour = (name: string): string => style.getPropertyValue(name);
  return {
    series: Object.fromEntries(
      SERIES_NAMES.map((name) => [name, colour(`--series-${name}`)]),
    ) as TrackColours["series"],
    area: colour("--chart-area"),
    grid: colour("--divider"),
    band: colour("--chart-band"),
    warning: colour("--warning"),
    pins: PIN_COLOURS.map(colour),
  };
}
