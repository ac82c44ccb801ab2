import { BrowserWindow, MessageChannelMain, nativeTheme, session, shell } from "electron";
import { PICTURE_PORT_CHANNEL } from "../shared/ipc-channels";
import { APP_URL } from "./trust";

/** The window's one page may do nothing but show itself: no other pages, windows, permissions or downloads. */
export function createWindow(preloadPath: string, iconPath: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 900,
    minHeight: 600,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? "#1a1a1a" : "#f4f4f4",
    title: "Kinoflow",
    icon: iconPath,
    webPreferences: {
      preload: preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  window.once("ready-to-show", () => window.show());
  window.webContents.on("will-navigate", (event) => event.preventDefault());
  window.webContents.setWindowOpenHandler(({ url }) => {
    if (url.startsWith("https://")) void shell.openExternal(url);
    return { action: "deny" };
  });
  void window.loadURL(APP_URL);
  return window;
}

/** Refuses every permission that a page can ask for, save writing to the clipboard. */
export function denyPermissions(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) => {
    answer(permission === "clipboard-sanitized-write");
  });
  session.defaultSession.setPermissionCheckHandler(
    (_contents, permission) => permission === "clipboard-sanitized-write",
  );
}

/** Gives the window its picture port and returns main's end of it. */
export function openPicturePort(window: BrowserWindow): Electron.MessagePortMain {
  const { port1, port2 } = new MessageChannelMain();
  window.webContents.postMessage(PICTURE_PORT_CHANNEL, null, [port2]);
  return port1;
}
