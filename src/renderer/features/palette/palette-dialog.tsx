import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { COMMANDS, type CommandId } from "../../../shared/commands";
import { type Texts, texts as textsOf } from "../../../shared/texts/texts";
import { KeyCaps } from "../../components/key-caps";
import { FIRST_FOCUS, Modal } from "../../components/modal";
import { classNames } from "../../lib/class-names";
import { IS_MAC } from "../../lib/platform";
import { useSession } from "../../session-context";
import { closeDialog } from "../../stores/dialog-store";
import { useMovieStore } from "../../stores/movie-store";
import { openRecent, useRecentMovies } from "../../stores/recent-store";
import { useViewStore } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";
import { type Obstacle, obstacleTo, runCommand, useOfferedCommands } from "../commands/registry";
import { controlItems } from "./control-items";
import { type FoundItem, findItems, type PaletteItem } from "./palette-items";

/** Everything that can be done, to be found by a few letters. */
export function PaletteDialog() {
  const texts = useTexts();
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const items = usePaletteItems(texts);
  const found = findItems(query, items);
  const current = Math.min(active, found.length - 1);

  useEffect(() => {
    list.current?.querySelector(`[data-place="${current}"]`)?.scrollIntoView({ block: "nearest" });
  }, [current]);

  const choose = (item: PaletteItem | undefined): void => {
    if (item === undefined || item.obstacle !== null) return;
    closeDialog();
    item.run();
  };
  const handleKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    const target = movedTo(event.key, current, found.length);
    if (target !== null) {
      event.preventDefault();
      setActive(target);
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(found[current]?.item);
    } else if (event.key.toLowerCase() === "k" && (IS_MAC ? event.metaKey : event.ctrlKey)) {
      // The key that opens it closes it.
      event.preventDefault();
      closeDialog();
    }
  };

  return (
    <Modal title={texts.palette.title} kind="list" closable onClose={closeDialog}>
      <input
        type="text"
        role="combobox"
        className="search"
        aria-label={texts.palette.prompt}
        aria-expanded="true"
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={found.length === 0 ? undefined : `${listId}-${current}`}
        placeholder={texts.palette.prompt}
        autoComplete="off"
        spellCheck={false}
        value={query}
        {...FIRST_FOCUS}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={handleKey}
      />
      <div className="palette__list" role="listbox" id={listId} aria-label={texts.palette.title} ref={list}>
        {found.map((entry, place) => (
          <Option
            key={entry.item.id}
            entry={entry}
            id={`${listId}-${place}`}
            place={place}
            selected={place === current}
            onPoint={() => setActive(place)}
            onChoose={() => choose(entry.item)}
          />
        ))}
      </div>
      <p className={found.length === 0 ? "palette__none quiet" : "visually-hidden"} role="status">
        {found.length === 0 ? texts.palette.none(query) : texts.palette.count(found.length)}
      </p>
    </Modal>
  );
}

/** Where a key moves the choice to; null for keys that do not. The ends are joined. */
function movedTo(key: string, current: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case "ArrowDown":
      return (current + 1) % count;
    case "ArrowUp":
      return (current + count - 1) % count;
    case "PageDown":
      return Math.min(current + 8, count - 1);
    case "PageUp":
      return Math.max(current - 8, 0);
    default:
      return null;
  }
}

/** All commands, those that cannot be done now too, and the movies that were opened before. */
function usePaletteItems(texts: Texts): readonly PaletteItem[] {
  const english = textsOf("en");
  const recent = useRecentMovies();
  const hasMovie = useMovieStore((state) => state.movie !== null);
  const commands = useOfferedCommands().filter((id) => id !== "palette");
  const words: Partial<Record<CommandId, string>> = texts.keywords;
  const englishWords: Partial<Record<CommandId, string>> = english.keywords;
  const said = (obstacle: Obstacle | null) => obstacle && texts.palette.obstacles[obstacle];
  const bookmarks = useViewStore((state) => state.bookmarks);
  const { player } = useSession();
  return [
    ...commands.map((id: CommandId) => ({
      id,
      label: texts.commands[id],
      alias: `${english.commands[id]} ${words[id] ?? ""} ${englishWords[id] ?? ""}`,
      obstacle: said(obstacleTo(id)),
      group: texts.commandGroups[COMMANDS[id].group],
      keys: COMMANDS[id].keys[0] ?? null,
      run: () => void runCommand(id),
    })),
    ...(hasMovie ? controlItems(texts) : []),
    ...bookmarks.map(({ frame, name }) => ({
      id: `bookmark-${frame}`,
      label: texts.bookmarks.command(name, frame),
      alias: `${english.bookmarks.command(name, frame)} ${texts.bookmarks.keywords} ${english.bookmarks.keywords}`,
      group: texts.bookmarks.title,
      keys: null,
      obstacle: null,
      run: () => {
        player.pause();
        player.seek(frame);
      },
    })),
    ...recent
      .filter(({ exists }) => exists)
      .map(({ id, name, folder }) => ({
        id: `recent-${id}`,
        label: texts.palette.openMovie(name),
        alias: `${english.palette.openMovie(name)} ${folder}`,
        group: folder,
        keys: null,
        obstacle: null,
        run: () => void openRecent(id),
      })),
  ];
}

interface OptionProps {
  readonly entry: FoundItem;
  readonly id: string;
  readonly place: number;
  readonly selected: boolean;
  readonly onPoint: () => void;
  readonly onChoose: () => void;
}

function Option({ entry: { item, places }, id, place, selected, onPoint, onChoose }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus, as the pattern of a combobox has it.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field.
    <div
      className={classNames("palette__option", selected && "palette__option--active")}
      role="option"
      id={id}
      data-place={place}
      aria-selected={selected}
      aria-disabled={item.obstacle !== null}
      onPointerMove={selected ? undefined : onPoint}
      onClick={onChoose}
    >
      <span className="palette__label">{marked(item.label, places)}</span>
      <span className="palette__group quiet">{item.obstacle ?? item.group}</span>
      <span className="palette__keys">{item.keys !== null && <KeyCaps keys={item.keys} />}</span>
    </div>
  );
}

/** The label with what was typed in bold. */
function marked(label: string, places: readonly number[]) {
  const at = new Set(places);
  return [...label].map((character, place) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: a character is known by its place.
    at.has(place) ? <b key={place}>{character}</b> : character,
  );
}
