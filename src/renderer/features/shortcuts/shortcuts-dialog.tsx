import { useState } from "react";
import { COMMANDS, type CommandGroup, type CommandId } from "../../../shared/commands";
import type { Texts } from "../../../shared/texts/texts";
import { KeyCaps } from "../../components/key-caps";
import { FIRST_FOCUS, Modal } from "../../components/modal";
import { chordText } from "../../lib/key-names";
import { closeDialog } from "../../stores/dialog-store";
import { useTexts } from "../../texts/use-texts";
import { fuzzyMatch } from "../commands/fuzzy";
import { useOfferedCommands } from "../commands/registry";

/** All keys of the window, to be found by what they do or by what they are. */
export function ShortcutsDialog() {
  const texts = useTexts();
  const [query, setQuery] = useState("");
  const found = useOfferedCommands().filter((id) => matches(query, id, texts));
  const groups = [...new Set(found.map((id) => COMMANDS[id].group))];
  return (
    <Modal
      title={texts.shortcuts.title}
      kind="wide"
      closable
      onClose={closeDialog}
      actions={
        <button type="button" className="button button--primary" onClick={closeDialog}>
          {texts.common.close}
        </button>
      }
    >
      <input
        type="search"
        className="search search--boxed"
        aria-label={texts.shortcuts.prompt}
        placeholder={texts.shortcuts.prompt}
        autoComplete="off"
        spellCheck={false}
        value={query}
        {...FIRST_FOCUS}
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: nothing in it takes the focus, and it is scrolled by key. */}
      <section className="shortcuts" aria-label={texts.shortcuts.title} tabIndex={0}>
        <div className="shortcuts__groups">
          {groups.map((group) => (
            <Group key={group} group={group} ids={found.filter((id) => COMMANDS[id].group === group)} />
          ))}
        </div>
        {found.length === 0 && (
          <p className="quiet" role="status">
            {texts.shortcuts.none(query)}
          </p>
        )}
      </section>
    </Modal>
  );
}

function Group({ group, ids }: { readonly group: CommandGroup; readonly ids: readonly CommandId[] }) {
  const texts = useTexts();
  return (
    <section className="shortcuts__group" aria-label={texts.commandGroups[group]}>
      <h3 className="shortcuts__title">{texts.commandGroups[group]}</h3>
      <dl>
        {ids.map((id) => (
          <div className="shortcuts__row" key={id}>
            <dt>{texts.commands[id]}</dt>
            <dd>
              {COMMANDS[id].keys.map((keys) => (
                <KeyCaps key={keys} keys={keys} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** True when a command that has keys does, or is done by, what was typed. */
function matches(query: string, id: CommandId, texts: Texts): boolean {
  const { keys } = COMMANDS[id];
  if (keys.length === 0) return false;
  const typed = query.trim().toLowerCase();
  const isKey = keys.some((chord) => chordText(chord, texts).toLowerCase() === typed.replace(/\s+/g, "+"));
  // A letter is looked for among the keys first: it is in most of the names.
  if (typed.length === 1 && /[a-z]/.test(typed))
    return isKey || keys.some((chord) => chord.endsWith(`+${typed.toUpperCase()}`));
  return isKey || fuzzyMatch(typed, texts.commands[id]) !== null;
}
