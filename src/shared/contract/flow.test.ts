import { expect, it } from "vitest";
import { DENSE_PRESET_PARAMETERS } from "../flow";
import { flowParametersSchema } from "./flow";

const kept = (dense: object) =>
  flowParametersSchema.parse({ method: "dense-pyramidal", windowRadius: 2, dense });

it("parameters that were kept before there was a search for large motions have none", () => {
  const { reach: _, ...before } = DENSE_PRESET_PARAMETERS.accurate;
  expect(kept(before).dense).toEqual({ ...before, reach: 0 });
});

it("a reach that was kept stays", () => {
  expect(kept({ ...DENSE_PRESET_PARAMETERS.balanced, reach: 12 }).dense.reach).toBe(12);
});
