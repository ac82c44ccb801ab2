import { type Texts, texts as textsOf } from "../../../shared/texts/texts";
import { reveal } from "../../stores/reveal-store";
import { CONTROL_IDS, CONTROLS } from "../controls/controls";
import type { PaletteItem } from "./palette-items";

/** The controls of the panels, each an entry that goes there, but for those that a command works. */
export function controlItems(texts: Texts): readonly PaletteItem[] {
  const english = textsOf("en");
  return CONTROL_IDS.filter((id) => CONTROLS[id].command === undefined).map((id) => {
    const { tab, label } = CONTROLS[id];
    return {
      id: `control-${id}`,
      label: label(texts),
      alias: `${label(english)} ${texts.layout.controlWords[id]} ${english.layout.controlWords[id]}`,
      group: texts.layout.inPanel[tab ?? "window"],
      keys: null,
      obstacle: null,
      run: () => reveal(id, tab),
    };
  });
}
