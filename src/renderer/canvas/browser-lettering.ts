import type { Brush } from "../../shared/overlay/brush";
import type { Lettering } from "../../shared/overlay/lettering";
import { type Colour, RgbaSurface } from "../../shared/overlay/surface";
import type { LegendTexts } from "../../shared/texts/legend-zh-cn";

/**
 * Height of a digit of ours by the size of the font. Fonts have 0.73 or so; Chinese characters, which fill their square,
 * look as large as digits a little smaller.
 */
const DIGIT_HEIGHT = 0.78;
const MEASURED_AT = 100;

/** The words of a language that the stroke font cannot write, in the font of the window. */
export function browserLettering(words: LegendTexts): Lettering {
  const ruler = newContext(1, 1);
  const family = getComputedStyle(document.body).fontFamily;
  const fontOf = (height: number): string => `500 ${height / DIGIT_HEIGHT}px ${family}`;
  return {
    name: (kind) => words.names[kind],
    unit: (unit) => (unit in words.units ? words.units[unit as keyof typeof words.units] : unit),
    at: words.at,
    over: words.over,
    camera: words.camera,
    flagged: (flagged) => words.flagged[flagged],
    width(text, height) {
      ruler.font = fontOf(MEASURED_AT);
      return (ruler.measureText(text).width * height) / MEASURED_AT;
    },
    paint(brush, text, x, baseline, height, colour) {
      const { scaleX, scaleY, offsetX, offsetY } = brush.placement;
      const place = { x: x * scaleX + offsetX, y: baseline * scaleY + offsetY };
      paintLine(brush, text, place, { font: fontOf(height * scaleY), height: height * scaleY, colour });
    },
  };
}

interface Line {
  readonly font: string;
  /** Of the digits, in pixels. */
  readonly height: number;
  readonly colour: Colour;
}

/** Writes a line on a picture of its own, and lays that on the surface. */
function paintLine(
  { surface }: Brush,
  text: string,
  place: { readonly x: number; readonly y: number },
  line: Line,
): void {
  const left = Math.floor(place.x);
  // Chinese characters reach above the digits and below the line that they stand on.
  const top = Math.floor(place.y - 1.5 * line.height);
  const height = Math.ceil(2 * line.height) + 1;
  const picture = newContext(Math.max(1, surface.width - left), height);
  picture.font = line.font;
  picture.fillStyle = `rgb(${line.colour.r} ${line.colour.g} ${line.colour.b})`;
  // On whole rows, as the digits of the stroke font are.
  picture.fillText(text, place.x - left, Math.round(place.y) - top);
  const { data, width } = picture.getImageData(0, 0, picture.canvas.width, height);
  surface.blendPicture(new RgbaSurface(width, height, data), left, top, line.colour.alpha);
}

function newContext(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext("2d", {
    willReadFrequently: true,
  });
  if (context === null) throw new Error("This window cannot draw.");
  return context;
}
