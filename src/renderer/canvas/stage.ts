import type { OverlaySettings } from "../../shared/overlay/settings";
import type { Picture } from "../../shared/picture";
import { createPromptTask } from "../lib/frame-task";
import { currentTexts, useLanguageStore } from "../texts/use-texts";
import { type Described, describe, describeNothing, sameDescription } from "./describe-picture";
import { type DrawnImages, HeldImages } from "./held-images";
import { type LegendPlaces, NO_LEGEND } from "./legend-places";
import type { MovieView } from "./movie-view";
import { showsAll } from "./part-wish";
import { drawnFlow, fill, type Overlap, PicturePainter } from "./picture-painter";
import { type SnapshotPins, snapshotOf } from "./snapshot";
import { type CanvasView, FIT, pictureRectangle, type ViewSpace } from "./view-transform";
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
  readonly images: DrawnImages;
  readonly movie: Size;
  readonly pixelAspect: number;
  painted: boolean;
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
  readonly #painter = new PicturePainter();
  readonly #images = new HeldImages();
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

  /**
   * Shows a picture from the next repaint on. It is drawn at once where that repaint has nothing else to show.
   *
   * @throws when a frame cannot be made drawable; then what is on the canvas stays there
   */
  show(picture: Picture, { width, height, pixelAspect }: Size & { readonly pixelAspect: number }): void {
    const images = this.#images.take(picture);
    this.#content = { picture, images, movie: { width, height }, pixelAspect, painted: false };
    this.#painter.prepareFor(picture);
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

  /** Whether what is on the canvas has the detail of the screen wherever it is seen, and no coarse flow; null where nothing is. */
  get isSharp(): boolean | null {
    const content = this.#content;
    if (content === null || this.#space === null) return null;
    if (content.picture.coarse !== null) return false;
    return showsAll(content.images.image.part, this.#viewOf(content));
  }

  /** A copy of what is seen of the picture; null when there is none. See {@link snapshotOf}. */
  async snapshot(pins: SnapshotPins): Promise<Blob | null> {
    if (this.#content === null) return null;
    // A change of a moment ago may wait for the next animation frame.
    this.#task.flush();
    const { picture } = this.#content;
    const view = this.#viewOf(this.#content);
    const dividedAt = this.#painter.dividedAt({ picture, view, overlap: this.#overlap });
    const legend = this.#legendPlaces;
    return snapshotOf({ canvas: this.#canvas, picture, view, dividedAt, legend }, pins);
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
    this.#painter.dispose();
  }

  /** Forgets the picture and what was drawn of it, and the memory these took. */
  #forget(): void {
    this.#content = null;
    this.#images.clear();
    this.#painter.clear();
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

  #spaceOf({ movie, pixelAspect }: Content): ViewSpace {
    return { area: this.#area, movie, pixelAspect };
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
      fill(this.#context, this.#area, surround);
      describeNothing(this.#canvas);
      this.#said = null;
      return;
    }
    if (this.#area.width === 0 || this.#area.height === 0) return;

    const { picture, images } = content;
    const { arrows, comparedArrows, legend } = this.#painter.paint(this.#context, {
      ...{ picture, images, surround },
      view: this.#viewOf(content),
      overlay: this.#overlay,
      overlap: this.#overlap,
    });
    this.#legendPlaces = legend;
    this.#describePicture({
      ...{ picture, arrows, comparedArrows },
      hasMap: this.#overlay.colour.visible && drawnFlow(picture)?.colour != null,
      unit: this.#overlay.units?.length ? this.#overlay.units.speed.unit : null,
      texts: currentTexts(),
    });
    this.#describeView(content);
    const isNewPicture = !content.painted;
    content.painted = true;
    const drawMs = performance.now() - startedAt;
    this.#events.onPainted({
      ...{ picture, isNewPicture, arrows, comparedArrows, drawMs, legend },
    });
  }

  /** Where it is zoomed there is nothing new to say: attributes cost their time even where they stay the same. */
  #describePicture(wanted: Described): void {
    if (this.#said !== null && sameDescription(this.#said, wanted)) return;
    describe(this.#canvas, wanted);
    this.#said = wanted;
  }

  /** Says where the picture lies, in device pixels, and counts: for tests and measurements. */
  #describeView(content: Content): void {
    const { x, y, width, height } = this.#target(content);
    const { dataset } = this.#canvas;
    this.#paintings += 1;
    dataset.zoom = String(height / content.movie.height / window.devicePixelRatio);
    dataset.target = `${x} ${y} ${width} ${height}`;
    dataset.paintings = String(this.#paintings);
  }
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
