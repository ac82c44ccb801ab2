import type { Colour } from "../../shared/overlay/surface";
import { cssColour } from "./canvas-brush";
import type { Context2D } from "./kept-drawing";

/** CSS pixels. */
const FONT_SIZE = 12;
const RIM = 3;
/** More than there can be marks; where there were as many names, all are made anew. */
const MOST_KEPT = 1000;

interface NameBitmap {
  readonly canvas: OffscreenCanvas;
  /** Of the text's beginning on its line, in pixels of the bitmap. */
  readonly left: number;
  readonly baseline: number;
}

/** Names with a dark rim, each written once: writing two hundred of them takes longer than an interval of the display. */
export class NameBitmaps {
  readonly #family: string;
  readonly #kept = new Map<string, NameBitmap>();

  /** @param fontFamily as CSS has it */
  constructor(fontFamily: string) {
    this.#family = fontFamily;
  }

  /** Draws a name that begins at a place, in device pixels. @param ratio device pixels for one of the page */
  draw(
    context: Context2D,
    name: string,
    { x, y }: { readonly x: number; readonly y: number },
    colour: Colour,
    ratio: number,
  ): void {
    const ink = cssColour(colour);
    const key = `${ratio} ${ink} ${name}`;
    const kept = this.#kept.get(key) ?? written(name, ink, ratio, this.#family);
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
    this.#kept.set(key, kept);
    context.drawImage(kept.canvas, Math.round(x - kept.left), Math.round(y - kept.baseline));
  }
}

function written(name: string, ink: string, ratio: number, family: string): NameBitmap {
  const font = `600 ${FONT_SIZE * ratio}px ${family}`;
  const ruler = contextOf(1, 1);
  ruler.font = font;
  const { width } = ruler.measureText(name);
  const left = Math.ceil(RIM * ratio);
  const baseline = Math.ceil((FONT_SIZE + RIM) * ratio);
  const context = contextOf(Math.ceil(width) + 2 * left, baseline + Math.ceil((FONT_SIZE / 2 + RIM) * ratio));
  context.font = font;
  context.lineJoin = "round";
  context.lineWidth = RIM * ratio;
  context.strokeStyle = "rgb(0 0 0 / 0.7)";
  context.fillStyle = ink;
  context.strokeText(name, left, baseline);
  context.fillText(name, left, baseline);
  return { canvas: context.canvas, left, baseline };
}

function contextOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext("2d");
  if (context === null) throw new Error("This window cannot draw.");
  return context;
}
