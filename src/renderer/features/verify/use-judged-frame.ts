import type { MovieInfo } from "../../../shared/movie";
import { lastFirst, pairingOf } from "../../../shared/pairing";
import { usePlaybackStore } from "../../stores/playback-store";
import { useViewStore } from "../../stores/view-store";

/** Number of the frame on the screen. */
export function useShownFrame(): number {
  return usePlaybackStore((playback) => playback.shownFrame ?? playback.frame);
}

/** The pair on the screen, and how its flow is computed. The last frame begins none; the one before it does. */
export function useJudgedFrame(movie: MovieInfo) {
  const shown = useShownFrame();
  const flow = useViewStore((view) => view.flow);
  const deinterlace = useViewStore((view) => view.deinterlace);
  const frame = Math.max(Math.min(shown, lastFirst(pairingOf(flow), movie.frameCount)), 0);
  return { token: movie.token, frame, flow, deinterlace: movie.interlaced && deinterlace };
}
