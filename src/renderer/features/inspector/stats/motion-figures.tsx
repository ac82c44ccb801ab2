import type { ReactNode } from "react";
import { DEFAULT_FIGURES } from "../../../../shared/figures";
import type { FlowReport } from "../../../../shared/flow-report";
import { Quantity } from "../../../components/quantity";
import {
  formatComponent,
  formatNumber,
  formatPercent,
  formatReading,
  NO_VALUE,
  type Quantity as QuantityValue,
} from "../../../lib/format";
import { usePlaybackStore } from "../../../stores/playback-store";
import type { FrameStats } from "../../../stores/stats-store";
import { useTexts } from "../../../texts/use-texts";
import { runCommand } from "../../commands/registry";
import { Chart } from "../chart";
import { Rose } from "../rose";
import { Figure } from "./figure";
import { FigurePixels } from "./figure-pixels";

/** In a chart there is no room for the unit; the line "Mean speed" below has it. */
const shortSpeed = (value: number): QuantityValue => ({ text: formatReading(value), unit: "" });

/** How the frame on the screen moves. */
export function MotionFigures({ stats }: { readonly stats: FrameStats | null }) {
  const { stats: texts, figures, moments } = useTexts();
  const report = stats?.report ?? null;
  const { minimumReliability } = report?.figures ?? DEFAULT_FIGURES;
  const speed = (value: number | undefined): ReactNode => (
    <Quantity value={{ text: formatNumber(value ?? Number.NaN), unit: texts.speedUnit }} />
  );
  const component = (value: number | undefined): ReactNode => (
    <Quantity value={{ text: formatComponent(value ?? Number.NaN), unit: texts.speedUnit }} />
  );
  return (
    <>
      <FigurePixels report={report} />
      <CutLine />
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
            title={texts.reliableTitle(minimumReliability)}
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
        <Figure
          name="p999-speed"
          label={figures.p999Speed}
          title={figures.p999SpeedTitle}
          value={speed(report?.p999Speed)}
        />
        <Figure name="max-speed" label={texts.maxSpeed} value={speed(report?.maxSpeed)} />
        <Figure
          name="max-place"
          label={moments.place}
          title={moments.placeTitle}
          value={<FastestPixel report={report} />}
        />
      </dl>
      <div className="motion-chart">
        <Chart
          channel="meanSpeed"
          {...texts.charts.meanSpeed}
          format={shortSpeed}
          value={report?.meanSpeed ?? Number.NaN}
        />
      </div>
    </>
  );
}

/** Where the maximum speed is, and the way there. */
function FastestPixel({ report }: { readonly report: FlowReport | null }) {
  const { moments } = useTexts();
  if (report === null || report.maxSpeedX < 0) return NO_VALUE;
  return (
    <button
      type="button"
      className="link"
      title={moments.placeTitle}
      onClick={() => runCommand("pin-fastest")}
    >
      {moments.at(report.maxSpeedX, report.maxSpeedY)}
    </button>
  );
}

/** Why there are no figures on the last frame before a cut. */
function CutLine() {
  const { cuts } = useTexts();
  const isCut = usePlaybackStore((state) => state.shownCut);
  return isCut && <p className="quiet">{cuts.noFiguresTitle}</p>;
}
