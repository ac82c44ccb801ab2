/** What a turn of the wheel, or a movement on a trackpad, does to the picture. Distances in CSS pixels. */
export type WheelGesture =
  | { readonly kind: "zoom"; readonly factor: number }
  | { readonly kind: "pan"; readonly x: number; readonly y: number };

/** The part of a wheel event that decides. */
export interface WheelTurn {
  readonly deltaX: number;
  readonly deltaY: number;
  /** 0 counts pixels, 1 lines, 2 pages. */
  readonly deltaMode: number;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

const PIXELS_BY_MODE = [1, 16, 400] as const;
/** A notch of a wheel, 100 to 120 pixels, zooms by about a quarter. */
const ZOOM_PER_PIXEL = 0.002;
/** Browsers tell of pinching as of a wheel with Ctrl, in steps that are much smaller. */
const PINCH_PER_PIXEL = 0.01;
/** No more than this at once, however far the wheel was turned. */
const LARGEST_FACTOR = 2;

/**
 * As in picture viewers the wheel zooms, and so does pinching. With Shift it moves the picture sideways, with Alt up and
 * down; what moves sideways by itself does so too.
 */
export function wheelGesture(turn: WheelTurn): WheelGesture {
  const unit = PIXELS_BY_MODE[turn.deltaMode as 0 | 1 | 2] ?? 1;
  const x = turn.deltaX * unit;
  const y = turn.deltaY * unit;
  if (!turn.ctrlKey) {
    // Systems differ in whether Shift turns the wheel's movement by itself.
    if (turn.shiftKey) return { kind: "pan", x: -(x === 0 ? y : x), y: 0 };
    if (turn.altKey) return { kind: "pan", x: 0, y: -y };
    if (Math.abs(x) > Math.abs(y)) return { kind: "pan", x: -x, y: 0 };
  }
  const isPinch = turn.ctrlKey && Math.abs(y) < 50;
  const factor = Math.exp(-y * (isPinch ? PINCH_PER_PIXEL : ZOOM_PER_PIXEL));
  return { kind: "zoom", factor: Math.min(Math.max(factor, 1 / LARGEST_FACTOR), LARGEST_FACTOR) };
}
