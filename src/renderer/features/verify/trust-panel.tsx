import { useId } from "react";
import { openDialog } from "../../stores/dialog-store";
import { useTexts } from "../../texts/use-texts";

/** Ways to find out how far the motion on the screen can be trusted. */
export function TrustPanel() {
  const { verification: texts } = useTexts();
  const titleId = useId();
  return (
    <section className="panel" aria-labelledby={titleId}>
      <h2 className="panel__title" id={titleId} title={texts.panelNote}>
        {texts.panel}
      </h2>
      <div className="probes__actions">
        <button
          type="button"
          className="button button--small"
          title={texts.verifyNote}
          onClick={() => openDialog("verify")}
        >
          {texts.verify}
        </button>
        <button
          type="button"
          className="button button--small"
          title={texts.truthNote}
          onClick={() => openDialog("truth")}
        >
          {texts.truth}
        </button>
      </div>
    </section>
  );
}
