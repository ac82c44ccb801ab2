import { useState } from "react";
import { lengthUnit, speedUnit } from "../../../shared/measure/calibration";
import type { TrackRow } from "../../../shared/track-table";
import { formatFixed, formatNumber, NO_VALUE } from "../../lib/format";
import { unitName } from "../../lib/unit-name";
import { useViewStore } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";
import { speedOf } from "./track-values";

/** Of a row, in pixels of the page: `tracks.css` has it too. */
const ROW = 24;
/** Rows that are there at a time: more than are seen, so that scrolling shows no gaps. */
const PRESENT = 40;
const BEFORE = 12;

interface TrackTableProps {
  readonly name: string;
  readonly rows: readonly TrackRow[];
}

/** The table of a track, of which only the rows around those that are seen are elements: a movie may have any number of frames. */
export function TrackTable({ name, rows }: TrackTableProps) {
  const all = useTexts();
  const texts = all.tracks;
  const calibration = useViewStore((state) => state.marks.calibration);
  const [top, setTop] = useState(0);
  if (rows.length === 0) return <p className="quiet">{texts.empty}</p>;
  const { columns, states } = texts;
  const length = lengthUnit(calibration);
  const heads = [
    columns.frame,
    `${columns.time} (s)`,
    `x (${length})`,
    `y (${length})`,
    `${columns.speed} (${unitName(speedUnit(calibration), all)})`,
    `${columns.way} (${length})`,
    columns.state,
  ];
  const first = Math.max(0, Math.min(Math.floor(top / ROW) - BEFORE, rows.length - PRESENT));
  const present = rows.slice(first, first + PRESENT);
  const behind = rows.length - first - present.length;
  return (
    <section
      className="track-table"
      aria-label={name}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
      tabIndex={0}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      <table aria-label={name} aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {first > 0 && <Gap rows={first} />}
          {present.map((row, at) => (
            <tr key={row.frame} aria-rowindex={first + at + 2} data-state={row.state}>
              <td>{row.frame}</td>
              <td>{formatFixed(row.time, 3)}</td>
              <td>{formatNumber(row.x, 5)}</td>
              <td>{formatNumber(row.y, 5)}</td>
              <td>{formatNumber(speedOf(row), 4)}</td>
              <td>{row.state === "lost" ? NO_VALUE : formatNumber(row.way, 4)}</td>
              <td>{states[row.state]}</td>
            </tr>
          ))}
          {behind > 0 && <Gap rows={behind} />}
        </tbody>
      </table>
    </section>
  );
}

/** As high as rows that are not there. */
function Gap({ rows }: { readonly rows: number }) {
  return (
    <tr>
      <td colSpan={7} style={{ height: rows * ROW, padding: 0 }} />
    </tr>
  );
}
