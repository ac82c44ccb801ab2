import { describe, expect, it } from "vitest";
import { COMMAND_IDS, COMMANDS, MENUS } from "./commands";
import { acceleratorOf, chordOf, type KeyPress, partsOf } from "./key-chord";

function press(key: string, changes: Partial<KeyPress> = {}): KeyPress {
  return { key, code: "", shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, ...changes };
}

describe("COMMANDS", () => {
  it("bind no key twice", () => {
    const owners = new Map<string, string>();
    for (const id of COMMAND_IDS) {
      for (const keys of COMMANDS[id].keys) {
        expect(owners.get(keys), `${keys} of ${id}`).toBeUndefined();
        owners.set(keys, id);
      }
    }
  });

  it("leave the keys of editing text to the fields that text is in", () => {
    const taken = COMMAND_IDS.flatMap((id) => COMMANDS[id].keys);
    for (const key of "ACVX") expect(taken).not.toContain(`Mod+${key}`);
  });

  it("have keys that a press can be", () => {
    for (const keys of COMMAND_IDS.flatMap((id) => COMMANDS[id].keys)) {
      const parts = partsOf(keys);
      const key = parts.at(-1) ?? "";
      const ctrlKey = parts.includes("Mod");
      const shiftKey = parts.includes("Shift") || key === "?";
      expect(chordOf(press(key === "Space" ? " " : key, { ctrlKey, shiftKey }), false)).toBe(keys);
    }
  });

  it("are in the menu once at most", () => {
    const entries = MENUS.flatMap((menu) => menu.entries).filter((entry) => entry !== "separator");
    expect(new Set(entries).size).toBe(entries.length);
  });
});

describe("chordOf", () => {
  it("takes Cmd on a Mac for what Ctrl is elsewhere", () => {
    expect(chordOf(press("k", { metaKey: true }), true)).toBe("Mod+K");
    expect(chordOf(press("k", { ctrlKey: true }), false)).toBe("Mod+K");
    expect(chordOf(press("k", { ctrlKey: true }), true)).toBeNull();
    expect(chordOf(press("k", { metaKey: true }), false)).toBeNull();
    expect(chordOf(press("k", { altKey: true }), false)).toBeNull();
  });

  it("minds Shift with letters and named keys, not with signs, which may need it", () => {
    expect(chordOf(press("L", { shiftKey: true }), false)).toBe("Shift+L");
    expect(chordOf(press("L"), false)).toBe("L");
    expect(chordOf(press("ArrowLeft", { shiftKey: true }), false)).toBe("Shift+ArrowLeft");
    expect(chordOf(press("?", { shiftKey: true }), false)).toBe("?");
    expect(chordOf(press("+", { shiftKey: true }), false)).toBe("+");
  });

  it("goes by the place of a key where a layout has no Latin letters", () => {
    expect(chordOf(press("о", { code: "KeyJ" }), false)).toBe("J");
    expect(chordOf(press("л", { code: "KeyK", ctrlKey: true }), false)).toBe("Mod+K");
  });
});

describe("partsOf and acceleratorOf", () => {
  it("take a chord apart", () => {
    expect(partsOf("Mod+Shift+C")).toEqual(["Mod", "Shift", "C"]);
    expect(partsOf("+")).toEqual(["+"]);
    expect(partsOf("Mod++")).toEqual(["Mod", "+"]);
    expect(partsOf("Mod+,")).toEqual(["Mod", ","]);
    expect(partsOf("Shift+ArrowLeft")).toEqual(["Shift", "ArrowLeft"]);
  });

  it("spell it for Electron", () => {
    expect(acceleratorOf("Mod+Shift+C")).toBe("CmdOrCtrl+Shift+C");
    expect(acceleratorOf("ArrowLeft")).toBe("Left");
    expect(acceleratorOf("+")).toBe("Plus");
  });
});
