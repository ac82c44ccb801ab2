import { failure } from "../../shared/errors";
import type { Track, TrackSeed } from "../../shared/tracks";
import type { FlowPool } from "../../workers/flow-pool";
import type { Recording } from "../recording/recording";
import { type FollowOptions, type FollowWish, followTracks } from "./follow-tracks";
import { GrowingTrack } from "./growing-track";

export interface TracksRequest extends FollowWish {
  /** Between start and end. */
  readonly seeds: readonly TrackSeed[];
}

export type TracksOptions = Pick<FollowOptions, "signal" | "onProgress">;

/**
 * Follows points through a recording by its flow: from the first seed of each track on to the end, and back to the start. Where a track
 * has further seeds it goes on from these, also after it was lost. Across a cut, and over a frame that cannot be decoded, all
 * tracks are lost.
 *
 * @returns a track for each name, in the order of the seeds
 * @throws KinoflowError `invalid-argument` for a seed outside the picture or the range; what {@link followTracks} throws
 */
export async function trackPoints(
  pool: FlowPool,
  movie: Recording,
  { seeds, ...request }: TracksRequest,
  options: TracksOptions = {},
): Promise<readonly Track[]> {
  for (const seed of seeds) checkSeed(seed, movie.info, request);
  const names = [...new Set(seeds.map(({ name }) => name))];
  const growing = names.map((name) => new GrowingTrack(seeds.filter((seed) => seed.name === name)));
  await followTracks(pool, movie, growing, request, options);
  return growing.map(({ path }, at) => ({ name: names[at], points: [...path.points()] }));
}

/** @throws KinoflowError `invalid-argument` for a seed outside the picture or the range */
export function checkSeed(
  { name, frame, x, y }: TrackSeed,
  { width, height }: { readonly width: number; readonly height: number },
  { start, end }: Pick<FollowWish, "start" | "end">,
): void {
  if (!(frame >= start && frame <= end)) throw failure("seedOutsideRange", name, frame, start, end);
  const isInside = x >= -0.5 && x < width - 0.5 && y >= -0.5 && y < height - 0.5;
  if (!isInside) throw failure("seedOutsidePicture", name, x, y, width, height);
}
