import { expect, it } from "vitest";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import { dividerColumn } from "../canvas/divider";
import { FIT, type ViewSpace, zoomedTo } from "../canvas/view-transform";
import { sideAt, sideOf } from "./sides";

const space: ViewSpace = {
  area: { width: 1000, height: 500 },
  movie: { width: 400, height: 400 },
  pixelAspect: 1,
};
const painted = { a: DEFAULT_FLOW_PARAMETERS, b: null, frames: null };

it("all is A without a divider", () => {
  expect(sideAt(999, { view: FIT, space }, { share: 0.5, painted: null })).toBe("a");
  expect(sideOf({ x: 399, y: 0 }, { view: FIT, space: null }, { share: 0.5, painted })).toBe("a");
});

it("changes at the column where the divider is drawn", () => {
  // The picture covers columns 250 to 749.
  const column = dividerColumn(0.3, { x: 250, y: 0, width: 500, height: 500 });
  const divider = { share: 0.3, painted };
  expect(sideAt(column - 0.5, { view: FIT, space }, divider)).toBe("a");
  expect(sideAt(column + 0.5, { view: FIT, space }, divider)).toBe("b");
});

it("of a pixel goes by where it is seen: zooming brings it to the other side", () => {
  const divider = { share: 0.5, painted };
  const pixel = { x: 190, y: 200 };
  expect(sideOf(pixel, { view: FIT, space }, divider)).toBe("a");
  const view = zoomedTo(FIT, space, 8, { x: 300, y: 250 });
  expect(sideOf(pixel, { view, space }, divider)).toBe("b");
});
