import { say } from "../../../shared/texts/message";
import { usePlaybackStore } from "../../stores/playback-store";
import { useQuietStore } from "../../stores/quiet-store";
import { useTexts } from "../../texts/use-texts";

/** Says in one line why nothing of the motion is drawn. While the movie plays it would flash. */
export function QuietNote() {
  const texts = useTexts();
  const note = useQuietStore((state) => state.note);
  const playing = usePlaybackStore((state) => state.playing);
  if (note === null || playing) return null;
  return (
    <p className="viewer__note" role="status">
      {say(texts.sight.quiet, note)}
    </p>
  );
}
