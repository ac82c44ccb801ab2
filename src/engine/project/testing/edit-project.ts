import { writeSync } from "node:fs";
import { someProject } from "../../../shared/testing/some-project";
import { LatestWrite } from "../latest-write";
import { ProjectFile } from "../project-file";

/**
 * Edits a project until it is ended: the frame at the playhead is the number of the edit. Says on stdout when each was made and when
 * one was kept: `made NUMBER`, `kept NUMBER`.
 */
const file = new ProjectFile(process.argv[2] ?? "");
/** So that a write takes a while: a mask is the largest part of a project. */
const mask = Array.from({ length: 60_000 }, (_, at) => at % 1000);
const EDIT_MS = 7;

function say(what: string, edit: number): void {
  writeSync(1, `${what} ${edit}\n`);
}

const writes = new LatestWrite<number>(async (edit) => {
  const project = someProject({}, {}, { playhead: edit });
  const { marks } = project.settings;
  await file.write({ ...project, settings: { ...project.settings, marks: { ...marks, mask } } });
  say("kept", edit);
});

let edit = 0;
setInterval(() => {
  edit += 1;
  say("made", edit);
  writes.offer(edit);
}, EDIT_MS);
