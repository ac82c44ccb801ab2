import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fileWithin, isOurPage } from "./trust";

describe("who may ask", () => {
  it("our own page in the main frame", () => {
    expect(isOurPage({ url: "app://kinoflow/", parent: null })).toBe(true);
    expect(isOurPage({ url: "app://kinoflow/index.html#x", parent: null })).toBe(true);
  });

  it.for([
    "app://evil/",
    "app://kinoflow.evil/",
    "https://kinoflow/",
    "file:///kinoflow",
    "data:text/html,kinoflow",
    "about:blank",
    "",
  ])("not %s", (url) => {
    expect(isOurPage({ url, parent: null })).toBe(false);
  });

  it("no frame within a frame, and nothing that is gone", () => {
    expect(isOurPage({ url: "app://kinoflow/", parent: {} })).toBe(false);
    expect(isOurPage(null)).toBe(false);
  });
});

describe("what the page may load", () => {
  const root = join("/", "app", "renderer");

  it("the page and what lies beside it", () => {
    expect(fileWithin(root, "/")).toBe(join(root, "index.html"));
    expect(fileWithin(root, "/assets/a%20b.js")).toBe(join(root, "assets", "a b.js"));
  });

  it.for([
    "/../main/index.js",
    "/..%2fmain%2findex.js",
    "/%2e%2e/x",
    "/a/../../x",
    "/%00",
    "/%",
    "/../renderer-evil/x",
  ])("not %s", (path) => {
    expect(fileWithin(root, path)).toBeNull();
  });
});
