import { useId } from "react";
import type { MovieInfo, VideoStreamInfo } from "../../../shared/movie";
import { rawLayoutText } from "../../../shared/raw-layout";
import { request } from "../../api";
import { reportProblem, useMovieStore } from "../../stores/movie-store";
import { useRatesStore } from "../../stores/rates-store";
import { changeLayout } from "../../stores/raw-store";
import { useViewStore, viewActions } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";
import { PictureOrder, Rates } from "./rates";

/** What is special about the movie, and what can be chosen about it. Ordinary movies have nothing here. */
export function MoviePanel({ movie }: { readonly movie: MovieInfo }) {
  const { moviePanel } = useTexts();
  const severalTracks = movie.videoStreams.length > 1;
  const asked = useRatesStore((state) => state.asked);
  const timed = asked || movie.rates.canChoose || movie.rates.captured !== null;
  if (!severalTracks && !movie.interlaced && !movie.highDynamicRange && !timed && !movie.rawLayout)
    return null;
  return (
    <fieldset className="panel">
      <legend className="panel__title">{moviePanel.title}</legend>
      <div className="movie-panel">
        {severalTracks && <VideoTrack movie={movie} />}
        {movie.naming && movie.naming.choices.length > 1 && (
          <PictureOrder movie={movie} naming={movie.naming} />
        )}
        {movie.rawLayout && <RawLayoutRow movie={movie} layout={rawLayoutText(movie.rawLayout)} />}
        {timed && <Rates movie={movie} />}
        {movie.interlaced && <Deinterlace />}
        {movie.highDynamicRange && <p className="quiet">{moviePanel.highDynamicRange}</p>}
      </div>
    </fieldset>
  );
}

function VideoTrack({ movie }: { readonly movie: MovieInfo }) {
  const { moviePanel } = useTexts();
  const id = useId();
  const opening = useMovieStore((state) => state.openingName !== null);
  return (
    <div className="movie-panel__row" data-control="video-track">
      <label htmlFor={id}>{moviePanel.videoTrack}</label>
      <select
        id={id}
        className="select"
        value={movie.stream}
        disabled={opening}
        onChange={(event) => void chooseStream(movie.token, Number(event.currentTarget.value))}
      >
        {movie.videoStreams.map((stream, index) => (
          <option key={stream.stream} value={stream.stream}>
            {trackName(stream, index + 1)}
          </option>
        ))}
      </select>
    </div>
  );
}

/** "2: Behind the goal, 1280 × 720": the number among the video tracks, what the file calls it, its size. */
export function trackName({ label, codec, width, height }: VideoStreamInfo, number: number): string {
  return `${number}: ${label === "" ? codec : label}, ${width} × ${height}`;
}

/** How the frames of a file without a header are read. */
function RawLayoutRow({ movie, layout }: { readonly movie: MovieInfo; readonly layout: string }) {
  const { raw } = useTexts();
  const opening = useMovieStore((state) => state.openingName !== null);
  return (
    <div className="movie-panel__row" data-control="raw-layout" title={raw.changeTitle(layout)}>
      <span>{raw.layout}</span>
      <button
        type="button"
        className="button button--small"
        aria-description={raw.changeTitle(layout)}
        disabled={opening}
        onClick={() => void changeLayout(movie.token)}
      >
        {raw.change}
      </button>
    </div>
  );
}

async function chooseStream(token: string, stream: number): Promise<void> {
  const outcome = await request("movie:choose-stream", { token, stream });
  if (!outcome.ok) reportProblem(outcome.error);
}

function Deinterlace() {
  const { moviePanel } = useTexts();
  const deinterlace = useViewStore((state) => state.deinterlace);
  return (
    <label className="movie-panel__row" data-control="deinterlace" title={moviePanel.deinterlaceTitle}>
      {moviePanel.deinterlace}
      <input
        type="checkbox"
        role="switch"
        aria-checked={deinterlace}
        className="switch"
        checked={deinterlace}
        onChange={(event) => viewActions.setDeinterlace(event.currentTarget.checked)}
      />
    </label>
  );
}
