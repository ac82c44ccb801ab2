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

/** Answers one channel. Where there is nothing to say it need not say so; it is awaited all the same. */
type Handler<C extends RequestChannel> = [ResponsePayloads[C]] extends [null]
  ? (payload: RequestPayload<C>, window: BrowserWindow) => void
  : (payload: RequestPayload<C>, window: BrowserWindow) => Promise<ResponsePayloads[C]> | ResponsePayloads[C];

/** Handlers of some channels of the contract: every service gives its own. */
export type HandlersOf<C extends RequestChannel> = { readonly [One in C]: Handler<One> };

/** One handler for every channel of the contract. */
export type Handlers = HandlersOf<RequestChannel>;

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
    const handler: (payload: RequestPayload<C>, window: BrowserWindow) => unknown = handlers[channel];
    // Channels without an answer have null.
    const value = (await handler(checked.data as RequestPayload<C>, window)) ?? null;
    return { ok: true, value: value as ResponsePayloads[C] };
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
