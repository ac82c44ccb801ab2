import { expect, it, vi } from "vitest";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import type { ProbeSource } from "../lib/probe-source";
import { probeActions } from "../stores/probe-store";
import { viewActions } from "../stores/view-store";
import { followProbe } from "./follow-probe";

const request = vi.hoisted(() => vi.fn());
vi.mock("../api", () => ({ request }));

const a: ProbeSource = {
  ...{ token: "movie", frame: 3, deinterlace: false },
  ...{ flow: DEFAULT_FLOW_PARAMETERS, map: null },
};
const b: ProbeSource = { ...a, map: "speed" };

/** The maps by which the sides are told that were asked for since the last call. */
async function asked(): Promise<readonly unknown[]> {
  await new Promise(setImmediate);
  const maps = request.mock.calls.map(([, { map }]) => map);
  request.mockClear();
  return maps;
}

it("asks for a side that cannot be read once, then for the other one, and again when somebody looks again", async () => {
  const error = { code: "worker-died", message: "The computation ended." };
  request.mockImplementation(async (_channel, { map, points }) =>
    map === "speed"
      ? { ok: true, value: { frame: 3, values: points.map(() => [1, 0, 1, 1]) } }
      : { ok: false, error },
  );
  followProbe();
  // Without a divider on the screen pins are on side A.
  viewActions.addPin({ x: 1, y: 1 });
  probeActions.pointAt({ x: 9, y: 9, side: "b" }, null);
  probeActions.painted({ a, b }, { pixels: [], values: { a: [], b: [] } });
  expect(await asked()).toEqual([null, "speed"]);
  probeActions.pointAt({ x: 2, y: 2, side: "a" }, null);
  expect(await asked()).toEqual([null]);
  probeActions.painted({ a: { ...a, frame: 4 }, b: null }, { pixels: [], values: { a: [], b: null } });
  expect(await asked()).toEqual([null]);
});
