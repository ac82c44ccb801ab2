import { BrowserWindow, MessageChannelMain, nativeTheme, screen, session, shell } from "electron";
import { PICTURE_PORT_CHANNEL } from "../shared/ipc-channels";
import type { JsonFile } from "./json-file";
import { APP_URL } from "./trust";
import { LEAST_SIZE, placeToOpen, USUAL_SIZE } from "./window-place";

/** The window's one page may do nothing but show itself: no other pages, windows, permissions or downloads. */
export function createWindow(preloadPath: string, iconPath: string, kept: JsonFile): BrowserWindow {
  const place = placeToOpen(
    kept.read(),
    screen.getAllDisplays().map(({ workArea }) => workArea),
  );
  const { x, y, width, height } = { ...USUAL_SIZE, x: undefined, y: undefined, ...place };
  const window = new BrowserWindow({
    ...(x === undefined || y === undefined ? {} : { x, y }),
    ...{ width, height, minWidth: LEAST_SIZE.width, minHeight: LEAST_SIZE.height },
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
  if (place?.maximised) window.maximize();
  window.once("ready-to-show", () => window.show());
  window.on("close", () => {
    // A window that cannot be remembered opens where the desktop likes.
    kept.write({ ...window.getNormalBounds(), maximised: window.isMaximized() }).catch(() => undefined);
  });
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
