import { create } from "zustand";

/** The dialog in front of the window. */
export type DialogName =
  | "benchmark"
  | "bookmark"
  | "calibrate"
  | "export"
  | "go-to"
  | "mask"
  | "palette"
  | "probe-table"
  | "picture"
  | "raw"
  | "recent"
  | "settings"
  | "shortcuts"
  | "table"
  | "track-grid"
  | "track-table"
  | "truth"
  | "verify";

export const useDialogStore = create<{ readonly open: DialogName | null }>()(() => ({ open: null }));

export function openDialog(name: DialogName): void {
  useDialogStore.setState({ open: name });
}

export function closeDialog(): void {
  useDialogStore.setState({ open: null });
}
