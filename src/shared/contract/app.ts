import { z } from "zod";
import type { CommandId } from "../commands";
import { MOST_PRESETS, type ViewPreset } from "../presets";
import type { RecentMovie } from "../recent";
import { type Settings, settingsChangeSchema } from "../settings";
import { viewPresetSchema } from "./overlay";

/** The app itself: window, settings, recent movies, presets, leaving. */
export const appRequests = {
  /** The window is ready for events; main then opens what the command line or the desktop named. */
  "app:ready": z.undefined(),
  "app:info": z.undefined(),
  /** Shows the About box. */
  "app:about": z.undefined(),
  "window:toggle-full-screen": z.undefined(),
  /** Gives the picture all of the screen, or gives back what there was before. */
  "window:picture-only": z.strictObject({ on: z.boolean() }),
  "settings:get": z.undefined(),
  "settings:set": settingsChangeSchema,
  /** Asks for a program with the system's dialog, and keeps it when it is an ffmpeg. */
  "settings:choose-ffmpeg": z.undefined(),
  "settings:forget-ffmpeg": z.undefined(),
  "recent:list": z.undefined(),
  "recent:open": z.strictObject({ id: z.string().min(1).max(64) }),
  "recent:remove": z.strictObject({ id: z.string().min(1).max(64) }),
  "recent:clear": z.undefined(),
  "presets:list": z.undefined(),
  /** Replaces all presets of the person's own. */
  "presets:keep": z.strictObject({ presets: z.array(viewPresetSchema).max(MOST_PRESETS).readonly() }),
  /** Answers `leave:asked`: whether to leave all the same. */
  "leave:answer": z.strictObject({ leave: z.boolean() }),
} as const;

export interface AppResponses {
  "app:ready": null;
  "app:info": AppInfo;
  "app:about": null;
  "window:toggle-full-screen": null;
  "window:picture-only": null;
  "settings:get": Settings;
  /** The settings as they are kept now. */
  "settings:set": Settings;
  /** Null when the person closed the dialog without choosing. */
  "settings:choose-ffmpeg": Settings | null;
  "settings:forget-ffmpeg": Settings;
  "recent:list": readonly RecentMovie[];
  "recent:open": null;
  /** What is left. */
  "recent:remove": readonly RecentMovie[];
  "recent:clear": readonly RecentMovie[];
  "presets:list": readonly ViewPreset[];
  /** As they are kept now. */
  "presets:keep": readonly ViewPreset[];
  "leave:answer": null;
}

export interface AppEvents {
  "settings:changed": Settings;
  /** Somebody wants to leave while an export is under way; main waits for `leave:answer`. */
  "leave:asked": { readonly kind: LeaveKind };
  /** A menu item or its key was chosen. */
  "menu:command": CommandId;
}

/** Ways to leave: closing the window, or quitting. */
export type LeaveKind = "close" | "quit";

export interface AppInfo {
  readonly version: string;
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
  readonly platform: string;
  /** Null when ffmpeg was not found; nothing can be opened then. */
  readonly ffmpeg: { readonly version: string; readonly source: string; readonly path: string } | null;
}
