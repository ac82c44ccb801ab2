import { findMark } from "../../shared/marks/hit-test";
import type { MarkPoint, Marks } from "../../shared/marks/marks";
import { handlesOf } from "../../shared/marks/reshape";
import {
  disc,
  MARK_RIM,
  type MarkLook,
  paintMarks,
  paintSelection,
  strokePath,
  strokeTwice,
} from "../../shared/overlay/paint-marks";
import type { Colour } from "../../shared/overlay/surface";
import { createPromptTask } from "../lib/frame-task";
import { CanvasBrush } from "./canvas-brush";
import type { Context2D } from "./kept-drawing";
import { MaskBitmap } from "./mask-bitmap";
import { NameBitmaps } from "./name-bitmaps";
import type { ShownMovie } from "./view-transform";

/** Marks on the picture as they are shown. */
export interface ShownMarks extends ShownMovie {
  /** Width of a pixel of the recording as displayed, by its height. */
  readonly pixelAspect: number;
  /** Device pixels for one of the page. */
  readonly ratio: number;
  /** The frame on the screen. */
  readonly frame: number;
  readonly marks: Marks;
  /** Id of the mark that is selected; null for none. */
  readonly selected: string | null;
}

/** What is on the screen alone: handles, and what is being drawn. */
export interface MarkTools {
  /** Whether the selected mark is seen to be it. */
  readonly selection: boolean;
  /** The handle of the selected mark that keys move; null shows none of them. */
  readonly handle: number | null;
  readonly draft: MarkDraft | null;
}

export interface MarkDraft {
  readonly path: readonly MarkPoint[];
  /** Points of it that were set. */
  readonly points: readonly MarkPoint[];
  readonly ink: Colour;
}

const HANDLE_INK: Colour = { r: 255, g: 255, b: 255, alpha: 1 };
const ACTIVE_INK: Colour = { r: 255, g: 196, b: 102, alpha: 1 };
/** CSS pixels. */
const HANDLE_RADIUS = 3.5;

/** Paints the marks on a canvas or on a copy of it. */
export class MarkPainter {
  readonly #mask = new MaskBitmap();
  readonly #names: NameBitmaps;

  /** @param fontFamily of the names, as CSS has it */
  constructor(fontFamily: string) {
    this.#names = new NameBitmaps(fontFamily);
  }

  paint(
    context: Context2D,
    shown: ShownMarks,
    tools: MarkTools = { selection: false, handle: null, draft: null },
  ): void {
    const { marks, movie, picture, ratio } = shown;
    this.#mask.paint(context, marks.mask, shown);
    context.beginPath();
    const brush = new CanvasBrush(context);
    const scaleY = picture.height / movie.height;
    const scaleX = picture.width / (movie.width * shown.pixelAspect);
    brush.placement = { scaleX, scaleY, offsetX: picture.x, offsetY: picture.y };
    const look: MarkLook = {
      unit: ratio / scaleY,
      write: (_, text, x, baseline, colour) => {
        const at = { x: x * scaleX + picture.x, y: baseline * scaleY + picture.y };
        this.#names.draw(context, text, at, colour, ratio);
      },
    };
    const chosen = findMark(marks, shown.selected);
    if (tools.selection && chosen !== null) paintSelection(brush, chosen, shown, look, ACTIVE_INK);
    paintMarks(brush, marks, shown, look);
    if (tools.handle !== null) this.#handles(brush, shown, look, tools.handle);
    if (tools.draft !== null) this.#draft(brush, shown, look, tools.draft);
  }

  #handles(brush: CanvasBrush, shown: ShownMarks, look: MarkLook, active: number): void {
    const any = findMark(shown.marks, shown.selected);
    if (any === null) return;
    const handles = handlesOf(any).entries();
    for (const [index, handle] of handles) {
      if (any.kind === "tracks" && any.mark.anchors[index].frame !== shown.frame) continue;
      const radius = HANDLE_RADIUS * look.unit;
      disc(brush, handle, shown, radius + 1.25 * look.unit);
      brush.blend({ ...MARK_RIM, alpha: 0.85 });
      disc(brush, handle, shown, radius);
      brush.blend(index === active ? ACTIVE_INK : HANDLE_INK);
    }
  }

  #draft(brush: CanvasBrush, shown: ShownMarks, look: MarkLook, { path, points, ink }: MarkDraft): void {
    strokeTwice(brush, ink, look, (width) => {
      strokePath(brush, path, shown, width);
      for (const point of points) disc(brush, point, shown, 1.6 * width);
    });
  }
}

/** What a {@link MarkLayer} shows; null shows nothing. */
export interface MarkScene {
  readonly shown: ShownMarks;
  readonly tools: MarkTools;
}

/** The marks over the picture, on a canvas of their own: the picture is never painted anew for them. */
export class MarkLayer {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #painter: MarkPainter;
  readonly #scene: () => MarkScene | null;
  readonly #task = createPromptTask(() => this.#paint());
  #empty = true;

  /** @param scene what there is to see, asked for whenever it is painted */
  constructor(canvas: HTMLCanvasElement, scene: () => MarkScene | null) {
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("This window cannot draw.");
    this.#canvas = canvas;
    this.#context = context;
    this.#painter = new MarkPainter(getComputedStyle(canvas).fontFamily);
    this.#scene = scene;
  }

  /** Paints anew, once before the next repaint however often it is asked for. */
  readonly request = (): void => this.#task.request();

  /** The picture's canvas has this size, in device pixels. */
  resize(width: number, height: number): void {
    if (this.#canvas.width === width && this.#canvas.height === height) return;
    this.#canvas.width = width;
    this.#canvas.height = height;
    this.#paint();
  }

  dispose(): void {
    this.#task.cancel();
  }

  #paint(): void {
    const { width, height } = this.#canvas;
    const scene = this.#scene();
    if (!this.#empty) this.#context.clearRect(0, 0, width, height);
    this.#empty = scene === null;
    if (scene === null || width === 0 || height === 0) return;
    this.#painter.paint(this.#context, scene.shown, scene.tools);
  }
}
