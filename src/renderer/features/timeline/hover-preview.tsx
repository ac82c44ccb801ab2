import { type CSSProperties, useEffect, useState } from "react";
import type { MovieInfo } from "../../../shared/movie";
import { formatFrameTime } from "../../lib/format";
import type { TimelineView } from "../../lib/visible-range";
import { useTimelineStore } from "../../stores/timeline-store";
import { useTimeUnit } from "../../stores/use-time-text";
import { useTexts } from "../../texts/use-texts";
import { shareOf } from "./range-handles";
import type { ThumbnailWish } from "./thumbnail-loader";
import { shapeOf, thumbnails, useThumbnails } from "./thumbnails";

/** A pointer that passes by wants no picture. */
const PAUSE_MS = 200;
const HEIGHT = 72;
/** The line below a tall picture has to have room, with a frame of six digits and a time of hours. */
const LEAST_WIDTH = 176;

interface HoverPreviewProps {
  readonly movie: MovieInfo;
  readonly view: TimelineView;
}

/** A small picture of the frame under the pointer, with its number and time, once the pointer rests. */
export function HoverPreview({ movie, view }: HoverPreviewProps) {
  const hovered = useTimelineStore((state) => state.hoveredFrame);
  const [wish, setWish] = useState<ThumbnailWish | null>(null);
  const unit = useTimeUnit();
  const texts = useTexts();
  useThumbnails();

  useEffect(() => {
    setWish(null);
    thumbnails.wish("hover", []);
    if (hovered === null || hovered >= movie.frameCount) return;
    const timer = setTimeout(() => {
      const next = { frame: hovered, tolerance: 0 };
      thumbnails.wish("hover", [next]);
      setWish(next);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [hovered, movie.frameCount]);
  useEffect(() => () => thumbnails.wish("hover", []), []);

  if (wish === null || hovered !== wish.frame) return null;
  const url = thumbnails.urlOf(wish);
  const width = Math.round(HEIGHT * Math.min(shapeOf(movie), 3));
  const style = {
    "--at": shareOf(view, wish.frame),
    "--width": `${Math.max(width, LEAST_WIDTH)}px`,
  } as CSSProperties;
  const name = texts.common.frame(wish.frame);
  return (
    <div className="timeline__preview" style={style} data-testid="hover-preview" aria-hidden="true">
      <div className="timeline__preview-picture" style={{ width, height: HEIGHT }}>
        {url !== null && <img src={url} alt="" />}
      </div>
      <span>{unit === "frames" ? name : `${name} · ${formatFrameTime(unit, wish.frame, movie)}`}</span>
    </div>
  );
}
