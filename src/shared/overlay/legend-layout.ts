import { DARK_LEGEND, type LegendStyle } from "./legend-style";
import { type Lettering, STROKE_LETTERING } from "./lettering";

/** Sizes of the legend in picture units: heights of a pixel of the movie in exports, CSS pixels on the screen. */
export interface LegendLayout {
  /** Size of the displayed picture. */
  readonly width: number;
  readonly height: number;
  /** Distance of the plates from the border of the picture. */
  readonly margin: number;
  /** Distance of the content of a plate from its border. */
  readonly padding: number;
  readonly cornerRadius: number;
  /** Height of the digits. */
  readonly textHeight: number;
  /** Between a symbol and its label. */
  readonly gap: number;
  readonly wheelRadius: number;
  /** The longest reference arrow. */
  readonly arrowLength: number;
  /** The reference arrow is as thick as those of the picture, but no thicker than with this spacing. */
  readonly widestSpacing: number;
  /** Height of a bar of colours. */
  readonly barHeight: number;
  readonly lettering: Lettering;
  readonly style: LegendStyle;
  /** True where a plate has room for little more than a speed with its unit. */
  readonly narrow: boolean;
}

/** What decides the others: they are in proportion to the text. */
type Measures = Omit<LegendLayout, "style" | "padding" | "cornerRadius" | "gap" | "barHeight">;

function layoutOf(measures: Measures): LegendLayout {
  const { textHeight } = measures;
  return {
    ...measures,
    style: DARK_LEGEND,
    padding: 0.85 * textHeight,
    cornerRadius: 0.6 * textHeight,
    gap: 0.75 * textHeight,
    barHeight: 0.9 * textHeight,
  };
}

/** Movies of fewer rows are small: their plates are kept within this share of the width. */
const SMALL_ROWS = 480;
const SMALL_SHARE = 1 / 8;
/** Width of the plate of a common label by the height of its digits. */
const LABEL_PLATE = 8;

/**
 * The legend of an export follows the displayed picture, so that it looks the same however large a movie is played.
 *
 * @param width of the movie in pixels, as height
 * @param pixelAspect width of such a pixel by its height
 */
export function exportLayout(width: number, height: number, pixelAspect: number): LegendLayout {
  const displayed = width * pixelAspect;
  const shorter = Math.min(displayed, height);
  const small = height < SMALL_ROWS;
  const room = small ? SMALL_SHARE * displayed : Number.POSITIVE_INFINITY;
  // Seven pixels is the least that is read with ease, and four the least that can be told from a smudge; in a tiny
  // picture the two labels must still fit side by side.
  const textHeight = Math.min(Math.max(7, 0.022 * shorter), Math.max(4, room / LABEL_PLATE), displayed / 20);
  const padding = 0.85 * textHeight;
  const roundRoom = Math.max(2, (room / 2 - padding) / 1.05);
  return layoutOf({
    width: displayed,
    height,
    margin: Math.max(0.5 * textHeight, 0.025 * shorter),
    textHeight,
    wheelRadius: Math.min(0.09 * shorter, roundRoom),
    arrowLength: Math.min(0.2 * displayed, Math.max(4, room - 2 * padding)),
    widestSpacing: Number.POSITIVE_INFINITY,
    lettering: STROKE_LETTERING,
    narrow: small,
  });
}

/** What is seen of a movie on the screen. */
export interface ScreenPage {
  /** Device pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels for a CSS pixel. */
  readonly ratio: number;
}

/** Digits are about 0.73 of the size of a font: these are 12 to 16 pixels, as the labels of the window are. */
const SCREEN_DIGITS = { least: 9, most: 12, share: 0.012 };
/** The least that is read with ease: 11 pixels. */
const SMALL_DIGITS = 8;

/** The legend of the screen in CSS pixels: as it is usually, and a smaller one where that one hides too much. */
export function screenLayouts(
  { width, height, ratio }: ScreenPage,
  lettering: Lettering,
): readonly [LegendLayout, LegendLayout] {
  const page = { width: width / ratio, height: height / ratio, lettering, narrow: false };
  const shorter = Math.min(page.width, page.height);
  const within = (least: number, most: number, length: number): number =>
    Math.min(Math.max(least, length), most);
  const { least, most, share } = SCREEN_DIGITS;
  // Whole pixels: letters are as high as they say then.
  const textHeight = Math.round(within(least, most, share * shorter));
  return [
    layoutOf({
      ...page,
      margin: within(8, 20, 0.02 * shorter),
      textHeight,
      wheelRadius: within(30, 68, 0.085 * shorter),
      arrowLength: within(64, 160, 0.12 * page.width),
      widestSpacing: 60,
    }),
    layoutOf({
      ...page,
      margin: 6,
      textHeight: SMALL_DIGITS,
      wheelRadius: 20,
      arrowLength: 48,
      widestSpacing: 30,
    }),
  ];
}
