import { contextBridge, ipcRenderer, webUtils } from "electron";
import { failure, toErrorValue } from "../shared/errors";
import type { KinoflowApi } from "../shared/ipc";
import { EVENT_CHANNELS, PICTURE_PORT_CHANNEL, PICTURE_PORT_MESSAGE } from "../shared/ipc-channels";

const events: ReadonlySet<string> = new Set(EVENT_CHANNELS);

const api: KinoflowApi = {
  // Main answers only the channels of the contract, and checks every payload.
  request: (channel, ...payload) => ipcRenderer.invoke(channel, payload[0]),
  openDroppedFile: async (file) => {
    const path = webUtils.getPathForFile(file);
    // What a browser or another program hands over may be a file by its name only.
    if (path === "") return { ok: false, error: toErrorValue(failure("droppedWithoutPath", file.name)) };
    return ipcRenderer.invoke("movie:open-dropped", { path });
  },
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
