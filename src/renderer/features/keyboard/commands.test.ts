import { describe, expect, it } from "vitest";
import { commandOf, type FocusKind, type KeyPress } from "./commands";

function press(key: string, modifiers: Partial<KeyPress> = {}): KeyPress {
  return { key, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, ...modifiers };
}

describe("commandOf", () => {
  it.each([
    ["ArrowLeft", { kind: "step", frames: -1 }],
    ["ArrowRight", { kind: "step", frames: 1 }],
    ["Home", { kind: "first" }],
    ["End", { kind: "last" }],
    [" ", { kind: "play-pause" }],
    ["i", { kind: "range-start" }],
    ["O", { kind: "range-end" }],
    ["a", { kind: "toggle-arrows" }],
    ["c", { kind: "toggle-colours" }],
    ["l", { kind: "toggle-legend" }],
    ["x", null],
  ])("%s", (key, command) => {
    expect(commandOf(press(key), "none")).toEqual(command);
  });

  it("steps ten frames with Shift", () => {
    expect(commandOf(press("ArrowRight", { shiftKey: true }), "none")).toEqual({ kind: "step", frames: 10 });
  });

  it("leaves keys with Ctrl, Alt and Cmd to the menu", () => {
    for (const modifier of ["ctrlKey", "altKey", "metaKey"]) {
      expect(commandOf(press("a", { [modifier]: true }), "none")).toBeNull();
    }
  });

  it("leaves every key to a field to type in", () => {
    for (const key of ["ArrowLeft", "Home", " ", "i", "a"]) expect(commandOf(press(key), "text")).toBeNull();
  });

  it("leaves a slider the keys that move it, and no others", () => {
    expect(commandOf(press("ArrowLeft"), "slider")).toBeNull();
    expect(commandOf(press("End"), "slider")).toBeNull();
    expect(commandOf(press(" "), "slider")).toEqual({ kind: "play-pause" });
    expect(commandOf(press("a"), "slider")).toEqual({ kind: "toggle-arrows" });
  });

  it("leaves a control that was reached by key what presses it", () => {
    const focus: FocusKind = "control";
    expect(commandOf(press(" "), focus)).toBeNull();
    expect(commandOf(press("Enter"), focus)).toBeNull();
    expect(commandOf(press("ArrowRight"), focus)).toEqual({ kind: "step", frames: 1 });
    expect(commandOf(press("Home"), focus)).toEqual({ kind: "first" });
    expect(commandOf(press("c"), focus)).toEqual({ kind: "toggle-colours" });
  });
});
