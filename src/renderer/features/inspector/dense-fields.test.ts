import { expect, it } from "vitest";
import { DENSE_LIMITS } from "../../../shared/flow";
import { DENSE_LIST_FIELDS, DENSE_SCALAR_FIELDS } from "./dense-fields";

const fields = [...DENSE_SCALAR_FIELDS, ...DENSE_LIST_FIELDS];

it("has a field for every parameter, once", () => {
  const parameters = fields.map(({ parameter }) => parameter);
  expect([...parameters].sort()).toEqual(Object.keys(DENSE_LIMITS).sort());
});

it("gives every field a name of its own and a sentence", () => {
  expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length);
  expect(fields.every(({ title }) => title.length > 0)).toBe(true);
});
