import { type CSSProperties, useEffect, useRef } from "react";
import type { MovieInfo } from "../../../shared/movie";
import { formatTime } from "../../lib/format";
import { markedRange } from "../../playback/marks";
import { useSession } from "../../session-context";
import { usePlaybackStore } from "../../stores/playback-store";
import { WINDOW_KEYS_ATTRIBUTE } from "../keyboard/use-keys";

/** The whole movie as a slider, with the marked range on it. Dragging scrubs. */
export function Timeline({ movie }: { readonly movie: MovieInfo }) {
  const { player } = useSession();
  const slider = useRef<HTMLInputElement>(null);
  const marks = usePlaybackStore((state) => state.marks);
  const range = markedRange(marks, movie.frameCount);
  const last = Math.max(movie.frameCount - 1, 1);

  // The position is written past React: it changes with every animation frame, and a controlled slider
  // would be set back under the dragging hand until the store has heard of the new place.
  useEffect(() => {
    const show = (frame: number): void => {
      const element = slider.current;
      if (element === null) return;
      element.value = String(frame);
      element.setAttribute("aria-valuetext", `Frame ${frame}, ${formatTime(movie.times[frame] ?? 0)}`);
    };
    show(usePlaybackStore.getState().frame);
    return usePlaybackStore.subscribe((state, before) => {
      if (state.frame !== before.frame) show(state.frame);
    });
  }, [movie]);

  const rangeStyle =
    range === null
      ? undefined
      : ({ "--start": range.start / last, "--end": range.end / last } as CSSProperties);
  return (
    <div className="timeline">
      <div className="timeline__track" aria-hidden="true" />
      {range !== null && <div className="timeline__range" style={rangeStyle} aria-hidden="true" />}
      <input
        ref={slider}
        type="range"
        className="timeline__slider"
        aria-label="Timeline"
        {...{ [WINDOW_KEYS_ATTRIBUTE]: "" }}
        min={0}
        max={last}
        step={1}
        defaultValue={0}
        onChange={(event) => player.seek(event.currentTarget.valueAsNumber)}
      />
    </div>
  );
}
