import { failure, toErrorValue } from "../shared/errors";
import type { KinoflowApi, Outcome, RequestChannel, RequestPayload, ResponsePayloads } from "../shared/ipc";

declare global {
  interface Window {
    /** Put there by the preload script. */
    readonly kinoflow: KinoflowApi;
  }
}

/**
 * Asks main for something. Main answers failures as values; should the message itself fail (main is gone,
 * say), that becomes a value too, so that callers have one way of failing to think of.
 */
export async function request<C extends RequestChannel>(
  channel: C,
  ...payload: RequestPayload<C> extends undefined ? [] : [RequestPayload<C>]
): Promise<Outcome<ResponsePayloads[C]>> {
  try {
    return await window.kinoflow.request(channel, ...payload);
  } catch (error) {
    const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { ok: false, error: toErrorValue(failure("noAnswer").withDetails(details)) };
  }
}
