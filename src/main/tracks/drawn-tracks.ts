import type { RequestPayload } from "../../shared/ipc";
import type { OpenMovie } from "../movie-service";
import type { DrawnWish, FollowedMovie } from "../tracks-service";

type Request = Pick<RequestPayload<"export:run">, "flow" | "deinterlace" | "overlay" | "tracks">;

/** Which tracks are drawn over what is saved of a movie, and how they are followed; null where none are. */
export function drawnTracks(
  { movie, session }: Pick<OpenMovie, "movie" | "session">,
  { flow, deinterlace, overlay, tracks }: Request,
): readonly [FollowedMovie, DrawnWish] | null {
  if (tracks === null || tracks.tracks.length === 0) return null;
  const { minimumReliability } = overlay;
  return [
    { movie, cutMarks: session.cutMarks },
    { flow, deinterlace, minimumReliability, drawn: tracks },
  ];
}
