import type { DensePreset, FlowParameters } from "./flow";

/** What was measured on one pair of frames. */
export interface PairMeasurement {
  /** 95 of 100 pixels move less, in px/frame. */
  readonly p95Speed: number;
  readonly maxSpeed: number;
  /** Share of the pixels whose motion is reliable, 0 to 1. */
  readonly reliableShare: number;
  /** Standard deviation of the noise in grey levels. */
  readonly noise: number;
}

/** Parameters for a movie, with what they were chosen for. */
export interface FlowSuggestion {
  readonly flow: FlowParameters;
  /** The preset that the dense parameters come from. */
  readonly preset: DensePreset;
  /** What the whole sample says; speeds in px/frame. */
  readonly found: PairMeasurement;
  /** How many pairs were measured. */
  readonly pairs: number;
  /** Pyramid levels that the parameters lead to; 1 for methods at a single scale. */
  readonly levels: number;
  /** True where hardly anything moves. */
  readonly still: boolean;
  /** True where the window was made larger for noise. */
  readonly noisy: boolean;
  /** True where the window was made larger because much of the picture is not reliable. */
  readonly bare: boolean;
}
