import { Menu, type MenuItemConstructorOptions } from "electron";
import { COMMANDS, type CommandId, MENUS, type MenuSpec } from "../shared/commands";
import { acceleratorOf } from "../shared/key-chord";
import type { Texts } from "../shared/texts/texts";

/** What main does itself; everything else is passed on to the window. */
type OwnCommand = "open" | "open-folder" | "open-sample" | "about" | "full-screen";

export type MenuActions = Readonly<Record<OwnCommand, () => void>> & {
  readonly other: (command: CommandId) => void;
};

const IS_MAC = process.platform === "darwin";
const SEPARATOR = { type: "separator" } as const;

/** The application menu, of the commands that window, palette and keys know as well. */
export function buildMenu(texts: Texts, actions: MenuActions): Menu {
  const { menu } = texts;
  const item = (id: CommandId): MenuItemConstructorOptions => ({
    label: texts.commands[id],
    click: () => (isOwn(id) ? actions[id]() : actions.other(id)),
    ...keysOf(id),
  });
  const items = (of: MenuSpec["title"]): MenuItemConstructorOptions[] =>
    (MENUS.find(({ title }) => title === of)?.entries ?? []).map((entry) =>
      entry === "separator" ? SEPARATOR : item(entry),
    );
  const template: MenuItemConstructorOptions[] = [
    ...(IS_MAC ? [{ role: "appMenu" } satisfies MenuItemConstructorOptions] : []),
    {
      label: menu.file,
      submenu: [
        ...items("file"),
        SEPARATOR,
        IS_MAC ? { role: "close", label: menu.closeWindow } : { role: "quit", label: menu.quit },
      ],
    },
    {
      label: menu.edit,
      submenu: [
        { role: "undo", label: menu.undo },
        { role: "redo", label: menu.redo },
        SEPARATOR,
        { role: "cut", label: menu.cut },
        { role: "copy", label: menu.copy },
        { role: "paste", label: menu.paste },
        { role: "selectAll", label: menu.selectAll },
      ],
    },
    {
      label: menu.view,
      submenu: [...items("view"), { role: "toggleDevTools", label: menu.developerTools }],
    },
    { label: menu.playback, submenu: items("playback") },
    { label: menu.tools, submenu: items("tools") },
    {
      label: menu.window,
      role: "window",
      submenu: [
        { role: "minimize", label: menu.minimise },
        { role: "close", label: menu.closeWindow },
      ],
    },
    { label: menu.help, role: "help", submenu: items("help") },
  ];
  return Menu.buildFromTemplate(template);
}

function isOwn(id: CommandId): id is OwnCommand {
  return (
    id === "open" || id === "open-folder" || id === "open-sample" || id === "about" || id === "full-screen"
  );
}

/**
 * The key as the menu shows it. The window itself listens to it, since only the window knows who has the focus; on a Mac
 * the menu always takes what it shows, so it shows only what nobody could be typing.
 */
function keysOf(id: CommandId): Pick<MenuItemConstructorOptions, "accelerator" | "registerAccelerator"> {
  const [keys] = COMMANDS[id].keys;
  if (keys === undefined) return {};
  if (!IS_MAC) return { accelerator: acceleratorOf(keys), registerAccelerator: false };
  return keys.startsWith("Mod+") ? { accelerator: acceleratorOf(keys) } : {};
}
