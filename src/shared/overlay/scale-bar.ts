import type { SaidAs } from "../measure/units";
import type { Brush } from "./brush";
import type { LegendLayout } from "./legend-layout";
import { formatSpeed, roundNumberNear } from "./legend-numbers";
import type { PlateContent } from "./legend-plate";

/** Of the width of the picture: as long as the bar is, about, and at most. */
const WANTED_SHARE = 0.15;
const MOST_SHARE = 0.25;

/** A bar of a round length. */
export interface ScaleBar {
  /** On the picture, in its units. */
  readonly width: number;
  /** What it stands for, with its unit. */
  readonly label: string;
}

/**
 * The bar for a picture.
 *
 * @param width of the displayed picture, in its units
 * @param pixelHeight of a pixel of the recording on the picture, in the same unit
 * @param length what the height of a pixel is
 */
export function scaleBarFor(width: number, pixelHeight: number, { factor, unit }: SaidAs): ScaleBar {
  const perUnit = pixelHeight / factor;
  const number = roundNumberNear((WANTED_SHARE * width) / perUnit, (MOST_SHARE * width) / perUnit);
  return { width: number * perUnit, label: `${formatSpeed(number)} ${unit}` };
}

/** The plate of a bar: its label, and the bar below it, between two ends that stand up. */
export function scaleBarPlate(layout: LegendLayout, pixelHeight: number, length: SaidAs): PlateContent {
  const { padding, textHeight, gap, lettering, style } = layout;
  const bar = scaleBarFor(layout.width, pixelHeight, length);
  const labelWidth = lettering.width(bar.label, textHeight);
  const thick = Math.max(1, 0.2 * textHeight);
  const ends = Math.max(3, 0.75 * textHeight);
  const width = Math.max(bar.width, labelWidth) + 2 * padding;
  return {
    width,
    height: 2 * padding + ends + gap + textHeight,
    scale: null,
    paint: (brush) => {
      const left = (width - bar.width) / 2;
      const middle = padding + ends / 2;
      // The ends lie within the bar, so that it is as long as it says from edge to edge.
      rectangle(brush, left, middle - thick / 2, bar.width, thick);
      rectangle(brush, left, padding, thick, ends);
      rectangle(brush, left + bar.width - thick, padding, thick, ends);
      brush.blend(style.text);
      const baseline = padding + ends + gap + textHeight;
      lettering.paint(brush, bar.label, (width - labelWidth) / 2, baseline, textHeight, style.text);
    },
  };
}

function rectangle(brush: Brush, x: number, y: number, width: number, height: number): void {
  brush.point(x, y);
  brush.point(x + width, y);
  brush.point(x + width, y + height);
  brush.point(x, y + height);
  brush.fill();
}
