import type { CSSProperties, ReactNode } from "react";
import type { MovieInfo } from "../../../shared/movie";
import { classNames } from "../../lib/class-names";
import { figuresOver } from "../../lib/figures-text";
import {
  formatBytes,
  formatCount,
  formatFixed,
  formatFrameTime,
  formatReading,
  formatSigned,
  NO_VALUE,
} from "../../lib/format";
import { unitName } from "../../lib/unit-name";
import { useAnalysisFigures } from "../../stores/analysis-figures";
import { useAnalysisTable } from "../../stores/analysis-store";
import { shownCosts, useCostStore } from "../../stores/cost-store";
import { useShownCurves } from "../../stores/curve-store";
import { isMissing, useFramesStore } from "../../stores/frames-store";
import { usePlaybackStore } from "../../stores/playback-store";
import { saidValue } from "../../stores/said-columns";
import { useCuts } from "../../stores/scene-cuts";
import { useTimelineStore } from "../../stores/timeline-store";
import { useUnits } from "../../stores/units-store";
import { useTimeUnit } from "../../stores/use-time-text";
import { useTexts } from "../../texts/use-texts";
import { LineReadout, RegionReadout } from "./mark-readout";
import { SeriesKey } from "./series-key";
import type { SeriesName } from "./tracks/series-styles";
import { useHiddenTracks } from "./tracks-menu";

/** What the graph says of the frame under the pointer, or else of the one at the playhead. It is the legend as well. */
export function MotionReadout({ movie }: { readonly movie: MovieInfo }) {
  const { timeline } = useTexts();
  const hovered = useTimelineStore((state) => state.hoveredFrame);
  const playhead = usePlaybackStore((state) => state.frame);
  const missing = useFramesStore((state) => isMissing(state.state, hovered ?? playhead));
  const graphVisible = useTimelineStore((state) => state.graphVisible);
  const frame = hovered ?? playhead;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls, and these are figures.
    <div className="timeline__readout" role="group" aria-label={timeline.readout}>
      <span className="timeline__place">
        {hovered === null ? timeline.atPlayhead : <Place movie={movie} frame={hovered} />}
      </span>
      {missing ? (
        <span className="timeline__missing">{timeline.cannotDecode}</span>
      ) : (
        graphVisible && (
          <>
            <Figures frame={frame} />
            <Curves frame={frame} />
            <RegionReadout frame={frame} />
            <LineReadout frame={frame} />
            <Costs frame={frame} />
          </>
        )
      )}
    </div>
  );
}

function Place({ movie, frame }: { readonly movie: MovieInfo; readonly frame: number }) {
  const { common, timeline } = useTexts();
  const unit = useTimeUnit();
  if (frame >= movie.frameCount) return timeline.notIndexed;
  // Twice the same number would say less than once.
  return unit === "frames"
    ? common.frame(frame)
    : timeline.frameAt(frame, formatFrameTime(unit, frame, movie));
}

function Figures({ frame }: { readonly frame: number }) {
  const texts = useTexts();
  const { timeline, cuts, moments } = texts;
  const units = useUnits();
  const table = useAnalysisTable();
  const across = useCuts().includes(frame + 1);
  if (table === null || table.count === 0) return null;
  if (across)
    return (
      <span className="quiet" title={cuts.noFiguresTitle}>
        {cuts.noFigures}
      </span>
    );
  const speed = (column: "meanSpeed" | "p95Speed" | "p999Speed"): string => {
    const value = saidValue(table, column, frame);
    // In pixels, digits stay in place; in units a number may be of any size.
    return units.isInPixels ? formatFixed(value, 2) : formatReading(value);
  };
  const reliable = table.value("reliableShare", frame);
  const count = table.value("reliablePixels", frame);
  return (
    <>
      <Entry kind="mean" label={timeline.mean} title={timeline.meanTitle} value={speed("meanSpeed")} />
      <Entry
        kind="p95"
        label={
          <>
            {timeline.p95Short}
            <span className="timeline__detail">{timeline.p95Rest}</span>
          </>
        }
        title={timeline.p95Title}
        value={speed("p95Speed")}
      />
      <Entry
        kind="p999"
        label={moments.p999}
        title={moments.p999Title}
        value={speed("p999Speed")}
        unit={unitName(units.speed().unit, texts)}
      />
      <Entry
        kind="reliable"
        label={timeline.reliable}
        title={timeline.reliableTitle}
        value={Number.isNaN(reliable) ? NO_VALUE : String(Math.round(100 * reliable))}
        unit={Number.isNaN(count) ? "%" : `% (${formatCount(count)})`}
      />
      <FiguresOver nothing={Number.isNaN(table.value("meanSpeed", frame)) && count === 0} />
    </>
  );
}

/** Which pixels the figures are over, as they were analysed, and where there are none. */
function FiguresOver({ nothing }: { readonly nothing: boolean }) {
  const { figures: texts } = useTexts();
  const over = useAnalysisFigures();
  if (over === null) return null;
  return (
    <span
      className={classNames("timeline__over", over.outdated ? "timeline__missing" : "quiet")}
      title={texts.overNote}
    >
      {figuresOver(over.figures, texts)}
      {nothing && `: ${texts.noneReliable}`}
    </span>
  );
}

/** What the curves of the probes have there, each with its number and colour. */
function Curves({ frame }: { readonly frame: number }) {
  const words = useTexts();
  const texts = words.curves;
  const units = useUnits();
  const { curves, quantity } = useShownCurves();
  const hidden = useHiddenTracks();
  if (hidden.includes("probes")) return null;
  return curves.map(({ number, all, sure }) => {
    const value = all[frame] ?? Number.NaN;
    const known = !Number.isNaN(value);
    const unsure = known && Number.isNaN(sure[frame] ?? Number.NaN);
    return (
      <span
        key={number}
        className="timeline__entry timeline__entry--pin"
        style={{ "--pin": `var(--pin-${number})` } as CSSProperties}
        title={unsure ? texts.unreliable(number) : texts.valueTitle(number)}
        data-probe={number}
      >
        <span className="quiet">
          {number} {texts.quantities[quantity]}
        </span>{" "}
        <span className={unsure ? "timeline__value quiet" : "timeline__value"}>
          {!known
            ? NO_VALUE
            : quantity !== "speed"
              ? formatSigned(value)
              : units.isInPixels
                ? formatFixed(value, 2)
                : formatReading(value)}
        </span>{" "}
        <span className="unit">{unitName(units.speedUnit, words)}</span>
      </span>
    );
  });
}

/** What the frame costs, as the analysis has it, or else as it was when it was shown. */
function Costs({ frame }: { readonly frame: number }) {
  const texts = useTexts().timeline;
  const table = useAnalysisTable();
  useCostStore((state) => state.version);
  const hidden = useHiddenTracks();
  const cost = (title: string, ms: number, kind: EntryKind) => (
    <Entry
      key={title}
      kind={kind}
      label={title}
      title={texts.trackTitles.cost}
      value={formatFixed(ms, 1)}
      unit="ms"
    />
  );
  if (!hidden.includes("cost") && table?.known[frame] !== 1) {
    const shown = shownCosts.of(frame);
    if (shown === null) return null;
    const stages = [
      [texts.decode, shown.decodeMs, "decode"],
      [texts.flow, shown.flowMs, "flow"],
      [texts.pyramid, shown.pyramidMs, "part"],
      [texts.solve, shown.solveMs, "part"],
      [texts.refine, shown.refineMs, "part"],
      [texts.draw, shown.drawMs, "draw"],
    ] as const;
    return stages.map(([title, ms, kind]) => cost(title, ms, kind));
  }
  if (table === null) return null;
  const bytes = formatBytes(table.value("bytes", frame));
  return (
    <>
      {!hidden.includes("cost") && (
        <>
          {cost(texts.decode, table.value("decodeMs", frame), "decode")}
          {cost(texts.flow, table.value("flowMs", frame), "flow")}
        </>
      )}
      {!hidden.includes("bytes") && (
        <Entry
          kind="bytes"
          label={texts.held}
          title={texts.trackTitles.bytes}
          value={bytes.text}
          unit={bytes.unit}
        />
      )}
    </>
  );
}

/** The series that a figure belongs to, whose line is its key; a part of another figure has none. */
type EntryKind = SeriesName | "part";

interface EntryProps {
  readonly kind: EntryKind;
  readonly label: ReactNode;
  readonly title: string;
  readonly value: string;
  readonly unit?: string;
}

function Entry({ kind, label, title, value, unit }: EntryProps) {
  return (
    <span className="timeline__entry" title={title}>
      {kind !== "part" && <SeriesKey series={kind} />}
      <span className="quiet">{label}</span> <span className="timeline__value">{value}</span>{" "}
      {unit !== undefined && <span className="unit">{unit}</span>}
    </span>
  );
}
