import { expect } from "vitest";
import { type ErrorCode, KinoflowError } from "../../shared/errors";

/** What a promise fails with, which has to be an error for people. */
export async function failure(promise: Promise<unknown>): Promise<KinoflowError> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof KinoflowError)) {
    throw new Error(`Expected a KinoflowError, got ${String(error)}`);
  }
  return error;
}

export async function expectFailure(
  promise: Promise<unknown>,
  code: ErrorCode,
  message = /\S/,
): Promise<void> {
  const error = await failure(promise);
  expect({ code: error.code, message: error.message }).toEqual({
    code,
    message: expect.stringMatching(message),
  });
}
