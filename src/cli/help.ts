import { KYMOGRAPH_QUANTITIES } from "../shared/measure/kymograph";
import { KNOWN_MOTIONS } from "../shared/verification";
import { CALIBRATION_OPTIONS_HELP } from "./calibration-options";
import { CUT_OPTIONS_HELP } from "./cut-options";
import { DRAWN_TRACK_OPTIONS_HELP } from "./drawn-track-options";
import { FIGURE_OPTIONS_HELP } from "./figure-options";
import { FLOW_OPTIONS_HELP } from "./flow-options";
import { LEVELS_OPTION_HELP, LEVELS_WITHOUT_EFFECT_HELP } from "./levels-options";
import { LINE_OPTION_HELP } from "./line-option";
import { OVERLAY_OPTIONS_HELP } from "./overlay-options";
import { PAIRING_OPTIONS_HELP } from "./pairing-options";
import { PROJECT_OPTION_HELP } from "./project-options";
import { FRAME_OPTIONS_HELP, RECORDING_OPTIONS_HELP } from "./recording-options";
import { REGION_OPTIONS_HELP } from "./region-options";
import { TRACK_OPTIONS_HELP } from "./track-options";
import { TREATMENT_OPTIONS_HELP } from "./treatment-options";
import { TRUST_OPTIONS_HELP } from "./trust-options";
import { VALIDATION_OPTIONS_HELP } from "./validation-options";
import { SIZE_OPTION_HELP, VIDEO_OPTIONS_HELP } from "./video-options";

/** The options of commands that compute fields one after the other. */
const MEASURING_HELP = `      --mask PICTURE       what is white in this picture, of the movie's size, counts nowhere
${TREATMENT_OPTIONS_HELP}
${CALIBRATION_OPTIONS_HELP}
${RECORDING_OPTIONS_HELP}
${FLOW_OPTIONS_HELP}
${PAIRING_OPTIONS_HELP}
      --min-reliability N  less reliable vectors do not count
${CUT_OPTIONS_HELP}
${FRAME_OPTIONS_HELP}
${PROJECT_OPTION_HELP}
      --threads N          worker threads (default: one a core)
`;

/** What `--help` prints. */
export const HELP = `Kinoflow: dense Lucas-Kanade optical flow of movies.

  kinoflow probe MOVIE [options]
      What is known of a movie, as JSON. A movie may be pictures too, named by one of them, by their folder or by a
      pattern such as frame%04d.png.

${RECORDING_OPTIONS_HELP}

  kinoflow frames MOVIE --at LIST [--md5] [--values] [options]
      One line a frame: its number and its presentation time in seconds as the file has it, separated by tabs.

      --at LIST            frames in the order wanted: numbers counted from 0 and ranges with both ends, which may
                           run backwards, separated by commas (0,57,20-10), or all
${RECORDING_OPTIONS_HELP}
      --md5                and the MD5 of the frame as it was recorded, after rotation, before deinterlacing and tone
                           mapping: 8-bit YUV as yuv420p, what ffmpeg -fps_mode passthrough -pix_fmt yuv420p
                           -f framemd5 prints for it; grey, RGB and deeper YUV in their own format
      --values             and the MD5 of the grey values that flow is computed of, as rows of 16-bit little-endian
                           numbers

      A frame that cannot be decoded gets its line on stderr; the others follow all the same, and the exit code is 1.

  kinoflow export MOVIE -o OUT.mp4 [options]
      The movie with its flow drawn over it, as H.264 video with the movie's timing and sound.

      --start N, --end N   first and last frame, counted from 0, both included (default: the whole movie)
${VIDEO_OPTIONS_HELP}
${DRAWN_TRACK_OPTIONS_HELP}
${RECORDING_OPTIONS_HELP}
${FLOW_OPTIONS_HELP}
${PAIRING_OPTIONS_HELP}
${OVERLAY_OPTIONS_HELP}
${TREATMENT_OPTIONS_HELP}
${LEVELS_OPTION_HELP}
${CUT_OPTIONS_HELP}
${FRAME_OPTIONS_HELP}
${PROJECT_OPTION_HELP}
      --threads N          worker threads (default: one a core)

      From the last frame before a cut nothing moves to the next one: it gets the legend alone.

  kinoflow picture MOVIE --frame N -o OUT.png [options]
      One frame with its flow drawn over it, in square pixels, as the app saves it.

      --frame N            counted from 0
      and the options of export, but --start, --end and --speed:
${SIZE_OPTION_HELP}
${DRAWN_TRACK_OPTIONS_HELP}
      --no-deinterlace, --threads N, and those of what is measured and drawn

  kinoflow analyze MOVIE --csv OUT.csv [options]
      A table with a row a frame (or a pair): statistics of the flow to the next frame, and what it cost in time and
      memory. Its columns: frame, time and dt in seconds, the flow in px/frame, times in ms, at the end of each row
      which pixels the figures are over, repeated (1 where the next frame shows the same picture) and the frame that
      the flow leads to; empty is what is not known (the last frame has no flow, nor has the last one before a cut,
      whose cut is 1). Regions follow: of NAME NAME_mean_u and _mean_v, _mean_speed, _median_speed, _p95_speed,
      _direction (of the mean, degrees from x towards y), _reliable_share, _vorticity (positive from x towards y),
      _divergence, and _circulation (mean vorticity times area). Lines follow: of NAME NAME_mean_along and
      _mean_across, _flux (mean across it times its length), _mean_speed, _max_speed, _reliable_share. Where vectors
      are checked follows valid_share, the share of the reliable vectors that are valid. With --camera follow camera_u
      and camera_v (velocity of the picture's middle), camera_turn (degrees from x towards y), camera_zoom, camera_x
      and camera_y (the way so far). A table that is not in pixels begins with a comment on its units, and
      OUT.csv.json says them too.
      Always computed afresh; what the app has kept is not used.

      --start N, --end N   first and last frame, counted from 0, both included (default: the whole movie)
${RECORDING_OPTIONS_HELP}
${FLOW_OPTIONS_HELP}
${PAIRING_OPTIONS_HELP}
${FIGURE_OPTIONS_HELP}
${REGION_OPTIONS_HELP}
${LINE_OPTION_HELP}
${TREATMENT_OPTIONS_HELP}
${TRUST_OPTIONS_HELP}
${CALIBRATION_OPTIONS_HELP}
${CUT_OPTIONS_HELP}
${LEVELS_WITHOUT_EFFECT_HELP}
${FRAME_OPTIONS_HELP}
${PROJECT_OPTION_HELP}
      --threads N          worker threads (default: one a core)
      --json               prints a summary as JSON (speeds are means over the frames); then --csv may be left out

  kinoflow tracks MOVIE --at X,Y@FRAME --csv OUT.csv [options]
      Follows points through the movie, forwards and back, by the flow from frame to frame and by how their
      surroundings looked where they were set. A row a frame of each track: track, frame, time, x, y, u and v (to its
      place in the next frame, in px/frame), state: set, ok, unsure (the flow there and back disagree, or it is
      unreliable), or lost, where the track ends. OUT.csv.json says units and how it was made.

${TRACK_OPTIONS_HELP}
      --start N, --end N   frames that tracks stay within, counted from 0, both included (default: the whole movie)
${CALIBRATION_OPTIONS_HELP}
${RECORDING_OPTIONS_HELP}
${FLOW_OPTIONS_HELP}
      --min-reliability N  less reliable motions make a track unsure, as those that a mask covers or that are not valid
      --mask PICTURE       what is white in this picture, of the movie's size, counts nowhere
${VALIDATION_OPTIONS_HELP}
${CUT_OPTIONS_HELP}
${FRAME_OPTIONS_HELP}
${PROJECT_OPTION_HELP}
      --threads N          worker threads (default: one a core)

  kinoflow means MOVIE -o OUT.npz [options]
      The flow over time, pixel by pixel, as NumPy arrays of height x width: u and v (means), std_u and std_v (standard
      deviations), rms (of the fluctuation's length), tke (half of std_u^2 + std_v^2), uv (mean product of the
      fluctuations; times -density: the Reynolds shear stress), max_speed, and count, the vectors that count. Row 0
      is the top of the picture, whichever way y counts. OUT.npz.json, and the array about, say units and how it was
      made.

      --start N, --end N   first and last frame whose flow counts, from 0, both included (default: the whole movie)
${MEASURING_HELP}
  kinoflow fields MOVIE -o PATH --format FORMAT [options]
      The flow of each pair of frames, pixel by pixel. In one file: npz (NumPy: u, v, reliability, valid of frames x
      rows x columns, x, y, time, dt, frame, about), npy (frames x 2 x rows x columns, for memory maps), tecplot
      (.dat, a zone a frame), csv (a line a vector). In a new folder, with a file a frame and about.json: vti (VTK and
      ParaView, with a .pvd that lists the frames), mat (MATLAB and Octave), openpiv (text of six columns, y up), flo
      (Middlebury), kitti (PNG). valid is 1 where a vector is reliable enough, not masked, and passed its checks
      or was replaced. Rows are the picture's from the top, but in vti and tecplot they go the way that y grows. Next
      to a file PATH.json says units and how it was made.

      --every N            every N-th pixel in both directions, the middles of squares of N x N
      --derivatives        vorticity (positive from x towards y) and divergence too
      --start N, --end N   first and last frame whose flow is written, from 0, both included (default: the whole movie)
${MEASURING_HELP}
  kinoflow profile MOVIE --line NAME=X,Y;X,Y --csv OUT.csv [options]
      What moves along a line, and across it, in steps of about a pixel. A row a place of each frame: frame, time,
      distance (along the line), x, y, u, v, along (positive from the first point to the last one), across (positive to
      the left), reliability. What is less reliable than --min-reliability is empty. OUT.csv.json says units and how it
      was made.

${LINE_OPTION_HELP}
      --every N            every how many-th frame of the range (default 1)
      --start N, --end N   first and last frame, counted from 0, both included (default: the whole movie)
${MEASURING_HELP}
  kinoflow kymograph MOVIE --line NAME=X,Y;X,Y -o OUT.png [options]
      A space-time picture: what lies along a line, from left to right, over time, from top to bottom, a row a frame.
      As colours (.png), or as numbers (.npy: float32, rows x columns). OUT.png.json says what rows, columns and
      colours are.

${LINE_OPTION_HELP}
      --of QUANTITY        ${KYMOGRAPH_QUANTITIES.join(" | ")} (default luma: what was recorded)
      --every N            every how many-th frame of the range (default 1)
      --start N, --end N   first and last frame, counted from 0, both included (default: the whole movie)
${MEASURING_HELP}
  kinoflow verify MOVIE [--frame N] [--motion NAME] [--size PX] [options]
      What this method can do on this footage: a frame is moved by a known motion, as much noise as it has is added to
      both, and the flow by the present method and by others is held against the truth: mean, median and 95th
      percentile of the endpoint error, the share above 1 px, and the share within the uncertainty (68 % if that holds
      here).

      --frame N            counted from 0 (default 0)
      --motion NAME        ${KNOWN_MOTIONS.join(" | ")} (default shift)
      --size PX            root mean square of the displacements (default: the 95th percentile of the frame's own
                           speeds)
      --json               prints the figures as JSON
${RECORDING_OPTIONS_HELP}
${FLOW_OPTIONS_HELP}
${PAIRING_OPTIONS_HELP}
${FRAME_OPTIONS_HELP}
      --threads N          worker threads (default: one a core)

  kinoflow flow A B -o OUT.flo [options]
      The flow from image A to image B (of any kind that ffmpeg reads), in a file by its ending: .flo
      (Middlebury), .npy (NumPy, height x width x 2), .png (KITTI: steps of 1/64 px, short of 512 px) or .npz (NumPy:
      u, v, reliability, and flags where vectors are checked: 1 speed limits, 2 median test, 4 forward and backward, 8
      replaced).

${FLOW_OPTIONS_HELP}
${FIGURE_OPTIONS_HELP}
${TREATMENT_OPTIONS_HELP}
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
