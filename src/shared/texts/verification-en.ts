import type { JudgedMethod, KnownMotionKind } from "../verification";

/** How far motions can be trusted, in English; part of the catalogue in en.ts. */
export const verificationEn = {
  panel: "Trust",
  panelNote: "How far the motion on the screen may be from the truth",
  verify: "Verify…",
  verifyNote: "Move this frame by a known motion, and see how near the methods come to it",
  truth: "True flow…",
  truthNote: "Hold the motion of this frame against a true one from a file",

  title: "Verify",
  about:
    "Moves the frame on the screen by a known motion, adds as much noise as it has, and holds the motion that is found against the truth: what this method can do on this footage.",
  otherFrame: (shown: number, judged: number) =>
    `Frame ${shown}, on the screen, begins no pair; frame ${judged} is judged in its place.`,
  motion: "Known motion",
  motionNote: "How the frame is moved",
  motions: {
    shift: "Shift",
    turn: "Turn",
    zoom: "Zoom",
    shear: "Shear",
  } satisfies Record<KnownMotionKind, string> as Record<KnownMotionKind, string>,
  likeFrame: "As fast as this frame moves",
  likeFrameNote: "As large as the 95th percentile of the speed that the present method finds in this frame",
  size: "Size",
  sizeNote: "Root mean square of the displacements, in pixels",
  run: "Verify",
  again: "Verify again",
  running: (done: number, total: number) => `Method ${done} of ${total}…`,
  starting: "Moving the frame…",
  label: "Verification",
  method: "Method",
  methods: {
    present: "Present method",
    fast: "Fast",
    balanced: "Balanced",
    accurate: "Accurate",
    "lucas-kanade": "Lucas-Kanade, single scale",
  } satisfies Record<JudgedMethod, string> as Record<JudgedMethod, string>,
  mean: "Mean error",
  median: "Median",
  p95: "95 %",
  p95Note: "95 of 100 errors are no larger",
  aboveOne: "Above 1 px",
  aboveThird: "Above 1/3 px",
  within: "Within uncertainty",
  withinNote:
    "Share of the errors that are no larger than the uncertainty of their vector: 68 % where that holds",
  result: (frame: number, motion: string, size: string, noise: string) =>
    `Endpoint errors in frame ${frame}: ${motion} of ${size} px, noise of ${noise} levels`,
  map: "Endpoint error of the present method",
  mapScale: (limit: string) => `Endpoint error from 0 to ${limit} px`,
  unknown: "Places without a colour leave the frame, or have no known truth.",

  truthTitle: "True flow",
  truthAbout:
    "Holds the motion of the pair on the screen, by the present method, against a true one from a file: .flo (Middlebury), .png (KITTI) or .npy, in pixels from this frame to the one that it is compared with.",
  choose: "Choose a file…",
  chooseOther: "Choose another file…",
  chooseTruth: "Open a true flow",
  truthFiles: "Flow fields",
  judging: "Computing…",
  truthResult: (file: string, first: number, second: number) => `${file}, frames ${first} and ${second}`,
  angle: "Mean angular error",
  angleNote: "Between (u, v, 1) and the true one, after Barron, Fleet and Beauchemin 1994",
  compared: "Pixels compared",
  left: "Pixels left out",
};

/** The shape of this part of the catalogue. */
export type VerificationTexts = typeof verificationEn;
