import { expect, it } from "vitest";
import type { ErrorValue } from "../../shared/errors";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import type { Outcome } from "../../shared/ipc";
import type { FlowProbe } from "../../shared/probe";
import { ProbeClient, type ProbeWish } from "./probe-client";

const source = {
  ...{ token: "movie", frame: 3, deinterlace: false },
  ...{ flow: DEFAULT_FLOW_PARAMETERS, map: null },
};

function wishAt(...xs: readonly number[]): ProbeWish {
  return { source, places: xs.map((x) => ({ x, y: 0, side: "a" })) };
}

/** A client whose requests are answered by hand. */
function started() {
  const asked: { readonly wish: ProbeWish; answer(outcome: Outcome<FlowProbe>): void }[] = [];
  const answered: (readonly [ProbeWish, FlowProbe["values"]])[] = [];
  const failed: (readonly [ProbeWish, ErrorValue])[] = [];
  const client = new ProbeClient((wish) => new Promise((answer) => asked.push({ wish, answer })), {
    onValues: (wish, values) => answered.push([wish, values]),
    onFailure: (wish, error) => failed.push([wish, error]),
  });
  const answer = async (outcome: Outcome<FlowProbe>): Promise<void> => {
    asked.at(-1)?.answer(outcome);
    await new Promise(setImmediate);
  };
  return { client, asked, answered, failed, answer };
}

it("has one request in flight, and asks for the latest wish next", async () => {
  const { client, asked, answered, answer } = started();
  const [first, second, third] = [wishAt(1), wishAt(2), wishAt(3)];
  for (const wish of [first, second, third]) client.wish(wish);
  expect(asked.map(({ wish }) => wish)).toEqual([first]);
  await answer({ ok: true, value: { frame: 3, values: [[1, 2, 0.5, Number.NaN, 7]] } });
  expect(asked.map(({ wish }) => wish)).toEqual([first, third]);
  expect(answered).toEqual([[first, [[1, 2, 0.5, Number.NaN, 7]]]]);
});

it("asks for nothing when nothing is wished for any more", async () => {
  const { client, asked, answer } = started();
  client.wish(wishAt(1));
  client.wish(null);
  await answer({ ok: true, value: { frame: 3, values: [null] } });
  expect(asked).toHaveLength(1);
  client.wish(wishAt(4));
  expect(asked).toHaveLength(2);
});

it("tells why a flow cannot be had, and does not ask again by itself", async () => {
  const { client, asked, answered, failed, answer } = started();
  const wish = wishAt(1, 2);
  const error = { code: "frame-missing", message: "Frame 4 cannot be decoded." } as const;
  client.wish(wish);
  await answer({ ok: false, error });
  expect(failed).toEqual([[wish, error]]);
  expect(answered).toEqual([]);
  expect(asked).toHaveLength(1);
  client.wish(wish);
  expect(asked).toHaveLength(2);
});

it("tells nothing of a wish that was given up, and goes on with the next one", async () => {
  const { client, asked, answered, failed, answer } = started();
  const next = wishAt(2);
  client.wish(wishAt(1));
  client.wish(next);
  await answer({ ok: false, error: { code: "cancelled", message: "Cancelled." } });
  expect([...answered, ...failed]).toEqual([]);
  expect(asked.at(-1)?.wish).toBe(next);
});
