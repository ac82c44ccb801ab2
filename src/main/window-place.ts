import { z } from "zod";

/** Where a window is on the desktop. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const placeSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int(),
  height: z.int(),
  maximised: z.boolean(),
});

/** A window's place as it is remembered. */
export type KeptPlace = z.infer<typeof placeSchema>;

export const USUAL_SIZE = { width: 1440, height: 900 } as const;
export const LEAST_SIZE = { width: 900, height: 600 } as const;
/** So much of the window, and of its title, has to be within reach. */
const REACH = 100;

/**
 * The place to open a window at: where it was, if that is on one of the displays that are there now, and not larger than
 * it. Null leaves the place to the desktop.
 */
export function placeToOpen(kept: unknown, displays: readonly Place[]): KeptPlace | null {
  const parsed = placeSchema.safeParse(kept);
  if (!parsed.success) return null;
  const place = parsed.data;
  const display = displays.find(
    (area) =>
      place.x + REACH <= area.x + area.width &&
      place.x + place.width >= area.x + REACH &&
      place.y >= area.y &&
      place.y + REACH <= area.y + area.height,
  );
  if (!display) return null;
  return {
    ...place,
    width: Math.max(LEAST_SIZE.width, Math.min(place.width, display.width)),
    height: Math.max(LEAST_SIZE.height, Math.min(place.height, display.height)),
  };
}
