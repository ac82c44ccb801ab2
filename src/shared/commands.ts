import type { Texts } from "./texts/en";

/**
 * Everything that a person can have Kinoflow do by name: what the menu, the keys, the palette and the sheet of keys know
 * of it. What a command does is the window's business.
 */
export type CommandId = keyof Texts["commands"];

export type CommandGroup = keyof Texts["commandGroups"];

export interface CommandSpec {
  readonly group: CommandGroup;
  /**
   * Keys that do it, the one to name first: a key as `KeyboardEvent.key` has it ("Space" for " "), after "Mod+" (Ctrl, or
   * Cmd on a Mac) and "Shift+". Keys that write a sign other than a letter ("?", "+") are meant by that sign, whatever
   * else has to be held down for it.
   */
  readonly keys: readonly string[];
  /** True when it does something on a movie. */
  readonly needsMovie: boolean;
  /** Goes on while the key is held down. */
  readonly repeats?: true;
}

function always(group: CommandGroup, ...keys: readonly string[]): CommandSpec {
  return { group, keys, needsMovie: false };
}
function ofMovie(group: CommandGroup, ...keys: readonly string[]): CommandSpec {
  return { group, keys, needsMovie: true };
}
function repeating(group: CommandGroup, ...keys: readonly string[]): CommandSpec {
  return { group, keys, needsMovie: true, repeats: true };
}

/** All commands, in the order in which they are listed. No key is in it twice. */
export const COMMANDS: Readonly<Record<CommandId, CommandSpec>> = {
  open: always("file", "Mod+O"),
  "open-folder": always("file"),
  "open-raw": always("file"),
  "open-recent": always("file", "Mod+Shift+O"),
  "open-sample": always("file"),
  "new-project": ofMovie("file", "Mod+N"),
  "open-project": always("file"),
  "save-project": ofMovie("file", "Mod+S"),
  "save-project-as": ofMovie("file"),
  export: ofMovie("file", "Mod+E"),
  "export-table": ofMovie("file"),
  "save-picture": ofMovie("file", "Mod+Shift+S"),
  "copy-picture": ofMovie("file", "Mod+Shift+C"),

  "play-pause": ofMovie("playback", "Space"),
  "play-forwards": ofMovie("playback", "L"),
  "play-backwards": ofMovie("playback", "J"),
  pause: ofMovie("playback", "K"),
  "next-frame": repeating("playback", "ArrowRight", "."),
  "previous-frame": repeating("playback", "ArrowLeft", ","),
  "ten-forwards": repeating("playback", "Shift+ArrowRight"),
  "ten-back": repeating("playback", "Shift+ArrowLeft"),
  "first-frame": ofMovie("playback", "Home"),
  "last-frame": ofMovie("playback", "End"),
  "go-to": ofMovie("playback", "G"),
  "next-cut": repeating("playback", "Mod+ArrowRight"),
  "previous-cut": repeating("playback", "Mod+ArrowLeft"),
  "mark-cut": ofMovie("playback"),
  "remove-cut": ofMovie("playback"),
  "fastest-frame": ofMovie("playback", "Shift+F"),
  "next-peak": repeating("playback", "Mod+Shift+ArrowRight"),
  "previous-peak": repeating("playback", "Mod+Shift+ArrowLeft"),
  "toggle-bookmark": ofMovie("playback", "B"),
  "name-bookmark": ofMovie("playback", "Shift+B"),
  "next-bookmark": repeating("playback", "N"),
  "previous-bookmark": repeating("playback", "Shift+N"),
  "toggle-loop": ofMovie("playback", "R"),
  "toggle-sound": ofMovie("playback"),
  slower: ofMovie("playback", "["),
  faster: ofMovie("playback", "]"),
  "normal-speed": ofMovie("playback", "Backspace"),

  "mark-start": ofMovie("range", "I"),
  "mark-end": ofMovie("range", "O"),
  "clear-range": ofMovie("range", "X"),

  "toggle-arrows": ofMovie("layers", "A"),
  "toggle-colours": ofMovie("layers", "C"),
  "map-none": ofMovie("layers"),
  "map-direction": ofMovie("layers"),
  "map-speed": ofMovie("layers"),
  "map-divergence": ofMovie("layers"),
  "map-vorticity": ofMovie("layers"),
  "map-shear": ofMovie("layers"),
  "map-reliability": ofMovie("layers"),
  "map-difference": ofMovie("layers"),
  "map-uncertainty": ofMovie("layers"),
  "map-forward-backward": ofMovie("layers"),
  "map-denser": repeating("layers"),
  "map-sheerer": repeating("layers"),
  "toggle-fading": ofMovie("layers"),
  "fit-colours": ofMovie("layers"),
  "lock-colours": ofMovie("layers"),
  "fit-arrows": ofMovie("layers"),
  "lock-arrows": ofMovie("layers"),
  "toggle-streamlines": ofMovie("layers", "S"),
  "toggle-halo": ofMovie("layers"),
  "toggle-legend": ofMovie("layers", "Shift+L"),
  "footage-brighter": repeating("layers"),
  "footage-darker": repeating("layers"),
  "look-dark": ofMovie("layers"),
  "look-bright": ofMovie("layers"),
  "look-print": ofMovie("layers"),
  "levels-fit": ofMovie("layers"),
  "levels-whole": ofMovie("layers"),
  "toggle-onion": ofMovie("layers", "Shift+O"),
  "toggle-split": ofMovie("layers", "Shift+S"),
  "swap-sides": ofMovie("layers", "Shift+X"),
  "compare-moment": ofMovie("layers", "Shift+T"),

  undo: ofMovie("view", "Mod+Z"),
  redo: ofMovie("view", "Mod+Shift+Z", "Mod+Y"),
  reset: ofMovie("view"),
  "zoom-fit": ofMovie("view", "0"),
  "zoom-actual": ofMovie("view", "1"),
  "zoom-in": repeating("view", "+", "="),
  "zoom-out": repeating("view", "-"),
  "toggle-inspector": ofMovie("view", "Mod+I"),
  "show-flow": ofMovie("view"),
  "show-view": ofMovie("view"),
  "show-measure": ofMovie("view"),
  "toggle-cost": ofMovie("view"),
  "toggle-graph": ofMovie("view", "M"),
  "say-rates": ofMovie("view"),
  "picture-only": ofMovie("view", "F"),
  "leave-picture-only": ofMovie("view", "Escape"),
  "full-screen": always("view", "F11"),

  "pin-probe": ofMovie("measure", "P"),
  "pin-fastest": ofMovie("measure", "Shift+M"),
  "clear-probes": ofMovie("measure", "Shift+P"),
  "probe-table": ofMovie("measure"),
  "curves-u": ofMovie("measure"),
  "curves-v": ofMovie("measure"),
  "curves-speed": ofMovie("measure"),
  "tool-probe": ofMovie("measure", "Q"),
  "tool-select": ofMovie("measure", "V"),
  "tool-pan": ofMovie("measure", "H"),
  "tool-line": ofMovie("measure", "D"),
  "tool-rectangle": ofMovie("measure", "U"),
  "tool-ellipse": ofMovie("measure", "E"),
  "tool-polygon": ofMovie("measure", "Y"),
  "tool-mask": ofMovie("measure", "W"),
  "tool-track": ofMovie("measure", "T"),
  "tool-calibrate": ofMovie("measure", "Shift+C"),
  "tool-origin": ofMovie("measure", "Z"),
  "toggle-marks": ofMovie("measure", "Shift+D"),
  "duplicate-mark": ofMovie("measure", "Mod+D"),
  "delete-mark": ofMovie("measure", "Delete"),

  suggest: ofMovie("analysis"),
  "set-reference": ofMovie("analysis"),
  "toggle-all-pixels": ofMovie("analysis"),
  "analysis-run": ofMovie("analysis", "Mod+Shift+A"),
  "analysis-pause": ofMovie("analysis"),
  "analysis-cancel": ofMovie("analysis"),
  "method-fast": ofMovie("analysis"),
  "method-balanced": ofMovie("analysis"),
  "method-accurate": ofMovie("analysis"),
  "method-lucas-kanade": ofMovie("analysis"),
  benchmark: ofMovie("analysis", "Mod+Shift+M"),
  verify: ofMovie("analysis"),
  "judge-by-truth": ofMovie("analysis"),

  palette: always("application", "Mod+K"),
  shortcuts: always("application", "?", "F1"),
  settings: always("application", "Mod+,"),
  "theme-system": always("application"),
  "theme-dark": always("application"),
  "theme-light": always("application"),
  "language-system": always("application"),
  "language-en": always("application"),
  "language-zh-cn": always("application"),
  about: always("application"),
};

export const COMMAND_IDS = Object.keys(COMMANDS) as readonly CommandId[];

export interface MenuSpec {
  readonly title: "file" | "playback" | "view" | "tools" | "help";
  readonly entries: readonly (CommandId | "separator")[];
}

/** The menus that have commands of ours in them. */
export const MENUS: readonly MenuSpec[] = [
  {
    title: "file",
    entries: [
      ...(["open", "open-folder", "open-raw", "open-recent", "open-sample", "separator"] as const),
      ...(["new-project", "open-project", "save-project", "save-project-as", "separator"] as const),
      ...(["export", "export-table", "save-picture", "copy-picture", "separator", "settings"] as const),
    ],
  },
  {
    title: "view",
    entries: [
      ...(["toggle-arrows", "toggle-streamlines", "toggle-colours", "toggle-legend"] as const),
      ...(["toggle-onion", "toggle-split", "separator"] as const),
      ...(["zoom-fit", "zoom-actual", "zoom-in", "zoom-out", "separator"] as const),
      ...(["toggle-inspector", "toggle-graph", "separator", "picture-only", "full-screen"] as const),
    ],
  },
  {
    title: "playback",
    entries: [
      ...(["play-pause", "play-forwards", "play-backwards", "separator"] as const),
      ...(["next-frame", "previous-frame", "first-frame", "last-frame", "go-to"] as const),
      ...(["next-cut", "previous-cut", "mark-cut", "remove-cut", "separator"] as const),
      ...(["fastest-frame", "next-peak", "previous-peak", "separator"] as const),
      ...(["toggle-bookmark", "name-bookmark", "next-bookmark", "previous-bookmark", "separator"] as const),
      ...(["toggle-loop", "toggle-sound", "slower", "faster", "normal-speed", "separator"] as const),
      ...(["mark-start", "mark-end", "clear-range"] as const),
    ],
  },
  {
    title: "tools",
    entries: [
      "palette",
      "separator",
      "pin-probe",
      "clear-probes",
      "separator",
      "analysis-run",
      "suggest",
      "separator",
      "verify",
      "judge-by-truth",
      "separator",
      "benchmark",
      "separator",
      "say-rates",
    ],
  },
  { title: "help", entries: ["shortcuts", "about"] },
];
