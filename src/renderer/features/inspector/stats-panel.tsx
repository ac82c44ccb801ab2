import type { ReactNode } from "react";
import { RELIABILITY_THRESHOLD } from "../../../shared/flow";
import type { MovieInfo } from "../../../shared/movie";
import type { Texts } from "../../../shared/texts/texts";
import { Quantity } from "../../components/quantity";
import {
  formatBytes,
  formatComponent,
  formatNumber,
  formatPercent,
  formatReading,
  NO_VALUE,
  type Quantity as QuantityValue,
} from "../../lib/format";
import { sideNames } from "../../lib/side-names";
import { type ComparedStats, type FrameStats, residentBytes, useStatsStore } from "../../stores/stats-store";
import { useTexts } from "../../texts/use-texts";
import { Chart } from "./chart";
import { FrameActions } from "./frame-actions";
import { FrameMemory } from "./frame-memory";
import { Rose } from "./rose";
import { StageTimes } from "./stage-times";

/** In a chart there is no room for the unit; the line "Mean speed" below has it. */
const shortSpeed = (value: number): QuantityValue => ({ text: formatReading(value), unit: "" });

/** A time of a chart, short enough to stand beside its label, and rounded as its extremes are: it lies outside of none. */
const shortMs = (ms: number): QuantityValue =>
  ms >= 999.5 ? { text: formatReading(ms / 1000), unit: "s" } : { text: formatReading(ms), unit: "ms" };

/** What the frame on the screen cost, what is held in memory, and the same over the last frames. */
export function StatsPanel({ movie }: { readonly movie: MovieInfo }) {
  const { stats: texts } = useTexts();
  const stats = useStatsStore((state) => state.stats);
  return (
    <section className="panel" aria-labelledby="stats-title" data-picture={stats?.picture}>
      <h2 className="panel__title" id="stats-title">
        {texts.title}
      </h2>
      <Charts stats={stats} />
      <h3 className="panel__subtitle">{texts.motion}</h3>
      <Motion stats={stats} />
      <h3 className="panel__subtitle">{texts.time}</h3>
      <StageTimes />
      <TimeFigures stats={stats} />
      {stats?.compared && <ComparedFigures stats={stats} compared={stats.compared} />}
      <h3 className="panel__subtitle">{texts.memory}</h3>
      <FrameMemory />
      <Memory stats={stats} />
      <Processes stats={stats} />
      <FrameActions movie={movie} stats={stats} />
    </section>
  );
}

function Charts({ stats }: { readonly stats: FrameStats | null }) {
  const { charts } = useTexts().stats;
  const cost = stats?.cost;
  const flowMs = stats?.report ? stats.cost.flowMs : Number.NaN;
  const memory = cost && cost.processes.length > 0 ? residentBytes(cost) : Number.NaN;
  return (
    <div className="charts">
      <Chart channel="decode" {...charts.decode} format={shortMs} value={cost?.decodeMs ?? Number.NaN} />
      <Chart channel="flow" {...charts.flow} format={shortMs} value={flowMs} />
      <Chart
        channel="transfer"
        {...charts.transfer}
        format={shortMs}
        value={stats?.transferMs ?? Number.NaN}
      />
      <Chart channel="draw" {...charts.draw} format={shortMs} value={stats?.drawMs ?? Number.NaN} />
      <Chart channel="memory" {...charts.memory} format={formatBytes} value={memory} />
      <Chart
        channel="meanSpeed"
        {...charts.meanSpeed}
        format={shortSpeed}
        value={stats?.report?.meanSpeed ?? Number.NaN}
      />
    </div>
  );
}

function TimeFigures({ stats }: { readonly stats: FrameStats | null }) {
  const texts = useTexts().stats;
  return (
    <dl className="figures figures--after">
      <Figure
        name="threads"
        label={texts.threads}
        title={texts.threadsTitle}
        value={stats?.report ? String(stats.report.threads) : NO_VALUE}
      />
      <Figure
        name="source"
        label={texts.cached}
        title={texts.cachedTitle}
        value={stats === null ? NO_VALUE : cachedParts(stats, texts)}
      />
    </dl>
  );
}

/** What A and B differ in, side by side. */
function ComparedFigures({
  stats,
  compared,
}: {
  readonly stats: FrameStats;
  readonly compared: ComparedStats;
}) {
  const allTexts = useTexts();
  const { stats: texts, panels } = allTexts;
  const { split } = panels;
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
            {texts.meanSpeed} <span className="unit">{texts.speedUnit}</span>
          </th>
          {sides.map(({ side, report }) => (
            <td key={side}>{formatNumber(report?.meanSpeed ?? Number.NaN)}</td>
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
            {split.difference} <span className="unit">{texts.speedUnit}</span>
          </th>
          <td colSpan={2} data-stat="mean-difference">
            {formatNumber(compared.meanDifference)}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function Motion({ stats }: { readonly stats: FrameStats | null }) {
  const texts = useTexts().stats;
  const report = stats?.report ?? null;
  const speed = (value: number | undefined): ReactNode => (
    <Quantity value={{ text: formatNumber(value ?? Number.NaN), unit: texts.speedUnit }} />
  );
  const component = (value: number | undefined): ReactNode => (
    <Quantity value={{ text: formatComponent(value ?? Number.NaN), unit: texts.speedUnit }} />
  );
  return (
    <>
      <div className="motion">
        <Rose />
        <dl className="figures">
          <Figure
            name="mean-u"
            label={texts.meanU}
            title={texts.meanUTitle}
            value={component(report?.meanU)}
          />
          <Figure
            name="mean-v"
            label={texts.meanV}
            title={texts.meanVTitle}
            value={component(report?.meanV)}
          />
          <Figure
            name="reliable"
            label={texts.reliable}
            title={texts.reliableTitle(RELIABILITY_THRESHOLD.default)}
            value={<Quantity value={formatPercent(report?.reliableShare ?? Number.NaN)} />}
          />
          <Figure
            name="vectors"
            label={texts.vectors}
            value={stats === null ? NO_VALUE : String(stats.arrows)}
          />
        </dl>
      </div>
      <dl className="figures figures--after">
        <Figure name="mean-speed" label={texts.meanSpeed} value={speed(report?.meanSpeed)} />
        <Figure
          name="median-speed"
          label={texts.medianSpeed}
          title={texts.medianSpeedTitle}
          value={speed(report?.medianSpeed)}
        />
        <Figure
          name="p95-speed"
          label={texts.p95Speed}
          title={texts.p95SpeedTitle}
          value={speed(report?.p95Speed)}
        />
        <Figure name="max-speed" label={texts.maxSpeed} value={speed(report?.maxSpeed)} />
      </dl>
    </>
  );
}

function Memory({ stats }: { readonly stats: FrameStats | null }) {
  const texts = useTexts().stats;
  const cost = stats?.cost;
  const bytes = (value: number | undefined): ReactNode => (
    <Quantity value={formatBytes(value ?? Number.NaN)} />
  );
  return (
    <dl className="figures">
      <Figure name="flow-bytes" label={texts.flowHeld} value={bytes(cost?.flowBytes)} />
      <Figure name="working-bytes" label={texts.workingMemory} value={bytes(cost?.workingBytes)} />
      <Figure
        name="wasm-bytes"
        label={texts.wasmMemory}
        title={texts.wasmMemoryTitle}
        value={bytes(cost?.wasmBytes)}
      />
      <Figure name="main-heap" label={texts.mainHeap} value={bytes(cost?.mainHeapBytes)} />
      <Figure name="window-heap" label={texts.windowHeap} value={bytes(stats?.windowHeapBytes)} />
    </dl>
  );
}

function cachedParts(stats: FrameStats, texts: Texts["stats"]): string {
  const parts = [
    stats.cost.framesFromCache ? texts.cachedFrames : null,
    stats.report !== null && stats.cost.flowFromCache ? texts.cachedFlow : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? texts.cachedNothing : parts.join(texts.and);
}

function Processes({ stats }: { readonly stats: FrameStats | null }) {
  const texts = useTexts().stats;
  if (stats === null || stats.cost.processes.length === 0) return null;
  return (
    <>
      <h3 className="panel__subtitle">{texts.residentMemory}</h3>
      <dl className="figures">
        {stats.cost.processes.map((process) => (
          <Figure
            key={process.pid}
            name={`process-${process.name.toLowerCase()}`}
            label={texts.processNames[process.name]}
            title={texts.process(process.pid)}
            value={<Quantity value={formatBytes(process.residentBytes)} />}
          />
        ))}
        <Figure
          name="process-total"
          label={texts.total}
          value={<Quantity value={formatBytes(residentBytes(stats.cost))} />}
        />
      </dl>
    </>
  );
}

interface FigureProps {
  /** Names the figure for tests. */
  readonly name: string;
  readonly label: string;
  readonly title?: string;
  readonly value: ReactNode;
}

function Figure({ name, label, title, value }: FigureProps) {
  return (
    <div className="figures__row" title={title}>
      <dt>{label}</dt>
      <dd data-stat={name}>{value}</dd>
    </div>
  );
}
