import { expect, it } from "vitest";
import { DENSE_LIMITS } from "../../../shared/flow";
import { LANGUAGES } from "../../../shared/settings";
import { languageOf, texts } from "../../../shared/texts/texts";
import { DENSE_LIST_FIELDS, DENSE_SCALAR_FIELDS } from "./dense-fields";

const parameters = [...DENSE_SCALAR_FIELDS.map(({ parameter }) => parameter), ...DENSE_LIST_FIELDS];

it("has a field for every parameter, once", () => {
  expect([...parameters].sort()).toEqual(Object.keys(DENSE_LIMITS).sort());
});

it("gives every field a name of its own in every language", () => {
  for (const setting of LANGUAGES) {
    const { dense } = texts(languageOf(setting, "en"));
    const names = parameters.map((parameter) => dense.parameters[parameter].name);
    expect(new Set(names).size).toBe(names.length);
  }
});
