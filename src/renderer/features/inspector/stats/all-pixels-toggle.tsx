import { useViewStore, viewActions } from "../../../stores/view-store";
import { useTexts } from "../../../texts/use-texts";

/** Has the figures be over all pixels, reliable or not. */
export function AllPixelsToggle() {
  const { figures: texts } = useTexts();
  const all = useViewStore((state) => state.figurePixels === "all");
  return (
    <button
      type="button"
      className="button button--small button--toggle panel__action"
      aria-pressed={all}
      title={texts.allPixelsNote}
      onClick={viewActions.toggleAllPixels}
    >
      {texts.allPixels}
    </button>
  );
}
