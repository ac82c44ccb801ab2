import { expect, it } from "vitest";
import { parseFolds } from "./folds-store";

it("remembers what was opened, and folds what it cannot read", () => {
  expect(parseFolds('{"cost":true}')).toEqual({ cost: true, preparation: false });
  expect(parseFolds('{"preparation":true}')).toEqual({ cost: false, preparation: true });
  for (const text of [null, "", "{", "[]", '{"cost":1}']) {
    expect(parseFolds(text)).toEqual({ cost: false, preparation: false });
  }
});
