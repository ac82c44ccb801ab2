import { LOOKS, type Look, lookOf } from "../../../../shared/overlay/looks";
import { ChoiceField } from "../../../components/choice-field";
import { useViewStore, viewActions } from "../../../stores/view-store";
import { useTexts } from "../../../texts/use-texts";

/** A way of drawing as a whole, for a kind of footage or for paper. */
export function LookField() {
  const { looks } = useTexts();
  const look = useViewStore(({ overlay }) => lookOf(overlay));
  const choices = LOOKS.map((value) => ({ value, label: looks.names[value], title: looks.notes[value] }));
  return (
    <div className="panel">
      <ChoiceField<Look | "own">
        control="look"
        label={looks.title}
        title={look === null ? looks.note : looks.notes[look]}
        choices={look === null ? [{ value: "own" as const, label: looks.own }, ...choices] : choices}
        value={look ?? "own"}
        onChange={(chosen) => {
          if (chosen !== "own") viewActions.setLook(chosen);
        }}
      />
    </div>
  );
}
