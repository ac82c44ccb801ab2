import { MAP_KINDS, type MapKind } from "../../../shared/overlay/settings";
import { ToggleButton } from "../../components/toggle-button";
import { classNames } from "../../lib/class-names";
import { withKeys } from "../../lib/key-names";
import { useViewStore, viewActions } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";

/** What lies over the footage: arrows, lines and one map, in any combination. */
export function LayerBar() {
  const texts = useTexts();
  const { toolbar } = texts.panels;
  const arrows = useViewStore((state) => state.overlay.arrows.visible);
  const streamlines = useViewStore((state) => state.overlay.streamlines.visible);
  const legend = useViewStore((state) => state.overlay.legend);
  return (
    <fieldset className="toggle-group">
      <legend className="visually-hidden">{toolbar.layers}</legend>
      <ToggleButton
        label={toolbar.arrows}
        icon="arrows"
        pressed={arrows}
        title={withKeys(toolbar.arrowsNote, "toggle-arrows", texts)}
        onPress={viewActions.toggleArrows}
      />
      <ToggleButton
        label={toolbar.streamlines}
        icon="streamlines"
        pressed={streamlines}
        title={withKeys(toolbar.streamlinesNote, "toggle-streamlines", texts)}
        onPress={viewActions.toggleStreamlines}
      />
      <MapSelect />
      <ToggleButton
        label={toolbar.legend}
        icon="legend"
        pressed={legend}
        title={withKeys(toolbar.legendNote, "toggle-legend", texts)}
        onPress={viewActions.toggleLegend}
      />
    </fieldset>
  );
}

const NONE = "none";

/** The map that lies under arrows and lines. */
function MapSelect() {
  const texts = useTexts();
  const { toolbar, maps } = texts.panels;
  const shown = useViewStore(({ overlay: { colour } }) => (colour.visible ? colour.kind : null));
  return (
    <select
      data-control="map"
      className={classNames("select select--layer", shown !== null && "select--on")}
      aria-label={toolbar.map}
      title={withKeys(shown === null ? toolbar.noMapNote : maps[shown].note, "toggle-colours", texts)}
      value={shown ?? NONE}
      onChange={(event) => viewActions.chooseMap(mapOf(event.currentTarget.value))}
    >
      <option value={NONE} title={toolbar.noMapNote}>
        {toolbar.noMap}
      </option>
      {MAP_KINDS.map((kind) => (
        <option key={kind} value={kind} title={maps[kind].note}>
          {maps[kind].name}
        </option>
      ))}
    </select>
  );
}

function mapOf(value: string): MapKind | null {
  return MAP_KINDS.find((kind) => kind === value) ?? null;
}
