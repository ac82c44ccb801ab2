import { FLAGGED, type Flagged, samplesFlagged, settingsFlagged } from "../../shared/overlay/flagged-arrows";
import type { OverlaySettings } from "../../shared/overlay/settings";
import type { PictureFlow } from "../../shared/picture";
import { ArrowLayer } from "./arrow-layer";
import type { MovieView } from "./movie-view";

type ArrowSamples = NonNullable<PictureFlow["arrows"]>;

/** Arrows of one flow, by what is flagged of their vectors: the same objects as long as the flow is the same. */
interface Parts {
  readonly of: ArrowSamples;
  readonly settings: OverlaySettings;
  readonly valid: ArrowSamples;
  readonly flagged: Readonly<Record<Flagged, ArrowSamples>>;
  readonly flaggedSettings: Readonly<Record<Flagged, OverlaySettings>>;
}

/** Draws the quiver, those of its arrows whose vectors were flagged in colours of their own over the others. */
export class FlaggedArrows {
  readonly #valid = new ArrowLayer();
  readonly #flagged: Readonly<Record<Flagged, ArrowLayer>> = {
    failed: new ArrowLayer(),
    replaced: new ArrowLayer(),
  };
  #parts: Parts | null = null;

  /** As {@link ArrowLayer.draw}. */
  draw(
    context: CanvasRenderingContext2D,
    samples: ArrowSamples,
    overlay: OverlaySettings,
    view: MovieView,
  ): number {
    if (samples.flags === undefined) {
      if (this.#parts !== null) this.#clearFlagged();
      return this.#valid.draw(context, samples, overlay, view);
    }
    const { valid, flagged, flaggedSettings } = this.#partsOf(samples, samples.flags, overlay);
    let count = this.#valid.draw(context, valid, overlay, view);
    for (const as of FLAGGED)
      count += this.#flagged[as].draw(context, flagged[as], flaggedSettings[as], view);
    return count;
  }

  /** Forgets the arrows, and the memory they took. */
  clear(): void {
    this.#valid.clear();
    this.#clearFlagged();
  }

  #clearFlagged(): void {
    for (const as of FLAGGED) this.#flagged[as].clear();
    this.#parts = null;
  }

  #partsOf(of: ArrowSamples, flags: Uint8Array, settings: OverlaySettings): Parts {
    const known = this.#parts;
    if (known?.of === of && known.settings === settings) return known;
    const part = (as: Flagged | null): ArrowSamples => ({
      grid: of.grid,
      samples: samplesFlagged(of.samples, flags, as),
    });
    const split =
      known?.of === of
        ? { valid: known.valid, flagged: known.flagged }
        : { valid: part(null), flagged: { failed: part("failed"), replaced: part("replaced") } };
    this.#parts = {
      ...{ of, settings, ...split },
      flaggedSettings: {
        failed: settingsFlagged(settings, "failed"),
        replaced: settingsFlagged(settings, "replaced"),
      },
    };
    return this.#parts;
  }
}
