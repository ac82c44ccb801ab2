import { describe, expect, it } from "vitest";
import type { KeyPress } from "../../../shared/key-chord";
import { commandOf } from "./command-of-key";

function press(key: string, changes: Partial<KeyPress> = {}): KeyPress {
  return { key, code: "", shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, ...changes };
}

describe("commandOf", () => {
  it.each([
    ["ArrowLeft", "previous-frame"],
    [",", "previous-frame"],
    [".", "next-frame"],
    ["Home", "first-frame"],
    [" ", "play-pause"],
    ["j", "play-backwards"],
    ["K", "pause"],
    ["i", "mark-start"],
    [";", null],
  ])("%s", (key, command) => {
    expect(commandOf(press(key), "none", false)).toBe(command);
  });

  it("minds Shift and Ctrl", () => {
    expect(commandOf(press("ArrowRight", { shiftKey: true }), "none", false)).toBe("ten-forwards");
    expect(commandOf(press("L", { shiftKey: true }), "none", false)).toBe("toggle-legend");
    expect(commandOf(press("k", { ctrlKey: true }), "none", false)).toBe("palette");
    expect(commandOf(press("a", { ctrlKey: true }), "none", false)).toBeNull();
    expect(commandOf(press("a", { altKey: true }), "none", false)).toBeNull();
  });

  it("leaves a field to type in everything that could be typed", () => {
    for (const key of ["ArrowLeft", "Home", " ", "i", "?", "Backspace"]) {
      expect(commandOf(press(key), "text", false)).toBeNull();
    }
    expect(commandOf(press("k", { ctrlKey: true }), "text", false)).toBe("palette");
    expect(commandOf(press("F11"), "text", false)).toBe("full-screen");
    expect(commandOf(press("z", { ctrlKey: true }), "text", false)).toBeNull();
    expect(commandOf(press("y", { ctrlKey: true }), "text", false)).toBeNull();
  });

  it("leaves a slider the keys that move it, and no others", () => {
    expect(commandOf(press("ArrowLeft"), "slider", false)).toBeNull();
    expect(commandOf(press("ArrowLeft", { shiftKey: true }), "slider", false)).toBeNull();
    expect(commandOf(press("End"), "slider", false)).toBeNull();
    expect(commandOf(press(" "), "slider", false)).toBe("play-pause");
    expect(commandOf(press("a"), "slider", false)).toBe("toggle-arrows");
  });

  it("leaves a control that was reached by key what presses it", () => {
    expect(commandOf(press(" "), "control", false)).toBeNull();
    expect(commandOf(press("ArrowRight"), "control", false)).toBe("next-frame");
    expect(commandOf(press("c"), "control", false)).toBe("toggle-colours");
  });

  it("leaves a Mac's menu the keys of its entries", () => {
    expect(commandOf(press("o", { metaKey: true }), "none", true)).toBeNull();
    expect(commandOf(press("C", { metaKey: true, shiftKey: true }), "none", true)).toBeNull();
    expect(commandOf(press("z", { metaKey: true }), "none", true)).toBe("undo");
    expect(commandOf(press("g"), "none", true)).toBe("go-to");
  });

  it("leaves a list of choices what chooses from it", () => {
    for (const key of ["ArrowLeft", "a", " "]) expect(commandOf(press(key), "list", false)).toBeNull();
    expect(commandOf(press("z", { ctrlKey: true }), "list", false)).toBe("undo");
    expect(commandOf(press("Escape"), "list", false)).toBe("leave-picture-only");
    expect(commandOf(press("Escape"), "text", false)).toBeNull();
    expect(commandOf(press("Z", { ctrlKey: true, shiftKey: true }), "none", false)).toBe("redo");
  });
});
