import { Menu, type MenuItemConstructorOptions } from "electron";
import type { MenuCommand } from "../shared/ipc";

/** What the menu can do. */
export interface MenuActions {
  open(): void;
  openSample(): void;
  about(): void;
  /** Passed on to the window. */
  command(command: MenuCommand): void;
}

/** The application menu. Keys that move through the movie belong to the window alone. */
export function buildMenu(actions: MenuActions): Menu {
  const isMac = process.platform === "darwin";
  const command = (label: string, name: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => actions.command(name),
    ...(accelerator ? { accelerator } : {}),
  });
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: "appMenu" } satisfies MenuItemConstructorOptions] : []),
    {
      label: "&File",
      submenu: [
        { label: "Open…", accelerator: "CmdOrCtrl+O", click: () => actions.open() },
        { label: "Open the sample", click: () => actions.openSample() },
        { type: "separator" },
        command("Export overlay video…", "export", "CmdOrCtrl+E"),
        { type: "separator" },
        { role: isMac ? "close" : "quit" },
      ],
    },
    { role: "editMenu" },
    {
      label: "&View",
      submenu: [
        command("Arrows", "toggle-arrows"),
        command("Colours", "toggle-colour"),
        command("Legend", "toggle-legend"),
        command("Inspector", "toggle-inspector", "CmdOrCtrl+I"),
        { type: "separator" },
        { role: "togglefullscreen" },
        { role: "toggleDevTools" },
      ],
    },
    { label: "&Tools", submenu: [command("Compare implementations…", "compare", "CmdOrCtrl+Shift+C")] },
    { role: "windowMenu" },
    { label: "&Help", role: "help", submenu: [{ label: "About Kinoflow", click: () => actions.about() }] },
  ];
  return Menu.buildFromTemplate(template);
}
