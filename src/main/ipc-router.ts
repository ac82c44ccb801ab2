import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain } from "electron";
import { KinoflowError, toErrorValue } from "../shared/errors";
import {
  type EventChannel,
  type EventPayloads,
  type Outcome,
  type RequestChannel,
  type RequestPayload,
  type ResponsePayloads,
  requestSchemas,
} from "../shared/ipc";
import { isOurPage } from "./trust";

/** One handler for every channel of the contract. */
export type Handlers = {
  readonly [C in RequestChannel]: (
    payload: RequestPayload<C>,
    window: BrowserWindow,
  ) => Promise<ResponsePayloads[C]> | ResponsePayloads[C];
};

/**
 * Answers the window's requests: only those of our own page in the main frame of a window of ours, and only with a
 * payload that fits its schema. What a handler throws goes back as a value.
 */
export function answerRequests(
  handlers: Handlers,
  windowOf: (event: IpcMainInvokeEvent) => BrowserWindow | null,
): void {
  for (const channel of Object.keys(requestSchemas) as RequestChannel[]) {
    ipcMain.handle(channel, (event, payload: unknown) =>
      answer(channel, handlers, windowOf(event), event, payload),
    );
  }
}

async function answer<C extends RequestChannel>(
  channel: C,
  handlers: Handlers,
  window: BrowserWindow | null,
  event: IpcMainInvokeEvent,
  payload: unknown,
): Promise<Outcome<ResponsePayloads[C]>> {
  try {
    if (!window || !isOurPage(event.senderFrame)) {
      throw new KinoflowError("invalid-argument", "This page may not ask anything of Kinoflow.");
    }
    const checked = requestSchemas[channel].safeParse(payload);
    if (!checked.success) {
      throw new KinoflowError(
        "invalid-argument",
        `A request (${channel}) did not fit its contract.`,
        checked.error.message,
      );
    }
    return { ok: true, value: await handlers[channel](checked.data as RequestPayload<C>, window) };
  } catch (error) {
    return { ok: false, error: toErrorValue(error) };
  }
}

/** Tells the window something. A window that is gone misses nothing. */
export function tellWindow<C extends EventChannel>(
  window: BrowserWindow | null,
  channel: C,
  payload: EventPayloads[C],
): void {
  if (window && !window.isDestroyed()) window.webContents.send(channel, payload);
}
