import { RELIABILITY_THRESHOLD } from "../shared/flow";
import { FLOW_OPTIONS_HELP } from "./flow-options";

/** What `--help` prints. */
export const HELP = `Kinoflow: dense Lucas-Kanade optical flow of movies.

  kinoflow probe MOVIE
      What is known of a movie, as JSON.

  kinoflow export MOVIE -o OUT.mp4 [options]
      The movie with its flow drawn over it, as H.264 video with the movie's timing and sound.

      --start N, --end N   first and last frame, counted from 0, both included (default: the whole movie)
${FLOW_OPTIONS_HELP}
      --layer NAME         arrows | colour | both (default arrows)
      --spacing N          distance of the arrows in pixels (default: by the movie's size)
      --scale N            drawn length in pixels for a motion of 1 px/frame (default: by the spacing)
      --min-speed N        motions slower than this, in px/frame, get no arrow (default 0.1)
      --min-reliability N  motions less reliable than this are not shown, ${RELIABILITY_THRESHOLD.min} to ${RELIABILITY_THRESHOLD.max} (default ${RELIABILITY_THRESHOLD.default})
      --max-speed N        speed of the full colour, in px/frame (default: by the first pair of frames)
      --opacity N          of the colours, 0 to 1 (default 0.75)
      --no-legend          without the wheel and the reference arrow
      --threads N          worker threads (default: one a core)

  kinoflow flow A B -o OUT.flo [options]
      The flow from image A to image B (of any kind that ffmpeg reads), in a file by its ending: .flo
      (Middlebury), .npy (NumPy, height x width x 2) or .png (KITTI: steps of 1/64 px, short of 512 px).

${FLOW_OPTIONS_HELP}
      --reliability R.png  also writes how reliable each motion is, as grey values: 255 times 0 to 1
      --threads N          threads that share the pair (default: one a core)
      --repeat N           computes it N times, after once to warm up, for its time (default 1)
      --json               prints parameters, time, memory and a summary as JSON; then -o may be left out

  kinoflow evaluate FLOW TRUTH [--json]
      How far a flow file is from the true one: endpoint and angular error (mean, median, and the shares above
      1 and 3 px or degrees). Pixels that are unknown in one of them are left out.

  kinoflow --version       versions of Kinoflow and of the ffmpeg it uses
  kinoflow --help          this text

Exit codes: 0 done, 1 failed, 2 wrong call, 130 interrupted. Flow is in pixels per frame, x right, y down.
`;
