import type { ReactNode } from "react";
import type { MarkedTrack } from "../../../shared/marks/marks";
import { lengthUnit, speedUnit } from "../../../shared/measure/calibration";
import type { MovieInfo } from "../../../shared/movie";
import { NumberInput } from "../../components/number-input";
import { Quantity } from "../../components/quantity";
import { formatNumber } from "../../lib/format";
import { unitName } from "../../lib/unit-name";
import { usePlaybackStore } from "../../stores/playback-store";
import { useViewStore } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";
import { likelyPlace, removeAnchor, setAnchor } from "./track-edits";
import { speedOf, useTrackRows } from "./track-values";

interface SelectedTrackProps {
  readonly movie: MovieInfo;
  readonly track: MarkedTrack;
}

/** What the selected track has in the frame on the screen, and how it is put right there. */
export function SelectedTrack({ movie, track }: SelectedTrackProps) {
  const all = useTexts();
  const texts = all.tracks;
  const frame = usePlaybackStore((state) => state.shownFrame) ?? 0;
  const calibration = useViewStore((state) => state.marks.calibration);
  const rows = useTrackRows(movie, track);
  const row = rows.find((one) => one.frame === frame);
  const place = likelyPlace(track, frame);
  const isSet = track.anchors.some((anchor) => anchor.frame === frame);
  const set = (to: { readonly x?: number; readonly y?: number }): void =>
    setAnchor(track, { frame, ...place, ...to }, `track ${track.id} ${frame}`);
  return (
    <fieldset className="tracks__selected">
      <legend className="tracks__heading">{texts.here(track.name)}</legend>
      <div className="tracks__place" title={texts.placeNote}>
        <NumberInput
          label={texts.placeX(track.name)}
          value={place.x}
          min={0}
          max={movie.width - 1}
          step={0.5}
          takesEffect="when-done"
          onChange={(x) => set({ x })}
        />
        <NumberInput
          label={texts.placeY(track.name)}
          value={place.y}
          min={0}
          max={movie.height - 1}
          step={0.5}
          takesEffect="when-done"
          onChange={(y) => set({ y })}
        />
        <span className="unit">px</span>
        {isSet && track.anchors.length > 1 ? (
          <button
            type="button"
            className="button button--small"
            title={texts.unsetTitle}
            onClick={() => removeAnchor(track, frame)}
          >
            {texts.unset}
          </button>
        ) : (
          <button
            type="button"
            className="button button--small"
            title={texts.setHereTitle}
            disabled={isSet}
            onClick={() => set({})}
          >
            {texts.setHere}
          </button>
        )}
      </div>
      <dl className="tracks__values">
        <Value name={texts.state}>{row === undefined ? texts.notHere : texts.states[row.state]}</Value>
        {row !== undefined && (
          <>
            <Value name={texts.place}>
              <Quantity
                value={{
                  text: `${formatNumber(row.x, 4)}, ${formatNumber(row.y, 4)}`,
                  unit: lengthUnit(calibration),
                }}
              />
            </Value>
            <Value name={texts.speed}>
              <Quantity
                value={{ text: formatNumber(speedOf(row)), unit: unitName(speedUnit(calibration), all) }}
              />
            </Value>
            <Value name={texts.way} title={texts.wayNote}>
              <Quantity value={{ text: formatNumber(row.way), unit: lengthUnit(calibration) }} />
            </Value>
          </>
        )}
      </dl>
    </fieldset>
  );
}

interface ValueProps {
  readonly name: string;
  readonly title?: string;
  readonly children: ReactNode;
}

function Value({ name, title, children }: ValueProps) {
  return (
    <div title={title}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
