import { useSyncExternalStore } from "react";
import { IconButton } from "../../components/icon-button";
import { fastestFrame } from "../../stores/fast-moments";
import { onCuts } from "../../stores/scene-cuts";
import { useTexts } from "../../texts/use-texts";
import { runCommand } from "../commands/registry";

/** Goes to the fastest frame and from peak to peak, once there is something to go to. */
export function MomentControls() {
  const texts = useTexts().moments;
  const known = useSyncExternalStore(onCuts, () => fastestFrame() !== null);
  if (!known) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own frame and legend.
    <div className="timeline__zoom" role="group" aria-label={texts.controls}>
      <IconButton
        label={texts.previous}
        title={texts.previousTitle}
        icon="previousPeak"
        onPress={() => runCommand("previous-peak")}
      />
      <IconButton
        label={texts.fastest}
        title={texts.fastestTitle}
        icon="fastest"
        onPress={() => runCommand("fastest-frame")}
      />
      <IconButton
        label={texts.next}
        title={texts.nextTitle}
        icon="nextPeak"
        onPress={() => runCommand("next-peak")}
      />
    </div>
  );
}
