/** Heights of what is always there, in CSS pixels, as the style sheets have them. */
const TOOLBAR = 44;
const STATUS_LINE = 25;
/** The transport without the tracks of its timeline. */
const TRANSPORT = 82;
/** The same in a column up to so wide, where its bars have two lines each. */
const FOLDED_TRANSPORT = 140;
const FOLDED_WIDTH = 780;
const INSPECTOR_WIDTH = 300;

/** The panels need as much beside the picture, and the picture as much for what lies over it. */
const LEAST_SIDE = 540;
/** In a wider column labels would stand too far from their values: the picture takes the rest. */
const MOST_SIDE = 960;
const LEAST_VIEWER = 320;
/** Around the picture, beside panels. */
const MARGIN = 24;
/** Another arrangement has to be worth it: the picture is larger by so much, in each direction. */
const WORTH = 1.1;

export interface Room {
  readonly window: { readonly width: number; readonly height: number };
  /** Width by height, as the movie is displayed. */
  readonly aspect: number;
  readonly inspectorOpen: boolean;
  /** Of the tracks and their ruler; null where there is no timeline. */
  readonly tracksHeight: number | null;
}

export type Arrangement =
  /** The transport below the picture, the inspector at its right. */
  | { readonly kind: "stacked" }
  /** All panels in a column at the right of a picture that has the whole height. */
  | {
      readonly kind: "beside";
      /** Width of the column. */
      readonly side: number;
      /** Height that the tracks fill where nothing stands above them; null where they are as high as they like. */
      readonly tracksHeight: number | null;
    };

const STACKED: Arrangement = { kind: "stacked" };

/**
 * Where the panels go, so that the picture is as large as it can be: beside a picture that is higher than wide, where
 * that makes it larger. All lengths in CSS pixels.
 */
export function arrangementFor({ window, aspect, inspectorOpen, tracksHeight }: Room): Arrangement {
  if (!(aspect < 1)) return STACKED;
  const height = window.height - TOOLBAR - STATUS_LINE;
  const widest = window.width - LEAST_SIDE;
  const viewer = Math.min(Math.max(Math.ceil(height * aspect) + 2 * MARGIN, LEAST_VIEWER), widest);
  const stackedWidth = window.width - (inspectorOpen ? INSPECTOR_WIDTH : 0);
  const stackedHeight = height - TRANSPORT - (tracksHeight ?? 0);
  const stacked = Math.min(stackedHeight * aspect, stackedWidth);
  const beside = Math.min(height * aspect, viewer);
  if (tracksHeight === null || beside < WORTH * stacked) return STACKED;
  const side = Math.min(window.width - viewer, MOST_SIDE);
  const transport = side <= FOLDED_WIDTH ? FOLDED_TRANSPORT : TRANSPORT;
  return {
    kind: "beside",
    side,
    tracksHeight: inspectorOpen ? null : Math.max(height - transport, tracksHeight),
  };
}
