import { type CSSProperties, memo, useEffect, useRef } from "react";
import type { MarkedTrack } from "../../../shared/marks/marks";
import type { MovieInfo } from "../../../shared/movie";
import type { Texts } from "../../../shared/texts/texts";
import { IconButton } from "../../components/icon-button";
import { classNames } from "../../lib/class-names";
import { useSession } from "../../session-context";
import { markActions, useMarkSelection } from "../../stores/marks-store";
import { summaryOf, trackPaths, useTracksStore } from "../../stores/tracks-store";
import { useTexts } from "../../texts/use-texts";

interface TrackListProps {
  readonly movie: MovieInfo;
  readonly tracks: readonly MarkedTrack[];
}

/** All tracks with how far they were followed; a hundred of them scroll. */
export function TrackList({ movie, tracks }: TrackListProps) {
  const { tracks: texts } = useTexts();
  return (
    <ul className="presets tracks__list" aria-label={texts.list}>
      {tracks.map((track) => (
        <TrackLine key={track.id} track={track} frameCount={movie.frameCount} />
      ))}
    </ul>
  );
}

interface TrackLineProps {
  readonly track: MarkedTrack;
  readonly frameCount: number;
}

const TrackLine = memo(function TrackLine({ track, frameCount }: TrackLineProps) {
  const { tracks: texts } = useTexts();
  const { player } = useSession();
  const { id, name, colour } = track;
  const selected = useMarkSelection((state) => state.selected === id);
  const state = useTracksStore(() => stateText(track, frameCount, texts));
  const last = useTracksStore(() => lastBeforeLost(track));
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (selected) line.current?.scrollIntoView({ block: "nearest" });
  }, [selected]);
  const label = texts.select(name, state);
  return (
    <li className="presets__row" ref={line}>
      <button
        type="button"
        className={classNames("presets__name", "tracks__name", selected && "presets__name--in-use")}
        style={{ "--mark": colour } as CSSProperties}
        aria-label={label}
        aria-pressed={selected}
        title={label}
        onClick={() => markActions.select(selected ? null : id)}
      >
        {name} <span className="quiet">{state}</span>
      </button>
      {last !== null && (
        <IconButton
          label={texts.goToLost(name, last)}
          icon="warning"
          onPress={() => {
            markActions.select(id);
            player.pause();
            player.seek(last);
          }}
        />
      )}
      <IconButton label={texts.remove(name)} icon="close" onPress={() => markActions.remove(id)} />
    </li>
  );
});

/** The frame at which a track was lost sight of: the last one on, or where there is none, back. */
function lastBeforeLost({ id, anchors }: MarkedTrack): number | null {
  const { lost } = summaryOf(id);
  const set = anchors[0]?.frame ?? 0;
  const onward = lost.find((frame) => frame > set);
  if (onward !== undefined) return onward - 1;
  const back = lost.findLast((frame) => frame < set);
  return back === undefined ? null : back + 1;
}

/** What is to be said of a track in a few words. */
function stateText({ id, anchors }: MarkedTrack, frameCount: number, texts: Texts["tracks"]): string {
  const path = trackPaths.get(id);
  if (path === undefined)
    return anchors.every(({ frame }) => frame >= frameCount) ? texts.outside : texts.waiting;
  const { lost, unsure } = summaryOf(id);
  const last = path.stateAt(path.last) === "lost" ? path.last - 1 : path.last;
  const first = path.stateAt(path.first) === "lost" ? path.first + 1 : path.first;
  return [
    texts.followed(first, last),
    ...(lost.length > 0 ? [texts.lostAt(lost.join(", "))] : []),
    ...(unsure > 0 ? [texts.unsure(unsure)] : []),
  ].join(" · ");
}
