import { expect, it } from "vitest";
import { findItems, type PaletteItem } from "./palette-items";

function item(label: string, alias = label): PaletteItem {
  return { id: label, label, alias, group: "", keys: null, obstacle: null, run: () => undefined };
}

const ITEMS = [item("打开…", "Open…"), item("全屏", "Full screen"), item("Slower"), item("Zoom out")];

function found(query: string): readonly string[] {
  return findItems(query, ITEMS).map(({ item: { label } }) => label);
}

it("finds everything for nothing, in its order", () => {
  expect(found("")).toEqual(["打开…", "全屏", "Slower", "Zoom out"]);
});

it("finds by the label, and by the English name", () => {
  expect(found("全")).toEqual(["全屏"]);
  expect(found("full")).toEqual(["全屏"]);
  expect(found("zo")).toEqual(["Zoom out"]);
  expect(found("zzz")).toEqual([]);
});

it("marks what was typed in the label only", () => {
  expect(findItems("slow", ITEMS)[0]?.places).toEqual([0, 1, 2, 3]);
  expect(findItems("full", ITEMS)[0]?.places).toEqual([]);
});

it("ranks words before their beginnings, and scattered letters come only where nothing else is found", () => {
  const items = [
    item("Fit the picture in the window: undone"),
    item("Redo", "take back undo"),
    item("Undo the last change"),
    item("Map: vorticity", "curl rotation"),
    item("Loud and open"),
  ];
  const labels = (query: string) => findItems(query, items).map(({ item: { label } }) => label);
  expect(labels("undo")).toEqual(["Undo the last change", "Redo", "Fit the picture in the window: undone"]);
  expect(labels("curl")).toEqual(["Map: vorticity"]);
  expect(labels("map vort")).toEqual(["Map: vorticity"]);
  expect(labels("lop")).toEqual(["Loud and open"]);
});

it("takes letters scattered over a label before those scattered over an item's many other words", () => {
  const items = [item("Dark arrows", "light arrows sky thin frame rim"), item("Last frame", "end")];
  expect(findItems("lastfr", items)[0]?.item.label).toBe("Last frame");
});
