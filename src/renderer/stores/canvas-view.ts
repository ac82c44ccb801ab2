import { create } from "zustand";
import {
  type CanvasView,
  FIT,
  fitScale,
  nextScale,
  type Point,
  panned,
  pictureRectangle,
  revealing,
  type ShownMovie,
  scaleOf,
  toggledOneToOne,
  type ViewSpace,
  withinLimits,
  zoomedTo,
} from "../canvas/view-transform";

/** What part of the picture is looked at. */
export interface CanvasViewState {
  readonly view: CanvasView;
  /** Null until a picture is on the canvas. */
  readonly space: ViewSpace | null;
}

export const useCanvasViewStore = create<CanvasViewState>()(() => ({ view: FIT, space: null }));

function change(next: (view: CanvasView, space: ViewSpace) => CanvasView): void {
  const { view, space } = useCanvasViewStore.getState();
  if (space === null) return;
  const changed = next(view, space);
  if (changed !== view) useCanvasViewStore.setState({ view: changed });
}

function middle({ area }: ViewSpace): Point {
  return { x: area.width / 2, y: area.height / 2 };
}

/** Everything that changes the view. Places and distances are device pixels of the canvas. */
export const canvasViewActions = {
  /** The canvas, or the movie on it, has another size. */
  setSpace(space: ViewSpace | null): void {
    useCanvasViewStore.setState(({ view }) => ({
      space,
      view: space === null ? view : withinLimits(view, space),
    }));
  },
  fit(): void {
    useCanvasViewStore.setState({ view: FIT });
  },
  /** One device pixel for each of the movie, around a place that stays; without one, around the middle. */
  oneToOne(at?: Point): void {
    change((view, space) => zoomedTo(view, space, 1, at ?? middle(space)));
  },
  /** To the next round scale, around the middle. */
  step(direction: 1 | -1): void {
    change((view, space) => {
      const next = nextScale(scaleOf(view, space), direction);
      // On the way out the whole picture comes before anything smaller than it.
      const fit = fitScale(space);
      if (direction === -1 && view.kind === "zoomed" && view.scale > fit && next <= fit) return FIT;
      return zoomedTo(view, space, next, middle(space));
    });
  },
  zoomBy(factor: number, at: Point): void {
    change((view, space) => zoomedTo(view, space, scaleOf(view, space) * factor, at));
  },
  pan(byX: number, byY: number): void {
    change((view, space) => panned(view, space, byX, byY));
  },
  /** Moves a place of the movie into view, where it is not; in movie pixels. */
  reveal(place: Point): void {
    change((view, space) => revealing(view, space, place));
  },
  toggleOneToOne(at: Point): void {
    change((view, space) => toggledOneToOne(view, space, at));
  },
} as const;

/** The movie as it lies on the canvas; null before there is one. */
export function shownMovie({ view, space }: CanvasViewState): ShownMovie | null {
  return space === null ? null : { picture: pictureRectangle(view, space), movie: space.movie };
}
