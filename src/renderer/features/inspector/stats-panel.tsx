import type { ReactNode } from "react";
import { RELIABILITY_THRESHOLD } from "../../../shared/flow";
import type { MovieInfo } from "../../../shared/movie";
import { Quantity } from "../../components/quantity";
import {
  formatBytes,
  formatComponent,
  formatMs,
  formatNumber,
  formatPercent,
  NO_VALUE,
  type Quantity as QuantityValue,
} from "../../lib/format";
import { type FrameStats, residentBytes, useStatsStore } from "../../stores/stats-store";
import { Chart } from "./chart";
import { FrameActions } from "./frame-actions";
import { FrameMemory } from "./frame-memory";
import { Rose } from "./rose";
import { StageTimes } from "./stage-times";

const speedQuantity = (value: number): QuantityValue => ({ text: formatNumber(value), unit: "px/frame" });
/** In a chart there is no room for the unit; the line "Mean speed" below has it. */
const shortSpeed = (value: number): QuantityValue => ({ text: formatNumber(value), unit: "" });

/** What the frame on the screen cost, what is held in memory, and the same over the last frames. */
export function StatsPanel({ movie }: { readonly movie: MovieInfo }) {
  const stats = useStatsStore((state) => state.stats);
  return (
    <section className="panel" aria-labelledby="stats-title" data-picture={stats?.picture}>
      <h2 className="panel__title" id="stats-title">
        This frame
      </h2>
      <Charts stats={stats} />
      <h3 className="panel__subtitle">Motion</h3>
      <Motion stats={stats} />
      <h3 className="panel__subtitle">Time</h3>
      <StageTimes />
      <TimeFigures stats={stats} />
      <h3 className="panel__subtitle">Memory</h3>
      <FrameMemory />
      <Memory stats={stats} />
      <Processes stats={stats} />
      <FrameActions movie={movie} stats={stats} />
    </section>
  );
}

function Charts({ stats }: { readonly stats: FrameStats | null }) {
  const cost = stats?.cost;
  const flowMs = stats?.report ? stats.cost.flowMs : Number.NaN;
  const memory = cost && cost.processes.length > 0 ? residentBytes(cost) : Number.NaN;
  return (
    <div className="charts">
      <Chart
        channel="decode"
        label="Decode"
        title="Time ffmpeg took to decode the two frames; what was paid then, if they came from the cache"
        format={formatMs}
        value={cost?.decodeMs ?? Number.NaN}
      />
      <Chart
        channel="flow"
        label="Flow"
        title="Time to compute the motion; what was paid then, if it came from the cache"
        format={formatMs}
        value={flowMs}
      />
      <Chart
        channel="transfer"
        label="Transfer"
        title="Time the picture took from the main process to this window"
        format={formatMs}
        value={stats?.transferMs ?? Number.NaN}
      />
      <Chart
        channel="draw"
        label="Draw"
        title="Time this window took to draw the frame and its overlay"
        format={formatMs}
        value={stats?.drawMs ?? Number.NaN}
      />
      <Chart
        channel="memory"
        label="Memory"
        title="Resident memory of all processes of Kinoflow"
        format={formatBytes}
        value={memory}
      />
      <Chart
        channel="meanSpeed"
        label="Mean speed"
        title="Mean speed over the frame, in pixels per frame"
        format={shortSpeed}
        value={stats?.report?.meanSpeed ?? Number.NaN}
      />
    </div>
  );
}

function TimeFigures({ stats }: { readonly stats: FrameStats | null }) {
  return (
    <dl className="figures figures--after">
      <Figure
        name="threads"
        label="Threads"
        title="Threads that computed the motion"
        value={stats?.report ? String(stats.report.threads) : NO_VALUE}
      />
      <Figure
        name="source"
        label="From the cache"
        title="Times of what came from the cache are those that were paid when it was made"
        value={stats === null ? NO_VALUE : cachedParts(stats)}
      />
    </dl>
  );
}

function Motion({ stats }: { readonly stats: FrameStats | null }) {
  const report = stats?.report ?? null;
  const speed = (value: number | undefined): ReactNode => (
    <Quantity value={speedQuantity(value ?? Number.NaN)} />
  );
  const component = (value: number | undefined): ReactNode => (
    <Quantity value={{ text: formatComponent(value ?? Number.NaN), unit: "px/frame" }} />
  );
  return (
    <>
      <div className="motion">
        <Rose />
        <dl className="figures">
          <Figure
            name="mean-u"
            label="Mean u"
            title="Mean motion to the right"
            value={component(report?.meanU)}
          />
          <Figure name="mean-v" label="Mean v" title="Mean motion down" value={component(report?.meanV)} />
          <Figure
            name="reliable"
            label="Reliable pixels"
            title={`Share of the pixels whose reliability reaches ${RELIABILITY_THRESHOLD.default}`}
            value={<Quantity value={formatPercent(report?.reliableShare ?? Number.NaN)} />}
          />
          <Figure
            name="vectors"
            label="Vectors drawn"
            value={stats === null ? NO_VALUE : String(stats.arrows)}
          />
        </dl>
      </div>
      <dl className="figures figures--after">
        <Figure name="mean-speed" label="Mean speed" value={speed(report?.meanSpeed)} />
        <Figure
          name="median-speed"
          label="Median speed"
          title="Half of the pixels are slower"
          value={speed(report?.medianSpeed)}
        />
        <Figure
          name="p95-speed"
          label="95th percentile"
          title="95 of 100 pixels are slower"
          value={speed(report?.p95Speed)}
        />
        <Figure name="max-speed" label="Maximum speed" value={speed(report?.maxSpeed)} />
      </dl>
    </>
  );
}

function Memory({ stats }: { readonly stats: FrameStats | null }) {
  const cost = stats?.cost;
  const bytes = (value: number | undefined): ReactNode => (
    <Quantity value={formatBytes(value ?? Number.NaN)} />
  );
  return (
    <dl className="figures">
      <Figure name="flow-bytes" label="Flow held" value={bytes(cost?.flowBytes)} />
      <Figure name="working-bytes" label="Flow’s working memory" value={bytes(cost?.workingBytes)} />
      <Figure
        name="wasm-bytes"
        label="WebAssembly memory"
        title="The memory that frames, flow and working memory lie in, as far as it has grown"
        value={bytes(cost?.wasmBytes)}
      />
      <Figure name="main-heap" label="JS heap, main" value={bytes(cost?.mainHeapBytes)} />
      <Figure name="window-heap" label="JS heap, window" value={bytes(stats?.windowHeapBytes)} />
    </dl>
  );
}

function cachedParts(stats: FrameStats): string {
  const parts = [
    stats.cost.framesFromCache ? "frames" : null,
    stats.report !== null && stats.cost.flowFromCache ? "flow" : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? "nothing" : parts.join(", ");
}

function Processes({ stats }: { readonly stats: FrameStats | null }) {
  if (stats === null || stats.cost.processes.length === 0) return null;
  return (
    <>
      <h3 className="panel__subtitle">Resident memory</h3>
      <dl className="figures">
        {stats.cost.processes.map((process) => (
          <Figure
            key={process.pid}
            name={`process-${process.name.toLowerCase()}`}
            label={process.name}
            title={`Process ${process.pid}`}
            value={<Quantity value={formatBytes(process.residentBytes)} />}
          />
        ))}
        <Figure
          name="process-total"
          label="Total"
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
