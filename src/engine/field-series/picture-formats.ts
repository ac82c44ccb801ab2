import type { FfmpegTools } from "../ffmpeg/locate";
import { encodeFlo } from "../field-io/flo";
import { kittiFromField } from "../field-io/kitti";
import { encodePng } from "../field-io/pictures";
import type { FrameFormat } from "./folder-series";

/** Middlebury's `.flo` a frame: pixels, y down. */
export const FLO_FORMAT: FrameFormat = {
  ending: ".flo",
  encode: ({ u, v }, { grid }) => encodeFlo({ width: grid.columns.length, height: grid.rows.length, u, v }),
};

/** KITTI's PNG a frame: pixels in steps of 1/64, y down; "valid" where the vector is reliable enough. */
export function kittiFormat(tools: FfmpegTools, signal?: AbortSignal): FrameFormat {
  return {
    ending: ".png",
    encode: ({ u, v, valid }, { grid }) => {
      const [width, height] = [grid.columns.length, grid.rows.length];
      const known = u.map((value, at) => (valid[at] === 1 ? value : Number.NaN));
      const pixels = kittiFromField({ width, height, u: known, v });
      return encodePng(tools, { width, height, pixels }, "rgb48be", signal);
    },
  };
}
