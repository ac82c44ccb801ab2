import type { MovieInfo } from "../../shared/movie";

/** A movie as main describes it, for tests: two frames, 3840 x 2160, with whatever the test changes about it. */
export function testMovie(changes: Partial<MovieInfo> = {}): MovieInfo {
  return {
    token: "t",
    name: "clip.mp4",
    width: 3840,
    height: 2160,
    pixelAspect: 1,
    rotation: 0,
    frameCount: 2,
    indexComplete: true,
    expectedFrameCount: 2,
    times: [0, 0.04],
    frameRate: 25,
    variableFrameRate: false,
    duration: 0.08,
    rates: { source: "file", canChoose: false, stored: 25, captured: null },
    naming: null,
    layout: "movie",
    codec: "h264",
    pixelFormat: "yuv420p",
    depth: 8,
    grey: false,
    colour: { matrix: "bt709", primaries: "bt709", transfer: "bt709", range: "limited" },
    hasAudio: false,
    videoStreams: [],
    stream: 0,
    interlaced: false,
    highDynamicRange: false,
    notices: [],
    pixelSize: null,
    rawLayout: null,
    isSample: false,
    ...changes,
  };
}
