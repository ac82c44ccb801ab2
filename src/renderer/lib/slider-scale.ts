/** Positions of a slider: 0 to this. */
export const SLIDER_POSITIONS = 1000;

/** How the positions of a slider map to the numbers it sets. */
export interface SliderScale {
  toPosition(value: number): number;
  toValue(position: number): number;
}

/** Two significant digits are as exact as a slider can be set by hand; the field beside it takes any number. */
function tidy(value: number, step: number): number {
  if (value === 0) return 0;
  const rounded = Number(value.toPrecision(2));
  return Number((Math.round(rounded / step) * step).toPrecision(12));
}

/** Equal moves multiply by equal factors: for numbers over several powers of ten. */
export function logarithmicScale(min: number, max: number, step: number): SliderScale {
  const span = Math.log(max / min);
  return {
    toPosition: (value) => (SLIDER_POSITIONS * Math.log(Math.max(value, min) / min)) / span,
    toValue: (position) =>
      Math.min(Math.max(tidy(min * Math.exp((span * position) / SLIDER_POSITIONS), step), min), max),
  };
}

/** Like a logarithmic scale in giving room to small numbers, but reaching zero. */
export function powerScale(max: number, exponent: number, step: number): SliderScale {
  return {
    toPosition: (value) => SLIDER_POSITIONS * (Math.max(value, 0) / max) ** (1 / exponent),
    toValue: (position) => Math.min(tidy(max * (position / SLIDER_POSITIONS) ** exponent, step), max),
  };
}

/** Equal moves add equal amounts. */
export function linearScale(min: number, max: number, step: number): SliderScale {
  return {
    toPosition: (value) => (SLIDER_POSITIONS * (value - min)) / (max - min),
    toValue: (position) => {
      const steps = Math.round(((max - min) * position) / SLIDER_POSITIONS / step);
      return Number((min + steps * step).toPrecision(12));
    },
  };
}

/**
 * The number for a new position of the slider. Where the numbers are coarser than the positions, a small
 * move would round back to where it came from, and a key could never leave that place: it goes on to the
 * next number of two digits then.
 */
export function movedValue(scale: SliderScale, value: number, position: number, step: number): number {
  const next = scale.toValue(position);
  const direction = Math.sign(position - Math.round(scale.toPosition(value)));
  if (direction === 0 || Math.sign(next - value) === direction) return next;
  const digit = value === 0 ? step : 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1);
  const moved = Number((value + direction * Math.max(digit, step)).toPrecision(12));
  return Math.min(Math.max(moved, scale.toValue(0)), scale.toValue(SLIDER_POSITIONS));
}
