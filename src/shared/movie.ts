/** How ffmpeg describes the colours of a movie; names as ffmpeg prints them, "unknown" where it says nothing. */
export interface ColourDescription {
  readonly matrix: string;
  readonly primaries: string;
  readonly transfer: string;
  readonly range: "limited" | "full";
}

/** What a person sees of an open movie. All sizes are after rotation, in stored pixels. */
export interface MovieInfo {
  /** Names the open movie in every request; meaningless to anybody else. Never a path. */
  readonly token: string;
  /** File name without its folders. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Width of a pixel divided by its height, after rotation; 1 for square pixels. */
  readonly pixelAspect: number;
  /** Clockwise turn in degrees that was applied for display: 0, 90, 180 or 270. */
  readonly rotation: number;
  readonly frameCount: number;
  /** Presentation time of each frame in seconds, from the first frame on (times[0] is 0). */
  readonly times: readonly number[];
  /** Mean frame rate in frames per second. */
  readonly frameRate: number;
  /** True when the durations of the frames differ by more than the rounding of the time base. */
  readonly variableFrameRate: boolean;
  /** Duration in seconds: from the first frame's start to the last frame's end. */
  readonly duration: number;
  readonly codec: string;
  readonly pixelFormat: string;
  readonly colour: ColourDescription;
  readonly hasAudio: boolean;
  /** Things worth knowing that do not stop the work, one sentence each. */
  readonly notices: readonly string[];
  /** True for the built-in sample, whose true motion is known. */
  readonly isSample: boolean;
}
