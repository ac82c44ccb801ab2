import { mapLimit, type OverlaySettings, withMapLimit } from "../../shared/overlay/settings";
import { treatedNote } from "../../shared/overlay/treated-note";
import type { DrawnFlow, Picture } from "../../shared/picture";
import { dividerColumn, partsAt } from "./divider";
import { FlowLayers } from "./flow-layers";
import type { DrawnImages } from "./held-images";
import { type Context2D, KeptDrawing } from "./kept-drawing";
import { LegendLayer } from "./legend-layer";
import { type LegendPlaces, NO_LEGEND } from "./legend-places";
import { type MovieView, visiblePart } from "./movie-view";
import { paintPixelGrid } from "./pixel-grid";
import { GRID_SCALE, SHARP_SCALE } from "./view-transform";
import type { Rectangle, Size } from "./viewport";

/** How two things are shown at once. */
export interface Overlap {
  /** The share of what is seen that belongs to the flow itself, left of the divider; null draws that flow everywhere. */
  readonly divider: number | null;
  /** Of the next frame over the footage, 0 to 1; null where it is not to be seen. */
  readonly onion: number | null;
}

/** All that is painted at once. */
export interface Painting {
  readonly picture: Picture;
  readonly images: DrawnImages;
  readonly view: MovieView;
  readonly overlay: OverlaySettings;
  readonly overlap: Overlap;
  /** Colour of what lies around the picture. */
  readonly surround: string;
}

/** What came onto the canvas. */
export interface Marked {
  /** Of the flow itself; of that on the other side of the divider where there is one. */
  readonly arrows: number;
  readonly comparedArrows: number | null;
  readonly legend: LegendPlaces;
}

/** A flow, and the part of the canvas that is its own. */
interface PaintedSide {
  readonly layers: FlowLayers;
  readonly flow: DrawnFlow | null;
  readonly part: Rectangle;
}

/** Paints pictures with their overlays, and keeps what does not change from one painting to the next. */
export class PicturePainter {
  /** All that lies under lines and arrows. */
  readonly #underneath = new KeptDrawing();
  readonly #layers = new FlowLayers();
  /** Of the flow beside the picture's own, while it has one. */
  #otherLayers: FlowLayers | null = null;
  readonly #legend = new LegendLayer();

  /** Another picture will be painted. */
  prepareFor({ compare }: Picture): void {
    if (compare === null) this.#dropOtherLayers();
    else this.#otherLayers ??= new FlowLayers();
  }

  /** Forgets what was drawn, and the memory it took. */
  clear(): void {
    this.#layers.clear();
    this.#dropOtherLayers();
    this.#underneath.clear();
  }

  /** Forgets the legend too. */
  dispose(): void {
    this.clear();
    this.#legend.clear();
  }

  /** Where on the canvas the part of the flow beside the picture's own begins; null where there is none. */
  dividedAt({ picture, view, overlap }: Pick<Painting, "picture" | "view" | "overlap">): number | null {
    const [, b] = this.#sidesOf(picture, view, overlap);
    return b?.part.x ?? null;
  }

  paint(context: CanvasRenderingContext2D, painting: Painting): Marked {
    const { picture, view, overlay, overlap } = painting;
    const sides = this.#sidesOf(picture, view, overlap);
    // The legend speaks of both sides: they are drawn alike.
    const flow = drawnFlow(picture) ?? sides.at(-1)?.flow ?? null;
    const colour = (overlay.colour.visible && flow?.colour) || null;
    this.#paintUnderneath(context, painting, sides, colour !== null);
    const [arrows = 0, comparedArrows = null] = sides.map((side) => {
      let count = 0;
      within(context, side.part, () => {
        if (side.flow !== null) count = side.layers.drawMarks(context, side.flow, overlay, view);
      });
      return count;
    });
    if (flow === null && !overlay.scaleBar) return { arrows, comparedArrows, legend: NO_LEGEND };
    const samples = overlay.arrows.visible ? (flow?.arrows ?? null) : null;
    // The legend speaks of what is on the screen, which may be a setting behind the controls for a moment.
    const legend = this.#legend.draw(
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
        treated: treatedNote(flow?.parameters.treatment, picture.flow?.report.treated),
      },
      view,
    );
    return { arrows, comparedArrows, legend };
  }

  /** Draws the frames, and the map. */
  #paintUnderneath(
    context: CanvasRenderingContext2D,
    { picture, images, view, overlay, overlap: { onion }, surround }: Painting,
    sides: readonly PaintedSide[],
    hasMap: boolean,
  ): void {
    const { image, nextImage, otherImage } = images;
    const { target, area } = view;
    const { footage } = overlay;
    const scale = target.height / view.movie.height;
    const map = hasMap && [overlay.colour.opacity, sides.map(({ part }) => part)];
    const isMoment = picture.compare !== null && picture.compare.frame !== picture.frame;
    const moment = isMoment ? sides[1]?.part : undefined;
    const key = JSON.stringify([picture.id, target, surround, footage, onion, map, moment]);
    this.#underneath.draw(context, area, key, (under) => {
      fill(under, area, surround);
      under.imageSmoothingEnabled = scale < SHARP_SCALE;
      // "high" is bicubic where pictures grow, which takes twice as long without a graphics card.
      under.imageSmoothingQuality = "medium";
      image.draw(under, view);
      if (onion !== null && nextImage !== null) {
        under.globalAlpha = onion;
        nextImage.draw(under, view);
        under.globalAlpha = 1;
      }
      // Never the frame of A under the arrows of another moment, also where that moment has none.
      if (moment !== undefined)
        within(under, moment, () => {
          fill(under, area, surround);
          otherImage?.draw(under, view);
        });
      tone(under, target, footage);
      for (const side of sides) {
        within(under, side.part, () => {
          if (side.flow !== null) side.layers.drawMap(under, side.flow, overlay, view);
        });
      }
      if (scale >= GRID_SCALE) paintPixelGrid(under, view);
    });
  }

  /** The flow and the one beside it, each on its side; the flow alone where nothing is beside it. */
  #sidesOf(picture: Picture, view: MovieView, { divider }: Overlap): readonly PaintedSide[] {
    const { compare } = picture;
    const flow = drawnFlow(picture);
    const layers = this.#layers;
    const otherLayers = this.#otherLayers;
    if (divider === null || compare === null || otherLayers === null) {
      return [{ layers, flow, part: { x: 0, y: 0, ...view.area } }];
    }
    const parts = partsAt(dividerColumn(divider, visiblePart(view)), view.area);
    return [
      { layers, flow, part: parts.a },
      { layers: otherLayers, flow: compare.flow, part: parts.b },
    ];
  }

  #dropOtherLayers(): void {
    this.#otherLayers?.clear();
    this.#otherLayers = null;
  }
}

/** What is drawn of a picture's own flow: the flow itself, or what is there in its place. */
export function drawnFlow({ flow, coarse }: Picture): DrawnFlow | null {
  return flow ?? coarse;
}

/** Fills all of the canvas. */
export function fill(context: Context2D, area: Size, colour: string): void {
  context.fillStyle = colour;
  context.fillRect(0, 0, area.width, area.height);
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
