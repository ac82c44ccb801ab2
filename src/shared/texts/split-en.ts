/** What is said of two flows beside each other, and of two frames over each other; part of the catalogue in panels-en.ts. */
export const splitEn = {
  compare: "Compare with B",
  compareNote:
    "Shows a second way to compute right of a divider on the picture, of the same two frames and drawn alike; takes the time of both",
  sides: "Side to set",
  names: { a: "A", b: "B" },
  /** The window of a method, where there is little room. */
  radius: (radius: number) => `radius ${radius} px`,
  editNote: (side: string, flow: string) => `Set how side ${side} is computed: now ${flow}`,
  methodOf: { a: "Method A", b: "Method B" },
  moment: "B at another moment",
  momentNote:
    "B keeps showing one frame with its own motion, while A goes through the movie; off, both are of the same frame",
  momentFrame: "Frame of B",
  momentHere: "Set to here",
  momentHereNote: "Has B show the frame that A shows now",
  frameOfB: (frame: number) => `B shows frame ${frame}`,
  momentMark: (frame: number) => `Frame ${frame}, beside the present one as B`,
  swap: "Swap A and B",
  swapNote: "Puts each side in the place of the other",
  noLayer: "No layer is switched on: there is nothing to compare on the picture.",
  divider: "Divider between A and B",
  dividerNote:
    "Drag it, or move it with the arrow keys (with Shift in larger steps), Home and End; double-click puts it in the middle",
  position: (percent: number) => `${percent} % of the picture show A`,
  figures: "A and B",
  flowTime: "Flow time",
  flowTimeNote: "Time to compute the motion of each side; what was paid then, if it came from the cache",
  difference: "Difference",
  differenceNote:
    "Mean length of the difference between the motions of A and B, over the points where both have an arrow",
  stage: {
    label: "B, all of it",
    title: "Motion, reliability, statistics, colours and lines of side B",
  },
  onion: "Next frame over this one",
  onionNote:
    "Blends the next frame in: what rests looks as before, what moves is seen twice, and arrows should lead from the one place to the other",
  onionCovered: "The map hides most of both frames; lower its opacity to see them.",
  onionOpacity: "Next frame’s opacity",
  onionOpacityNote: "0 shows this frame alone, 100 the next one alone",
};

export type SplitTexts = typeof splitEn;
