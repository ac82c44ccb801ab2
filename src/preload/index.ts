import { contextBridge, ipcRenderer, webUtils } from "electron";
import type { KinoflowApi } from "../shared/ipc";
import { EVENT_CHANNELS, PICTURE_PORT_CHANNEL, PICTURE_PORT_MESSAGE } from "../shared/ipc-channels";

const events: ReadonlySet<string> = new Set(EVENT_CHANNELS);

const api: KinoflowApi = {
  // Main answers only the channels of the contract, and checks every payload.
  request: (channel, ...payload) => ipcRenderer.invoke(channel, payload[0]),
  openDroppedFile: (file) =>
    ipcRenderer.invoke("movie:open-dropped", { path: webUtils.getPathForFile(file) }),
  on: (channel, listener) => {
    if (!events.has(channel)) throw new RangeError(`There is no event ${channel}.`);
    const forward = (_event: unknown, payload: Parameters<typeof listener>[0]): void => listener(payload);
    ipcRenderer.on(channel, forward);
    return () => ipcRenderer.removeListener(channel, forward);
  },
};

contextBridge.exposeInMainWorld("kinoflow", api);

// A port cannot cross the context bridge; a message to the page's own window can carry it.
ipcRenderer.on(PICTURE_PORT_CHANNEL, (event) => {
  window.postMessage(PICTURE_PORT_MESSAGE, "*", event.ports);
});
