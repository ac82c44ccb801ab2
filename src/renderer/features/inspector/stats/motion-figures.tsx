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
import { placeText, unitName } from "../../../lib/unit-name";
import { usePlaybackStore } from "../../../stores/playback-store";
import type { FrameStats } from "../../../stores/stats-store";
import { secondsOfPair, useUnits } from "../../../stores/units-store";
import { useTexts } from "../../../texts/use-texts";
import { runCommand } from "../../commands/registry";
import { Chart } from "../chart";
import { Rose } from "../rose";
import { Figure } from "./figure";
import { FigurePixels } from "./figure-pixels";
import { TreatmentFigures } from "./treatment-figures";

/** In a chart there is no room for the unit; the line "Mean speed" below has it. */
const shortSpeed = (value: number): QuantityValue => ({ text: formatReading(value), unit: "" });

/** How the frame on the screen moves. */
export function MotionFigures({ stats }: { readonly stats: FrameStats | null }) {
  const all = useTexts();
  const { stats: texts, figures, moments, units: unitTexts } = all;
  const report = stats?.report ?? null;
  const { minimumReliability } = report?.figures ?? DEFAULT_FIGURES;
  const units = useUnits();
  const seconds = stats === null ? Number.NaN : secondsOfPair(stats.frame, stats.second);
  const said = units.speed(seconds);
  const mean = units.motion(report?.meanU ?? Number.NaN, report?.meanV ?? Number.NaN, seconds);
  const speed = (value: number | undefined): ReactNode => {
    const text = formatNumber((value ?? Number.NaN) * said.factor);
    return <Quantity value={{ text, unit: unitName(said.unit, all) }} />;
  };
  const component = (value: number): ReactNode => (
    <Quantity value={{ text: formatComponent(value), unit: unitName(units.speedUnit, all) }} />
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
            title={units.isInPixels ? texts.meanUTitle : unitTexts.meanUTitle}
            value={component(mean.u)}
          />
          <Figure
            name="mean-v"
            label={texts.meanV}
            title={units.isInPixels ? texts.meanVTitle : unitTexts.meanVTitle}
            value={component(mean.v)}
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
        <TreatmentFigures report={report} seconds={seconds} />
      </dl>
      <div className="motion-chart">
        <Chart
          channel="meanSpeed"
          {...texts.charts.meanSpeed}
          title={units.isInPixels ? texts.charts.meanSpeed.title : unitTexts.meanSpeedTitle}
          // What was shown before was of other pairs: their own times may differ, and scales go by the usual one.
          format={(value) => shortSpeed(value * units.speed().factor)}
          value={report?.meanSpeed ?? Number.NaN}
        />
      </div>
    </>
  );
}

/** Where the maximum speed is, and the way there. */
function FastestPixel({ report }: { readonly report: FlowReport | null }) {
  const { moments } = useTexts();
  const units = useUnits();
  if (report === null || report.maxSpeedX < 0) return NO_VALUE;
  return (
    <button
      type="button"
      className="link"
      title={moments.placeTitle}
      onClick={() => runCommand("pin-fastest")}
    >
      {units.isInPixels
        ? moments.at(report.maxSpeedX, report.maxSpeedY)
        : placeText(units, report.maxSpeedX, report.maxSpeedY)}
    </button>
  );
}

/** Why there are no figures on the last frame before a cut. */
function CutLine() {
  const { cuts } = useTexts();
  const isCut = usePlaybackStore((state) => state.shownCut);
  return isCut && <p className="quiet">{cuts.noFiguresTitle}</p>;
}
