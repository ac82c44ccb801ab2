import { create } from "zustand";

/** True once somebody asked for the fields of rates, which ordinary movies do not show. */
export const useRatesStore = create<{ readonly asked: boolean }>()(() => ({ asked: false }));
