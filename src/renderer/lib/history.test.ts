import { describe, expect, it } from "vitest";
import { History } from "./history";

describe("History", () => {
  it("is empty at first", () => {
    const history = new History(["a"], 3);
    expect(history.length).toBe(0);
    expect(history.at("a", 0)).toBeNaN();
    expect(history.summary("a")).toEqual({ min: Number.NaN, max: Number.NaN, last: Number.NaN });
  });

  it("keeps the newest records in order and forgets the oldest", () => {
    const history = new History(["a", "b"], 3);
    for (let index = 1; index <= 5; index += 1) history.push({ a: index, b: -index });
    expect(history.length).toBe(3);
    expect([0, 1, 2, 3].map((age) => history.at("a", age))).toEqual([5, 4, 3, Number.NaN]);
    expect(history.summary("b")).toEqual({ min: -5, max: -3, last: -5 });
  });

  it("leaves missing numbers out of the extremes", () => {
    const history = new History(["a"], 4);
    history.push({ a: 2 });
    history.push({ a: 7 });
    history.push({ a: Number.NaN });
    expect(history.summary("a")).toEqual({ min: 2, max: 7, last: Number.NaN });
    history.clear();
    expect(history.length).toBe(0);
    expect(history.at("a", 0)).toBeNaN();
  });
});
