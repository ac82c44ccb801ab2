import { fitPicture, type Rectangle, type Size } from "./viewport";

/** A place: in device pixels from the top left corner of the canvas, or in movie pixels from that of the picture. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * What part of the picture is looked at, whatever the size of the window: all of it, or so many device pixels for the
 * height of a movie pixel, with this place of the movie in the middle.
 */
export type CanvasView =
  | { readonly kind: "fit" }
  | { readonly kind: "zoomed"; readonly scale: number; readonly centre: Point };

export const FIT: CanvasView = { kind: "fit" };

/** What a view is looked at through. */
export interface ViewSpace {
  /** Of the canvas, in device pixels. */
  readonly area: Size;
  /** In movie pixels. */
  readonly movie: Size;
  /** Width of a movie pixel as displayed, by its height. */
  readonly pixelAspect: number;
}

/** The movie as it lies on the canvas, in device pixels. */
export interface ShownMovie {
  readonly picture: Rectangle;
  readonly movie: ViewSpace["movie"];
}

/** A movie pixel is at most so many device pixels high. */
export const LARGEST_SCALE = 64;
/** From this magnification on pixels are shown as what they are: squares of one colour. */
export const SHARP_SCALE = 3;
/** From this magnification on lines part the pixels. */
export const GRID_SCALE = 8;

/** Device pixels for the height of a movie pixel where all of the picture is shown. */
export function fitScale({ area, movie, pixelAspect }: ViewSpace): number {
  return Math.min(area.width / (movie.width * pixelAspect), area.height / movie.height);
}

/** Device pixels for the height of a movie pixel. */
export function scaleOf(view: CanvasView, space: ViewSpace): number {
  return view.kind === "fit" ? fitScale(space) : view.scale;
}

/** The picture is never smaller than it fits, or than one to one where it is smaller than the window. */
export function scaleLimits(space: ViewSpace): { readonly min: number; readonly max: number } {
  const fit = fitScale(space);
  return { min: Math.min(fit, 1), max: Math.max(fit, LARGEST_SCALE) };
}

/**
 * Where the whole picture lies on the canvas, in device pixels; it may reach beyond the canvas. Its corner is on whole
 * device pixels, so that at one to one every pixel of the movie is one of the screen.
 */
export function pictureRectangle(view: CanvasView, space: ViewSpace): Rectangle {
  const { area, movie, pixelAspect } = space;
  if (view.kind === "fit") return fitPicture(area, movie, pixelAspect);
  const width = movie.width * pixelAspect * view.scale;
  const height = movie.height * view.scale;
  return {
    x: Math.round(area.width / 2 - view.centre.x * pixelAspect * view.scale),
    y: Math.round(area.height / 2 - view.centre.y * view.scale),
    width,
    height,
  };
}

/** The place of the movie that lies under a place of the canvas; pixel (i, j) covers [i, i+1) x [j, j+1). */
export function toMovie(point: Point, picture: Rectangle, movie: Size): Point {
  return {
    x: ((point.x - picture.x) * movie.width) / picture.width,
    y: ((point.y - picture.y) * movie.height) / picture.height,
  };
}

/** The place of the canvas where a place of the movie is shown. */
export function toCanvas(point: Point, picture: Rectangle, movie: Size): Point {
  return {
    x: picture.x + (point.x * picture.width) / movie.width,
    y: picture.y + (point.y * picture.height) / movie.height,
  };
}

/** The view at another scale, with the same place of the movie under `at` as far as the limits allow. */
export function zoomedTo(view: CanvasView, space: ViewSpace, scale: number, at: Point): CanvasView {
  const { min, max } = scaleLimits(space);
  const limited = Math.min(Math.max(scale, min), max);
  if (limited <= fitScale(space) && min < 1) return FIT;
  const { area, pixelAspect } = space;
  const offX = at.x - area.width / 2;
  const offY = at.y - area.height / 2;
  const from = scaleOf(view, space);
  // Not by way of the rectangle, which is rounded: the place would wander off in small steps.
  const middle = view.kind === "fit" ? { x: space.movie.width / 2, y: space.movie.height / 2 } : view.centre;
  const centre = {
    x: middle.x + (offX / from - offX / limited) / pixelAspect,
    y: middle.y + offY / from - offY / limited,
  };
  return withinLimits({ kind: "zoomed", scale: limited, centre }, space);
}

/** The view with the picture moved by so many device pixels. */
export function panned(view: CanvasView, space: ViewSpace, byX: number, byY: number): CanvasView {
  if (view.kind === "fit") return view;
  const { scale, centre } = view;
  const moved = { x: centre.x - byX / (scale * space.pixelAspect), y: centre.y - byY / scale };
  return withinLimits({ ...view, centre: moved }, space);
}

/** Of the canvas, at each side: what lies nearer to its edge is hardly seen. */
const EDGE_SHARE = 0.08;

/** The view with a place of the movie in it: as it is where that is seen already, else with the place in the middle. */
export function revealing(view: CanvasView, space: ViewSpace, place: Point): CanvasView {
  if (view.kind === "fit") return view;
  const { area, movie } = space;
  const { x, y } = toCanvas(place, pictureRectangle(view, space), movie);
  const isWithin = (at: number, length: number): boolean =>
    at >= EDGE_SHARE * length && at <= (1 - EDGE_SHARE) * length;
  if (isWithin(x, area.width) && isWithin(y, area.height)) return view;
  return withinLimits({ ...view, centre: place }, space);
}

/** One to one at a place where all of the picture is seen, and all of the picture elsewhere. */
export function toggledOneToOne(view: CanvasView, space: ViewSpace, at: Point): CanvasView {
  return view.kind === "fit" ? zoomedTo(view, space, 1, at) : FIT;
}

/** Whether some of the picture lies outside the canvas, so that there is somewhere to go. */
export function canPan(view: CanvasView, space: ViewSpace): boolean {
  const { width, height } = pictureRectangle(view, space);
  return view.kind === "zoomed" && (width > space.area.width || height > space.area.height);
}

const STEPS: readonly number[] = [
  0.05, 0.1, 0.25, 0.33, 0.5, 0.67, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64,
];

/** The next scale of a ladder of round ones. */
export function nextScale(scale: number, direction: 1 | -1): number {
  const beyond = (step: number) => (direction === 1 ? step > scale * 1.001 : step < scale * 0.999);
  const found = direction === 1 ? STEPS.find(beyond) : STEPS.findLast(beyond);
  return found ?? scale;
}

/**
 * The same view with its place brought within the picture: a picture that is larger than the canvas covers it, one that
 * is smaller lies in its middle.
 */
export function withinLimits(view: CanvasView, space: ViewSpace): CanvasView {
  if (view.kind === "fit") return view;
  const { area, movie, pixelAspect } = space;
  const { min, max } = scaleLimits(space);
  const scale = Math.min(Math.max(view.scale, min), max);
  return {
    kind: "zoomed",
    scale,
    centre: {
      x: nearestCentre(view.centre.x, movie.width, area.width / (scale * pixelAspect)),
      y: nearestCentre(view.centre.y, movie.height, area.height / scale),
    },
  };
}

/** @param size of the picture; @param seen as much as the canvas has room for, both in movie pixels */
function nearestCentre(centre: number, size: number, seen: number): number {
  if (seen >= size) return size / 2;
  return Math.min(Math.max(centre, seen / 2), size - seen / 2);
}
