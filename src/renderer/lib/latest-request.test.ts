import { expect, it } from "vitest";
import { failure, toErrorValue } from "../../shared/errors";
import type { Outcome } from "../../shared/ipc";
import { LatestRequest } from "./latest-request";

it("asks for one thing at a time, then for the latest wish, and says nothing of what was given up", async () => {
  const asked: number[] = [];
  const answer: ((outcome: Outcome<string>) => void)[] = [];
  const heard: string[] = [];
  const client = new LatestRequest<number, string>(
    (wish) => {
      asked.push(wish);
      return new Promise((resolve) => answer.push(resolve));
    },
    {
      onAnswer: (wish, text) => heard.push(`${wish} ${text}`),
      onFailure: (wish, { code }) => heard.push(`${wish} ${code}`),
    },
  );
  const settled = async (outcome: Outcome<string>): Promise<void> => {
    answer.shift()?.(outcome);
    await new Promise((resolve) => setImmediate(resolve));
  };
  client.wish(1);
  client.wish(2);
  client.wish(3);
  expect(asked).toEqual([1]);
  await settled({ ok: true, value: "one" });
  expect(asked).toEqual([1, 3]);
  await settled({ ok: false, error: toErrorValue(failure("movieClosed")) });
  client.wish(4);
  await settled({ ok: false, error: { ...toErrorValue(failure("movieClosed")), code: "cancelled" } });
  client.wish(5);
  client.wish(null);
  await settled({ ok: true, value: "five" });
  expect(asked).toEqual([1, 3, 4, 5]);
  expect(heard).toEqual(["1 one", "3 invalid-argument", "5 five"]);
});
