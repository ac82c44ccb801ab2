import { COMMANDS } from "../../../shared/commands";
import { IconButton } from "../../components/icon-button";
import { chordText } from "../../lib/key-names";
import { useViewHistory } from "../../stores/view-history";
import { viewActions } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";

/** Takes changes of flow and view back, and makes them again. */
export function HistoryButtons() {
  const texts = useTexts();
  const { inspector } = texts.panels;
  const canUndo = useViewHistory((history) => history.past.length > 0);
  const canRedo = useViewHistory((history) => history.future.length > 0);
  return (
    <div className="tabs__aside">
      <IconButton
        label={inspector.undo}
        icon="undo"
        keys={chordText(COMMANDS.undo.keys[0] ?? "", texts)}
        disabled={!canUndo}
        onPress={viewActions.undo}
      />
      <IconButton
        label={inspector.redo}
        icon="redo"
        keys={chordText(COMMANDS.redo.keys[0] ?? "", texts)}
        disabled={!canRedo}
        onPress={viewActions.redo}
      />
    </div>
  );
}
