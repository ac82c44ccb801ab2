import { formatNumber } from "../../../lib/format";
import { sideNames } from "../../../lib/side-names";
import { unitName } from "../../../lib/unit-name";
import type { ComparedStats, FrameStats } from "../../../stores/stats-store";
import { secondsOfPair, useUnits } from "../../../stores/units-store";
import { useTexts } from "../../../texts/use-texts";

/** What A and B differ in, side by side. */
export function ComparedFigures({
  stats,
  compared,
}: {
  readonly stats: FrameStats;
  readonly compared: ComparedStats;
}) {
  const allTexts = useTexts();
  const { stats: texts, panels } = allTexts;
  const { split } = panels;
  const said = useUnits().speed(secondsOfPair(stats.frame, stats.second));
  const ways = sideNames(stats.parameters, compared.parameters, allTexts);
  const sides = [
    { side: "a", name: split.names.a, way: ways.a, ...stats, flowMs: stats.cost.flowMs },
    { side: "b", name: split.names.b, way: ways.b, ...compared, flowMs: compared.report.flowMs },
  ];
  return (
    <table className="sides">
      <caption className="visually-hidden">{split.figures}</caption>
      <thead>
        <tr>
          <td />
          {sides.map(({ side, name, way }) => (
            <th key={side} scope="col" title={way ?? undefined}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr title={split.flowTimeNote}>
          <th scope="row">
            {split.flowTime} <span className="unit">ms</span>
          </th>
          {sides.map(({ side, report, flowMs }) => (
            <td key={side} data-stat={`flow-time-${side}`}>
              {formatNumber(report === null ? Number.NaN : flowMs)}
            </td>
          ))}
        </tr>
        <tr>
          <th scope="row">
            {texts.meanSpeed} <span className="unit">{unitName(said.unit, allTexts)}</span>
          </th>
          {sides.map(({ side, report }) => (
            <td key={side}>{formatNumber((report?.meanSpeed ?? Number.NaN) * said.factor)}</td>
          ))}
        </tr>
        <tr>
          <th scope="row">{texts.vectors}</th>
          {sides.map(({ side, arrows }) => (
            <td key={side}>{arrows}</td>
          ))}
        </tr>
        <tr title={split.differenceNote}>
          <th scope="row">
            {split.difference} <span className="unit">{unitName(said.unit, allTexts)}</span>
          </th>
          <td colSpan={2} data-stat="mean-difference">
            {formatNumber(compared.meanDifference * said.factor)}
          </td>
        </tr>
      </tbody>
    </table>
  );
}
