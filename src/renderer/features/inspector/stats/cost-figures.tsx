import type { ReactNode } from "react";
import type { Texts } from "../../../../shared/texts/texts";
import { Quantity } from "../../../components/quantity";
import { formatBytes, formatReading, NO_VALUE, type Quantity as QuantityValue } from "../../../lib/format";
import { type FrameStats, residentBytes } from "../../../stores/stats-store";
import { useTexts } from "../../../texts/use-texts";
import { Chart } from "../chart";
import { FrameMemory } from "../frame-memory";
import { StageTimes } from "../stage-times";
import { Figure } from "./figure";

/** A time of a chart, short enough to stand beside its label, and rounded as its extremes are: it lies outside of none. */
const shortMs = (ms: number): QuantityValue =>
  ms >= 999.5 ? { text: formatReading(ms / 1000), unit: "s" } : { text: formatReading(ms), unit: "ms" };

/** What the frame on the screen cost, what is held in memory, and the same over the last frames. */
export function CostFigures({ stats }: { readonly stats: FrameStats | null }) {
  const { stats: texts } = useTexts();
  return (
    <>
      <Charts stats={stats} />
      <h3 className="panel__subtitle">{texts.time}</h3>
      <StageTimes />
      <TimeFigures stats={stats} />
      <h3 className="panel__subtitle">{texts.memory}</h3>
      <FrameMemory />
      <Memory stats={stats} />
      <Processes stats={stats} />
    </>
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
