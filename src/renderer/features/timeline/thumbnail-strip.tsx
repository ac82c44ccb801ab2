import { useEffect, useMemo, useRef, useState } from "react";
import type { MovieInfo } from "../../../shared/movie";
import type { TimelineView } from "../../lib/visible-range";
import { frameScale } from "./frame-scale";
import { SLIDER_INSET } from "./layout";
import { thumbnailPlaces } from "./thumbnail-places";
import { shapeOf, thumbnails, useThumbnails } from "./thumbnails";
import type { PlacedTrack } from "./tracks/track";

/** While a wheel turns, the pictures of where it passes by are of no use. */
const SETTLED_MS = 150;

interface ThumbnailStripProps {
  readonly placed: PlacedTrack;
  readonly movie: MovieInfo;
  readonly view: TimelineView;
}

/** Small pictures of the part of the movie that is seen, each beginning at its frame. */
export function ThumbnailStrip({ placed: { top, height }, movie, view }: ThumbnailStripProps) {
  const strip = useRef<HTMLDivElement>(null);
  const [stripWidth, setStripWidth] = useState(0);
  const width = Math.round(height * shapeOf(movie));
  useThumbnails();

  useEffect(() => {
    const element = strip.current;
    if (element === null) return;
    const fit = new ResizeObserver(() => setStripWidth(element.clientWidth));
    fit.observe(element);
    return () => fit.disconnect();
  }, []);

  const { step, places } = useMemo(
    () => thumbnailPlaces(frameScale(view, stripWidth, SLIDER_INSET), width + 1, movie.frameCount),
    [view, stripWidth, width, movie.frameCount],
  );
  const wishes = useMemo(
    () => places.map(({ frame }) => ({ frame, tolerance: Math.floor(step / 2) })),
    [places, step],
  );
  useEffect(() => {
    const timer = setTimeout(() => thumbnails.wish("strip", wishes), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [wishes]);
  useEffect(() => () => thumbnails.wish("strip", []), []);

  return (
    <div ref={strip} className="timeline__thumbnails" style={{ top, height }} aria-hidden="true">
      {places.map(({ frame, x }, place) => {
        const url = thumbnails.urlOf(wishes[place] ?? { frame, tolerance: 0 });
        return (
          url !== null && (
            <img
              key={frame}
              className="timeline__thumbnail"
              src={url}
              alt=""
              style={{ left: x, width, height }}
            />
          )
        );
      })}
    </div>
  );
}
