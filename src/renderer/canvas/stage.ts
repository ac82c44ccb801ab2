import { mapLimit, type OverlaySettings, withMapLimit } from "../../shared/overlay/settings";
import type { Picture, PictureFlow } from "../../shared/picture";
import { createPromptTask } from "../lib/frame-task";
import type { Pin } from "../lib/pins";
import { sideLabels, sidesOfPicture } from "../lib/side-names";
import { currentTexts, useLanguageStore } from "../texts/use-texts";
import { type Described, describe, describeNothing, sameDescription } from "./describe-picture";
import { dividerColumn, lineEnd, partsAt } from "./divider";
import { FlowLayers } from "./flow-layers";
import { createFrameImage, type FrameImage } from "./frame-image";
import { type Context2D, KeptDrawing } from "./kept-drawing";
import { LegendLayer } from "./legend-layer";
import { type LegendPlaces, NO_LEGEND } from "./legend-places";
import { type MovieView, visiblePart } from "./movie-view";
import { paintPinMarks } from "./pin-marks";
import { paintPixelGrid } from "./pixel-grid";
import { paintSplitMark } from "./split-mark";
import {
  type CanvasView,
  FIT,
  GRID_SCALE,
  pictureRectangle,
  SHARP_SCALE,
  toCanvas,
  type ViewSpace,
} from "./view-transform";
import type { Rectangle, Size } from "./viewport";

/** What was put on the screen. */
export interface Painted {
  readonly picture: Picture;
  /** False when the picture was there before and only its overlay, or the window, changed. */
  readonly isNewPicture: boolean;
  /** Of the flow itself; of that on the other side of the divider where there is one. */
  readonly arrows: number;
  readonly comparedArrows: number | null;
  /** Time that drawing took this thread; the graphics card may take longer. */
  readonly drawMs: number;
  readonly legend: LegendPlaces;
}

export interface StageEvents {
  onPainted(painted: Painted): void;
  /** The canvas has another size, in device pixels. */
  onArea(area: Size): void;
  /** The canvas, or the movie on it, has another size; null when there is no picture. */
  onSpace(space: ViewSpace | null): void;
}

/** The picture that is shown, with what was made of it for drawing. */
interface Content {
  readonly picture: Picture;
  readonly image: FrameImage;
  /** Null where it is not asked for, or not there. */
  readonly nextImage: FrameImage | null;
  /** Of another moment beside it. */
  readonly otherImage: FrameImage | null;
  readonly pixelAspect: number;
  painted: boolean;
}

/** How two things are shown at once. */
export interface Overlap {
  /** The share of what is seen that belongs to the flow itself, left of the divider; null draws that flow everywhere. */
  readonly divider: number | null;
  /** Of the next frame over the footage, 0 to 1; null where it is not to be seen. */
  readonly onion: number | null;
}

/** The pins of a copy of the picture. */
export interface SnapshotPins {
  readonly pins: readonly Pin[];
  /** Number of the one that is marked as chosen. */
  readonly selected: number | null;
}

/** A flow, and the part of the canvas that is its own. */
interface PaintedSide {
  readonly layers: FlowLayers;
  readonly flow: PictureFlow | null;
  readonly part: Rectangle;
}

/**
 * The canvas with the frame and its overlay. Everything is painted at once from one picture, so a frame can
 * never be seen with the arrows of another one.
 */
export class Stage {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #events: StageEvents;
  readonly #observer: ResizeObserver;
  readonly #task = createPromptTask(() => this.#paint());
  /** The surround of the picture is painted in its colour. */
  readonly #theme = window.matchMedia("(prefers-color-scheme: light)");
  /** All that lies under lines and arrows. */
  readonly #underneath = new KeptDrawing();
  readonly #layers = new FlowLayers();
  /** Of the flow beside the picture's own, while it has one. */
  #otherLayers: FlowLayers | null = null;
  readonly #legend = new LegendLayer();
  /** The surround's colour, once it was asked for: asking has the browser lay out the whole window. */
  #surround: string | null = null;
  readonly #changeTheme = (): void => {
    this.#surround = null;
    this.#task.request();
  };
  readonly #leaveLanguage: () => void;
  #area: Size = { width: 0, height: 0 };
  #content: Content | null = null;
  #overlay: OverlaySettings;
  #overlap: Overlap = { divider: null, onion: null };
  #view: CanvasView = FIT;
  #space: ViewSpace | null = null;
  #legendPlaces = NO_LEGEND;
  /** Null while nothing is painted. */
  #said: Described | null = null;
  /** How often this canvas was painted. */
  #paintings = 0;

  constructor(canvas: HTMLCanvasElement, overlay: OverlaySettings, events: StageEvents) {
    const context = canvas.getContext("2d", { alpha: false });
    if (context === null) throw new Error("This window cannot draw.");
    this.#canvas = canvas;
    this.#context = context;
    this.#events = events;
    this.#overlay = overlay;
    this.#theme.addEventListener("change", this.#changeTheme);
    // What is painted is also said, by the label of the canvas.
    this.#leaveLanguage = useLanguageStore.subscribe(this.#task.request);
    this.#observer = new ResizeObserver((entries) => {
      const entry = entries.at(-1);
      if (entry) this.#resize(deviceSize(entry));
    });
    try {
      this.#observer.observe(canvas, { box: "device-pixel-content-box" });
    } catch {
      this.#observer.observe(canvas);
    }
  }

  /** Shows a picture from the next repaint on. It is drawn at once where that repaint has nothing else to show. */
  show(picture: Picture, pixelAspect: number): void {
    const image = createFrameImage(picture.image);
    let nextImage: FrameImage | null = null;
    let otherImage: FrameImage | null = null;
    try {
      nextImage = picture.nextImage && createFrameImage(picture.nextImage);
      otherImage = picture.otherImage && createFrameImage(picture.otherImage);
    } catch (error) {
      image.close();
      nextImage?.close();
      throw error;
    }
    this.#closeContent();
    this.#content = { picture, image, nextImage, otherImage, pixelAspect, painted: false };
    if (picture.compare === null) this.#dropOtherLayers();
    else this.#otherLayers ??= new FlowLayers();
    this.#reportSpace();
    this.#task.request();
  }

  /** Looks at another part of the picture. */
  setView(view: CanvasView): void {
    if (view === this.#view) return;
    this.#view = view;
    this.#task.request();
  }

  /** Draws the same picture with other settings; nothing is computed for that. */
  setOverlay(overlay: OverlaySettings): void {
    if (overlay === this.#overlay) return;
    this.#overlay = overlay;
    this.#task.request();
  }

  /**
   * What is seen of the picture, with all that is drawn on it and with these pins, at the resolution of the screen and
   * without its surround, as PNG. Null when there is no picture.
   */
  async snapshot({ pins, selected }: SnapshotPins): Promise<Blob | null> {
    if (this.#content === null) return null;
    // A change of a moment ago may wait for the next animation frame.
    this.#task.flush();
    const view = this.#viewOf(this.#content);
    const { x, y, width, height } = visiblePart(view);
    if (width === 0 || height === 0) return null;
    const copy = new OffscreenCanvas(width, height);
    const context = copy.getContext("2d", { alpha: false });
    if (context === null) throw new Error("This window cannot draw.");
    context.drawImage(this.#canvas, -x, -y);
    const ratio = window.devicePixelRatio;
    const marks = pins.map((pin) => {
      const middle = toCanvas({ x: pin.x + 0.5, y: pin.y + 0.5 }, view.target, view.movie);
      const at = { x: Math.round(middle.x) - x, y: Math.round(middle.y) - y };
      return { number: pin.number, at, selected: pin.number === selected };
    });
    paintPinMarks(context, marks, getComputedStyle(this.#canvas).fontFamily, ratio);
    const [a, b] = this.#sidesOf(this.#content.picture, view);
    if (a && b) {
      const texts = currentTexts();
      const ways = sideLabels(sidesOfPicture(this.#content.picture), texts);
      const { names } = texts.panels.split;
      const labels = { a: labelOf(names.a, ways.a), b: labelOf(names.b, ways.b) };
      const end = lineEnd(b.part.x, 2 * ratio, visiblePart(view), this.#legendPlaces.plates);
      paintSplitMark(context, copy, b.part.x - x, end - y, labels, ratio);
    }
    return copy.convertToBlob({ type: "image/png" });
  }

  /** Draws the same picture with the divider elsewhere, or with more or less of the next frame. */
  setOverlap({ divider, onion }: Overlap): void {
    if (divider === this.#overlap.divider && onion === this.#overlap.onion) return;
    this.#overlap = { divider, onion };
    this.#task.request();
  }

  /** Shows nothing. */
  clear(): void {
    this.#forget();
    this.#reportSpace();
    this.#task.request();
  }

  dispose(): void {
    this.#theme.removeEventListener("change", this.#changeTheme);
    this.#leaveLanguage();
    this.#observer.disconnect();
    this.#task.cancel();
    this.#forget();
    this.#legend.clear();
  }

  /** Forgets the picture and what was drawn of it, and the memory these took. */
  #forget(): void {
    this.#closeContent();
    this.#layers.clear();
    this.#dropOtherLayers();
    this.#underneath.clear();
  }

  #dropOtherLayers(): void {
    this.#otherLayers?.clear();
    this.#otherLayers = null;
  }

  #closeContent(): void {
    this.#content?.image.close();
    this.#content?.nextImage?.close();
    this.#content?.otherImage?.close();
    this.#content = null;
  }

  #resize(area: Size): void {
    if (area.width === this.#area.width && area.height === this.#area.height) return;
    this.#area = area;
    this.#events.onArea(area);
    this.#reportSpace();
    // Setting the size of a canvas clears it. Observers run just before the window is painted, so drawing
    // here and now leaves no empty picture in between.
    this.#canvas.width = area.width;
    this.#canvas.height = area.height;
    this.#paint();
  }

  #target(content: Content): Rectangle {
    return pictureRectangle(this.#view, this.#spaceOf(content));
  }

  #viewOf(content: Content): MovieView {
    const { movie, pixelAspect, area } = this.#spaceOf(content);
    return { movie, pixelAspect, target: this.#target(content), area };
  }

  #spaceOf({ picture, pixelAspect }: Content): ViewSpace {
    const { width, height } = picture.image;
    return { area: this.#area, movie: { width, height }, pixelAspect };
  }

  #reportSpace(): void {
    const empty = this.#area.width === 0 || this.#area.height === 0;
    const space = this.#content === null || empty ? null : this.#spaceOf(this.#content);
    if (sameSpace(space, this.#space)) return;
    this.#space = space;
    this.#events.onSpace(space);
  }

  #paint(): void {
    this.#task.cancel();
    const startedAt = performance.now();
    this.#surround ??= getComputedStyle(this.#canvas).backgroundColor;
    const surround = this.#surround;
    const content = this.#content;
    if (content === null) {
      this.#clearTo(this.#context, surround);
      describeNothing(this.#canvas);
      this.#said = null;
      return;
    }
    if (this.#area.width === 0 || this.#area.height === 0) return;

    const [arrows = 0, comparedArrows = null] = this.#paintContent(content, surround);
    this.#describePicture({
      picture: content.picture,
      ...{ arrows, comparedArrows },
      hasMap: this.#overlay.colour.visible && content.picture.flow?.colour != null,
      texts: currentTexts(),
    });
    this.#describeView(this.#target(content));
    const isNewPicture = !content.painted;
    content.painted = true;
    const drawMs = performance.now() - startedAt;
    this.#events.onPainted({
      picture: content.picture,
      isNewPicture,
      arrows,
      comparedArrows,
      drawMs,
      legend: this.#legendPlaces,
    });
  }

  /** The flow and the one beside it, each on its side; the flow alone where nothing is beside it. */
  #sidesOf({ compare, flow }: Picture, view: MovieView): readonly PaintedSide[] {
    const { divider } = this.#overlap;
    const layers = this.#layers;
    const otherLayers = this.#otherLayers;
    if (divider === null || compare === null || otherLayers === null) {
      return [{ layers, flow, part: { x: 0, y: 0, ...this.#area } }];
    }
    const parts = partsAt(dividerColumn(divider, visiblePart(view)), this.#area);
    return [
      { layers, flow, part: parts.a },
      { layers: otherLayers, flow: compare.flow, part: parts.b },
    ];
  }

  /** Returns the count of arrows of each side. */
  #paintContent(content: Content, surround: string): readonly number[] {
    const { picture, image, nextImage, otherImage } = content;
    const context = this.#context;
    const view = this.#viewOf(content);
    const { target } = view;
    const scale = target.height / view.movie.height;
    const overlay = this.#overlay;
    const { onion } = this.#overlap;
    const sides = this.#sidesOf(picture, view);

    // The legend speaks of both sides: they are drawn alike.
    const flow = picture.flow ?? sides.at(-1)?.flow ?? null;
    const colour = (overlay.colour.visible && flow?.colour) || null;
    const { footage } = overlay;
    const map = colour !== null && [overlay.colour.opacity, sides.map(({ part }) => part)];
    const isMoment = picture.compare !== null && picture.compare.frame !== picture.frame;
    const moment = isMoment ? sides[1]?.part : undefined;
    const key = JSON.stringify([picture.id, target, surround, footage, onion, map, moment]);
    this.#underneath.draw(context, this.#area, key, (under) => {
      this.#clearTo(under, surround);
      under.imageSmoothingEnabled = scale < SHARP_SCALE;
      // "high" is bicubic where pictures grow, which takes twice as long without a graphics card.
      under.imageSmoothingQuality = "medium";
      image.draw(under, target);
      if (onion !== null && nextImage !== null) {
        under.globalAlpha = onion;
        nextImage.draw(under, target);
        under.globalAlpha = 1;
      }
      // Never the frame of A under the arrows of another moment, also where that moment has none.
      if (moment !== undefined)
        within(under, moment, () => {
          this.#clearTo(under, surround);
          otherImage?.draw(under, target);
        });
      tone(under, target, footage);
      for (const side of sides) {
        within(under, side.part, () => {
          if (side.flow !== null) side.layers.drawMap(under, side.flow, overlay, view);
        });
      }
      if (scale >= GRID_SCALE) paintPixelGrid(under, view);
    });
    const arrows = sides.map((side) => {
      let count = 0;
      within(context, side.part, () => {
        if (side.flow !== null) count = side.layers.drawMarks(context, side.flow, overlay, view);
      });
      return count;
    });
    this.#legendPlaces = NO_LEGEND;
    if (flow === null) return arrows;
    const samples = overlay.arrows.visible ? flow.arrows : null;
    // The legend speaks of what is on the screen, which may be a setting behind the controls for a moment.
    this.#legendPlaces = this.#legend.draw(
      context,
      {
        ...overlay,
        arrows: { ...overlay.arrows, visible: samples !== null },
        colour: {
          ...withMapLimit(
            overlay.colour,
            colour?.kind ?? overlay.colour.kind,
            colour?.limit ?? mapLimit(overlay.colour),
          ),
          visible: colour !== null,
        },
      },
      view,
    );
    return arrows;
  }

  /** Where it is zoomed there is nothing new to say: attributes cost their time even where they stay the same. */
  #describePicture(wanted: Described): void {
    if (this.#said !== null && sameDescription(this.#said, wanted)) return;
    describe(this.#canvas, wanted);
    this.#said = wanted;
  }

  /** Says where the picture lies, in device pixels, and counts: for tests and measurements. */
  #describeView({ x, y, width, height }: Rectangle): void {
    this.#paintings += 1;
    this.#canvas.dataset.zoom = String(
      height / (this.#content?.picture.image.height ?? 1) / window.devicePixelRatio,
    );
    this.#canvas.dataset.target = `${x} ${y} ${width} ${height}`;
    this.#canvas.dataset.paintings = String(this.#paintings);
  }

  #clearTo(context: Context2D, colour: string): void {
    context.fillStyle = colour;
    context.fillRect(0, 0, this.#area.width, this.#area.height);
  }
}

/** What is said of a side, from the longest on: where there is no room for how it is computed, its letter. */
function labelOf(side: string, way: string | null): readonly string[] {
  return way === null ? [] : [`${side}  ${way}`, side];
}

/** Draws on a part of the canvas, and nowhere else. */
function within(context: Context2D, { x, y, width, height }: Rectangle, draw: () => void): void {
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  draw();
  context.restore();
}

/** Takes the footage's signals down to a factor, and mixes them with white. */
function tone(
  context: Context2D,
  { x, y, width, height }: Rectangle,
  { brightness, wash }: OverlaySettings["footage"],
): void {
  const veil = (colour: string): void => {
    context.fillStyle = colour;
    context.fillRect(x, y, width, height);
  };
  if (brightness < 1) veil(`rgb(0 0 0 / ${1 - brightness})`);
  if (wash > 0) veil(`rgb(255 255 255 / ${wash})`);
}

function sameSpace(a: ViewSpace | null, b: ViewSpace | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.area.width === b.area.width &&
    a.area.height === b.area.height &&
    a.movie.width === b.movie.width &&
    a.movie.height === b.movie.height &&
    a.pixelAspect === b.pixelAspect
  );
}

function deviceSize(entry: ResizeObserverEntry): Size {
  const exact = entry.devicePixelContentBoxSize?.[0];
  if (exact) return { width: exact.inlineSize, height: exact.blockSize };
  const ratio = window.devicePixelRatio;
  return {
    width: Math.round(entry.contentRect.width * ratio),
    height: Math.round(entry.contentRect.height * ratio),
  };
}
