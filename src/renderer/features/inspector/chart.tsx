import { useCallback } from "react";
import { drawSparkline } from "../../canvas/sparkline";
import { type Quantity as QuantityValue, quantityText } from "../../lib/format";
import { type Draw, useDrawing } from "../../lib/use-drawing";
import { HISTORY_LENGTH, type HistoryChannel, history, useStatsStore } from "../../stores/stats-store";
import { useTexts } from "../../texts/use-texts";

interface ChartProps {
  readonly channel: HistoryChannel;
  readonly label: string;
  /** One sentence on what is measured, for the tooltip. */
  readonly title: string;
  readonly format: (value: number) => QuantityValue;
  /** The number of the frame on the screen. */
  readonly value: number;
}

/** A figure of the frame on the screen, over its course in the last frames. */
export function Chart({ channel, label, title, format, value }: ChartProps) {
  const { chart } = useTexts();
  // Read outside the store; `recorded` says when there is something new.
  useStatsStore((state) => state.recorded);
  const { min, max } = history.summary(channel);
  const now = format(value);
  const least = format(min);
  const most = format(max);
  return (
    <div className="chart" title={chart.lastFrames(title, HISTORY_LENGTH)} data-stat={channel}>
      <div className="chart__row">
        <span className="chart__label">{label}</span>
        <span className="chart__value">
          {now.text} <span className="unit">{now.unit}</span>
        </span>
      </div>
      <Sparkline channel={channel} />
      <div className="chart__row chart__extremes">
        <span>{chart.least(extremeText(least, now))}</span>
        <span>{chart.most(extremeText(most, now))}</span>
      </div>
    </div>
  );
}

/** The unit is that of the number above, and said again only where it differs. */
function extremeText(extreme: QuantityValue, now: QuantityValue): string {
  return extreme.unit === now.unit ? extreme.text : quantityText(extreme);
}

function onRecord(redraw: () => void): () => void {
  return useStatsStore.subscribe((state, before) => {
    if (state.recorded !== before.recorded) redraw();
  });
}

function Sparkline({ channel }: { readonly channel: HistoryChannel }) {
  const draw = useCallback<Draw>(
    (context, style) =>
      drawSparkline(context, history, channel, {
        line: style.color,
        area: style.getPropertyValue("--chart-area"),
      }),
    [channel],
  );
  const canvas = useDrawing(draw, onRecord);
  return (
    <div className="chart__plot" aria-hidden="true">
      <canvas ref={canvas} />
    </div>
  );
}
