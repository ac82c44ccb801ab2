import type { ComparisonTable as Table } from "../../../shared/comparison";
import { Quantity } from "../../components/quantity";
import { formatBytes, formatMs, formatNumber, quantityText } from "../../lib/format";
import { unitName } from "../../lib/unit-name";
import { useUnits } from "../../stores/units-store";
import { useTexts } from "../../texts/use-texts";
import { type LogScale, logScale } from "./log-bar";

const MOST_LABELS = 5;

interface ComparisonTableProps {
  readonly table: Table;
  readonly title: string;
}

/** The implementations on one pair of frames. */
export function ComparisonTable({ table, title }: ComparisonTableProps) {
  const all = useTexts();
  const { compare, methods } = all;
  const said = useUnits().speed();
  const scale = logScale(table.rows.map((row) => row.ms));
  return (
    <table className="compare-table" data-pair={table.pair}>
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{compare.method}</th>
          <th scope="col" className="compare-table__bars" title={compare.timeScale}>
            {compare.time}
          </th>
          <th scope="col" className="number">
            <span className="visually-hidden">{compare.timeFigures}</span>
          </th>
          <th scope="col" className="number">
            {compare.peakMemory}
          </th>
          <th scope="col" className="number">
            {compare.speedUp}
          </th>
          <th scope="col" className="number" title={compare.differenceTitle}>
            {compare.difference}
          </th>
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row) => (
          <tr key={row.method} data-method={row.method}>
            <th scope="row">{methods.names[row.method]}</th>
            <td className="compare-table__bars">
              <div className="log-bar">
                {scale.decades.slice(1, -1).map((decade) => (
                  <i
                    key={decade.value}
                    className="log-bar__decade"
                    style={{ left: `${100 * decade.share}%` }}
                  />
                ))}
                <i className="log-bar__bar" style={{ width: `${100 * scale.share(row.ms)}%` }} />
              </div>
            </td>
            <td className="number" title={row.runs === 1 ? compare.oneRun : compare.medianOf(row.runs)}>
              <Quantity value={formatMs(row.ms)} />
            </td>
            <td className="number">
              <Quantity value={formatBytes(row.peakBytes)} />
            </td>
            <td className="number">
              {formatNumber(row.speedUp)}
              <span className="unit">×</span>
            </td>
            <td className="number">
              {row.method === "naive" ? (
                <span className="quiet">{compare.reference}</span>
              ) : (
                <Quantity
                  value={{
                    text: formatNumber(row.largestDifference * said.factor),
                    unit: unitName(said.unit, all),
                  }}
                />
              )}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td />
          <td className="compare-table__bars">
            <div className="log-bar log-bar--axis" aria-hidden="true">
              {axisDecades(scale).map((decade) => (
                <span key={decade.value} style={{ left: `${100 * decade.share}%` }}>
                  {axisLabel(decade.value)}
                </span>
              ))}
            </div>
          </td>
          <td colSpan={4} />
        </tr>
      </tfoot>
    </table>
  );
}

/** There is room for a few labels only: the first one, and every second or third after it. */
function axisDecades({ decades }: LogScale): LogScale["decades"] {
  const every = Math.ceil(decades.length / MOST_LABELS);
  return decades.filter((_, index) => index % every === 0);
}

function axisLabel(ms: number): string {
  if (ms >= 1000) return `${ms / 1000} s`;
  return ms < 1 ? `${Number((ms * 1000).toPrecision(3))} µs` : quantityText({ text: String(ms), unit: "ms" });
}
