import { MARK_KINDS, type Mark, type Marks } from "./marks";

/** Colours of marks in the order in which they are given out: apart from each other on dark and on bright pictures, with a dark rim. */
export const MARK_COLOURS = [
  ...["#4fd1ff", "#ffb13b", "#7ee36b", "#ff7fc4"],
  ...["#c6a6ff", "#ffe35c", "#ff7a5c", "#58e0c2"],
] as const;

/** The colour that the fewest marks have; of several the first one. */
export function freeMarkColour(marks: Marks): string {
  const all = MARK_KINDS.flatMap((kind): readonly Mark[] => marks[kind]);
  const uses = (colour: string): number => all.filter((mark) => mark.colour === colour).length;
  return MARK_COLOURS.reduce((best, colour) => (uses(colour) < uses(best) ? colour : best));
}
