import { expect, it } from "vitest";
import { Turns } from "./turns";

it("one thing is done after the other, and what fails holds up nobody", async () => {
  const turns = new Turns();
  const done: string[] = [];
  let goOn: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const first = turns.take(async () => {
    await gate;
    done.push("first");
    throw new Error("went wrong");
  });
  const second = turns.take(async () => done.push("second"));
  goOn();
  await expect(first).rejects.toThrow("went wrong");
  expect(await second).toBe(2);
  await turns.idle;
  expect(done).toEqual(["first", "second"]);
});
