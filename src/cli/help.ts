import { FLOW_METHODS, WINDOW_RADIUS } from "../shared/flow";

/** What `--help` prints. */
export const HELP = `Kinoflow: dense Lucas-Kanade optical flow of movies.

  kinoflow probe MOVIE
      What is known of a movie, as JSON.

  kinoflow export MOVIE -o OUT.mp4 [options]
      The movie with its flow drawn over it, as H.264 video with the movie's timing and sound.

      --start N, --end N   first and last frame, counted from 0, both included (default: the whole movie)
      --method NAME        ${FLOW_METHODS.join(" | ")} (default streaming)
      --window N           window radius in pixels, ${WINDOW_RADIUS.min} to ${WINDOW_RADIUS.max} (default ${WINDOW_RADIUS.default})
      --layer NAME         arrows | colour | both (default arrows)
      --spacing N          distance of the arrows in pixels (default: by the movie's size)
      --scale N            drawn length in pixels for a motion of 1 px/frame (default: by the spacing)
      --min-speed N        motions slower than this, in px/frame, get no arrow (default 0.1)
      --max-speed N        speed of the full colour, in px/frame (default: by the first pair of frames)
      --opacity N          of the colours, 0 to 1 (default 0.75)
      --no-legend          without the wheel and the reference arrow
      --threads N          worker threads (default: one a core)

  kinoflow --version       versions of Kinoflow and of the ffmpeg it uses
  kinoflow --help          this text

Exit codes: 0 done, 1 failed, 2 wrong call, 130 interrupted. Flow is in pixels per frame, x right, y down.
`;
