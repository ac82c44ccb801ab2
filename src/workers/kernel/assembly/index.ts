/** What the threads call; ../wasm-kernels.ts is its other side. Nothing here allocates, or keeps anything. */

export { barrier } from "./common";
export {
  deepLucasKanade,
  deepLucasKanadeSummary,
  deepScratchBytes,
} from "./deep-lucas-kanade";
export { MAX_WIDTH } from "./dense-lucas-kanade";
export { denseReliability } from "./dense-reliability";
export { denseBytes, denseFlow, denseInit, denseStageMs } from "./dense-pyramidal";
export { forwardBackwardRows } from "./forward-backward";
export { greyRow } from "./grey-levels";
export { lucasKanade, lucasKanadeScratchBytes, lucasKanadeSummary } from "./lucas-kanade";
export { addArrows } from "../../../shared/overlay/assembly/arrows";
export { blendArrows, COVERAGE_WEIGHTS } from "./paint-arrows";
export { SURFACE_NUMBERS } from "./paint-common";
export { blendPicture, mapBytes } from "./paint-pictures";
export {
  bytesOfLevels,
  cellSums,
  countLevels,
  countTile,
  equaliseRow,
  LEVEL_BINS,
  levelsOfBytes,
  levelsOfWords,
  limitLevels,
  relightRow,
  subtractLevels,
  subtractWords,
  wordsOfLevels,
} from "./prepare-levels";
export { boxColumns, boxRows, kernelColumns, kernelRows } from "./prepare-smooth";
export { reducePlane } from "./reduce";
export {
  addRegionRow,
  beginRegion,
  REGION_BINS,
  REGION_BINS_OFFSET,
  REGION_BYTES,
  REGION_FIRST_BIN,
} from "./region-sums";
export {
  beginStatistics,
  countRows,
  mergeStatistics,
  SPEEDS_OFFSET,
  STATISTICS_BYTES,
} from "./statistics";
export { deepVariance, frameVariance } from "./variance";
