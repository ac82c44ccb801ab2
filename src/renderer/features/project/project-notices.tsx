import type { EventPayloads } from "../../../shared/ipc";
import { NoticeBar } from "../../components/notice-bar";
import { projectActions } from "../../project/follow-project";
import { projectNotes, useProjectStore } from "../../stores/project-store";
import { useErrorText, useLanguageStore, useTexts } from "../../texts/use-texts";

/** What there is to say of projects: which one was not opened, what is left of an app that was ended, how one was opened. */
export function ProjectNotices() {
  const { project } = useTexts();
  const { refused, recoverable, notices } = useProjectStore();
  return (
    <>
      {refused !== null && <Refusal refused={refused} />}
      {recoverable !== null && <Recoverable left={recoverable} />}
      {notices.map((notice) => (
        <NoticeBar
          key={notice}
          kind="information"
          subject={null}
          message={project.notices[notice]}
          onDismiss={() => projectNotes.dismiss(notice)}
        />
      ))}
    </>
  );
}

function Refusal({ refused }: { readonly refused: EventPayloads["project:refused"] }) {
  const { project } = useTexts();
  const { sentence, details } = useErrorText(refused.error);
  const { remedy } = refused;
  return (
    <NoticeBar
      kind="problem"
      // Other failures do not name what they are about.
      subject={refused.error.said?.name.startsWith("project") ? null : refused.name}
      message={sentence}
      details={details}
      action={
        remedy !== null && (
          <button
            type="button"
            className="button button--small"
            onClick={() =>
              projectActions.ask(remedy === "locate" ? "project:locate" : "project:open-last-good")
            }
          >
            {remedy === "locate" ? project.locate : project.openLastGood}
          </button>
        )
      }
      onDismiss={projectNotes.dismissRefusal}
    />
  );
}

function Recoverable({ left }: { readonly left: EventPayloads["project:recoverable"] }) {
  const { project } = useTexts();
  const language = useLanguageStore((state) => state.language);
  const when = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(left.at);
  return (
    <NoticeBar
      kind="information"
      subject={null}
      message={project.recoverable(left.name, when)}
      action={
        <>
          <button
            type="button"
            className="button button--small"
            onClick={() => void projectActions.recover(true)}
          >
            {project.restore}
          </button>
          <button
            type="button"
            className="button button--small"
            onClick={() => void projectActions.recover(false)}
          >
            {project.forget}
          </button>
        </>
      }
    />
  );
}
