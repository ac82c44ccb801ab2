import { SERIES_STYLES, type SeriesName } from "./tracks/series-styles";

const WIDTH = 20;
const HEIGHT = 8;

/** A piece of a series' line, as its graph draws it. */
export function SeriesKey({ series }: { readonly series: SeriesName }) {
  const { width, dash } = SERIES_STYLES[series];
  return (
    <svg
      className="series-key"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      aria-hidden="true"
      focusable="false"
    >
      <line
        x1={1}
        y1={HEIGHT / 2}
        x2={WIDTH - 1}
        y2={HEIGHT / 2}
        stroke={`var(--series-${series})`}
        strokeWidth={width}
        strokeDasharray={dash.join(" ")}
        strokeLinecap="round"
      />
    </svg>
  );
}
