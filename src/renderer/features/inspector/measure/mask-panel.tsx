import { useId, useMemo } from "react";
import type { MovieInfo } from "../../../../shared/movie";
import { formatNumber } from "../../../lib/format";
import { openDialog } from "../../../stores/dialog-store";
import { maskActions, maskShare } from "../../../stores/mask-actions";
import { useViewStore } from "../../../stores/view-store";
import { useTexts } from "../../../texts/use-texts";

/** What counts nowhere, and where that comes from. */
export function MaskPanel({ movie }: { readonly movie: MovieInfo }) {
  const { regions: texts } = useTexts();
  const mask = useViewStore((state) => state.marks.mask);
  const countsAll = useViewStore((state) => state.figurePixels === "all");
  const share = useMemo(() => maskShare(mask, movie), [mask, movie]);
  const titleId = useId();
  const button = (label: string, onPress: () => void, title?: string) => (
    <button type="button" className="button button--small" title={title} onClick={onPress}>
      {label}
    </button>
  );
  return (
    <section className="panel" aria-labelledby={titleId} data-control="mask">
      <h2 className="panel__title" id={titleId}>
        {texts.mask}
      </h2>
      <p className="quiet" role="status">
        {mask.length === 0 ? texts.maskNone : texts.maskShare(formatNumber(100 * share))}
      </p>
      {mask.length > 0 && countsAll && <p className="quiet">{texts.maskAll}</p>}
      <div className="probes__actions marks__actions">
        {button(texts.maskFile, () => void maskActions.fromFile(movie), texts.maskFileNote)}
        {button(texts.maskThreshold, () => openDialog("mask"), texts.maskThresholdNote)}
        {mask.length > 0 && button(texts.maskInvert, () => maskActions.invert(movie))}
        {mask.length > 0 && button(texts.maskClear, () => maskActions.set([]))}
      </div>
    </section>
  );
}
