import type { EventChannel } from "./ipc";

/** The events that the preload script lets through to the page. (Apart from ipc.ts, whose schemas it does not need.) */
export const EVENT_CHANNELS = [
  "movie:opening",
  "movie:opened",
  "movie:failed",
  "movie:index",
  "settings:changed",
  "frames:state",
  "background:progress",
  "analysis:state",
  "analysis:rows",
  "analysis:region-rows",
  "tracks:points",
  "tracks:state",
  "cuts:marks",
  "curves:values",
  "curves:state",
  "compare:progress",
  "lines:progress",
  "verify:progress",
  "export:progress",
  "leave:asked",
  "menu:command",
  "project:opened",
  "project:kept",
  "project:refused",
  "project:recoverable",
] as const satisfies readonly EventChannel[];

/**
 * Name of the window message by which the preload script hands the picture port to the page:
 * `event.data === PICTURE_PORT_MESSAGE`, and `event.ports[0]` is the port.
 */
export const PICTURE_PORT_MESSAGE = "kinoflow:picture-port";

/** Channel by which main hands the picture port to the preload script. */
export const PICTURE_PORT_CHANNEL = "picture-port";
