import { create } from "zustand";

/** Whether the picture has the window to itself. */
export const usePictureOnlyStore = create<{ readonly on: boolean }>()(() => ({ on: false }));

export function setPictureOnly(on: boolean): void {
  usePictureOnlyStore.setState({ on });
}

export function togglePictureOnly(): void {
  setPictureOnly(!usePictureOnlyStore.getState().on);
}
