/** Pixels whose flow counts nowhere. */
export interface FieldMask {
  /** Tells it from others; see `maskName`. */
  readonly name: string;
  /** Numbers of `Spans`. */
  readonly mask: readonly number[];
}
