import { type PointerEvent, useEffect, useRef, useState } from "react";
import { lengthUnit } from "../../../shared/measure/calibration";
import type { Units } from "../../../shared/measure/units";
import { axisEndAbove } from "../../../shared/round-number";
import { formatNumber } from "../../lib/format";
import {
  type ChartPlace,
  type ChartRange,
  chartDistance,
  chartPath,
  chartX,
  chartY,
} from "../../lib/line-chart";
import type { SaidLine } from "../../lib/line-reading";
import { useTexts } from "../../texts/use-texts";

const CURVES = ["speed", "along", "across"] as const;
const SIZE = { width: 276, height: 152 };
const PLACE: ChartPlace = { left: 38, top: 10, width: 230, height: 118 };

interface ProfileChartProps {
  readonly name: string;
  readonly said: SaidLine;
  readonly units: Units;
}

/** Motion along, across and as a whole over the distance. The axis of values only grows, so that frames can be compared. */
export function ProfileChart({ name, said, units }: ProfileChartProps) {
  const { lines: texts } = useTexts();
  const { profile, frame } = said;
  const [pointed, setPointed] = useState<number | null>(null);
  const range = useRange(said);
  const unit = lengthUnit(units.calibration);
  const at = pointed === null ? null : nearest(profile.distance, pointed);
  const handleMove = (event: PointerEvent<SVGSVGElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    setPointed(chartDistance(PLACE, range, ((event.clientX - box.left) / box.width) * SIZE.width));
  };
  return (
    <figure className="line-chart">
      <svg
        role="img"
        aria-label={texts.profileLabel(name, frame)}
        viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
        onPointerMove={handleMove}
        onPointerLeave={() => setPointed(null)}
      >
        <Axes range={range} unit={unit} />
        {CURVES.map((curve) => (
          <path
            key={curve}
            className={`line-chart__curve line-chart__curve--${curve}`}
            d={chartPath(profile.distance, profile[curve], PLACE, range)}
          />
        ))}
        {at !== null && (
          <line
            className="line-chart__pointer"
            x1={chartX(PLACE, range, profile.distance[at] ?? 0)}
            x2={chartX(PLACE, range, profile.distance[at] ?? 0)}
            y1={PLACE.top}
            y2={PLACE.top + PLACE.height}
          />
        )}
      </svg>
      <figcaption className="line-chart__key">
        {CURVES.map((curve) => (
          <span key={curve} className="line-chart__entry" title={texts[`${curve}Note`]}>
            <svg width="18" height="8" aria-hidden="true">
              <path className={`line-chart__curve line-chart__curve--${curve}`} d="M0 4h18" />
            </svg>
            {texts[curve]}
            <b>{at !== null && formatNumber(profile[curve][at] ?? Number.NaN)}</b>
          </span>
        ))}
        <span className="line-chart__unit">
          {at === null
            ? units.typed.speed
            : texts.at(`${formatNumber(profile.distance[at] ?? Number.NaN)} ${unit}`)}
        </span>
      </figcaption>
    </figure>
  );
}

function Axes({ range, unit }: { readonly range: ChartRange; readonly unit: string }) {
  const { left, top, width, height } = PLACE;
  const ticks = [range.most, ...(range.least < 0 ? [0] : []), range.least];
  return (
    <g className="line-chart__axes">
      {ticks.map((value) => {
        const y = chartY(PLACE, range, value);
        return (
          <g key={value}>
            <line
              className={value === 0 ? "line-chart__zero" : ""}
              x1={left}
              x2={left + width}
              y1={y}
              y2={y}
            />
            <text x={left - 5} y={y + 3.5} textAnchor="end">
              {formatNumber(value, 2)}
            </text>
          </g>
        );
      })}
      <text x={left} y={top + height + 15}>
        0
      </text>
      <text x={left + width} y={top + height + 15} textAnchor="end">
        {formatNumber(range.length)} {unit}
      </text>
    </g>
  );
}

/** The axes for what is said now, and what was said before of the same line. */
function useRange({ profile }: SaidLine): ChartRange {
  const length = profile.distance[profile.distance.length - 1] ?? 1;
  const [low, high] = extent(CURVES.map((curve) => profile[curve]));
  const seen = useRef({ low: 0, high: 0 });
  const least = Math.min(seen.current.low, low);
  const most = Math.max(seen.current.high, high);
  useEffect(() => {
    seen.current = { low: least, high: most };
  }, [least, most]);
  const end = axisEndAbove(Math.max(most, -least));
  // Where hardly anything goes backwards, that needs no half of the plot.
  return { length, least: least < 0 ? -axisEndAbove(Math.max(-least, end / 4)) : 0, most: end };
}

function extent(curves: readonly Float64Array[]): readonly [number, number] {
  let [low, high] = [0, 0];
  for (const curve of curves) {
    for (const value of curve) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return [low, high];
}

function nearest(distances: Float64Array, distance: number): number {
  const last = distances.length - 1;
  return Math.round((distance / (distances[last] ?? 1)) * last);
}
