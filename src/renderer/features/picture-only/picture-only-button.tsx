import { Icon } from "../../components/icon";
import { withKeys } from "../../lib/key-names";
import { togglePictureOnly, usePictureOnlyStore } from "../../stores/picture-only";
import { useTexts } from "../../texts/use-texts";

/** Gives the picture the window to itself, and takes it away again. */
export function PictureOnlyButton() {
  const texts = useTexts();
  const on = usePictureOnlyStore((state) => state.on);
  const note = on ? texts.commands["leave-picture-only"] : texts.canvas.pictureOnlyNote;
  return (
    <button
      type="button"
      className="button button--small button--icon"
      aria-label={texts.commands["picture-only"]}
      aria-pressed={on}
      title={withKeys(note, "picture-only", texts)}
      onClick={togglePictureOnly}
    >
      <Icon name="wholeScreen" />
    </button>
  );
}
