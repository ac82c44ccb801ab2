import { basename } from "node:path";
import { KinoflowError } from "../shared/errors";
import type { Marks } from "../shared/marks/marks";
import { isInPixels } from "../shared/measure/calibration";
import type { RegionShape } from "../shared/measure/region";
import { NEXT_FRAME, type Pairing, pairingOf, takesCamera, withPairing } from "../shared/pairing";
import type { Project, ProjectRecording } from "../shared/project";
import { rawLayoutText } from "../shared/raw-layout";
import { isValidating, type Validation } from "../shared/validation";
import { scalesOf } from "./overlay-options";
import type { KeptByProject, ProjectValues } from "./project-values";
import { type CommandContext, onlyMovie } from "./terminal";

/** The option of a project that says what others do not, for node:util's parseArgs. */
export const PROJECT_OPTION = { project: { type: "string" } } as const;

/** Its lines of `--help`. */
export const PROJECT_OPTION_HELP = `      --project P.kinoflow what no option says is as in this project, saved by the app: method, pairs, units, regions,
                           lines (--line NAME for one of them), mask, camera, checks of vectors, tracks, range,
                           what is drawn; MOVIE may be left out, it is found again`;

/** What a command does, which decides what of a project concerns it. */
type Purpose = "draw" | "measure" | "track";

/** Options as parseArgs gives them. */
type Values = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/**
 * The movie of a command, and its options with what the project of `--project` says where they say nothing. Options that belong
 * together count together: who names regions has no others.
 *
 * @param command its name, for the sentence that asks for a movie
 * @throws KinoflowError `invalid-argument`, and what reading a project throws; `file-missing` where its recording is not found
 */
export async function withProject<V extends { readonly project?: string | undefined }>(
  { values, positionals }: { readonly values: V; readonly positionals: readonly string[] },
  command: string,
  purpose: Purpose,
  context: CommandContext,
): Promise<{ readonly path: string; readonly values: V & ProjectValues }> {
  if (values.project === undefined) return { path: context.path(onlyMovie(positionals, command)), values };
  const projectPath = context.path(values.project);
  // Most calls are without a project, and are not to wait for what reads one.
  const { readProject } = await import("../engine/project/project-file");
  const project = await readProject(projectPath);
  checkLineNames(project.settings.marks, (values as Values).line, basename(projectPath));
  const named = positionals.length === 0 ? null : context.path(onlyMovie(positionals, command));
  const path = await moviePath(project.recording, projectPath, named, context);
  const kept: KeptByProject = {
    flow: withPairing(project.settings.flow, NEXT_FRAME),
    cutMarks: project.settings.cutMarks,
    mask: project.settings.marks.mask,
    view: project.settings,
  };
  return { path, values: { ...values, ...optionsOf(project, values as Values, purpose), kept } };
}

/** Where the recording is: as named, or as the project finds it. Says so where it is another one, or not where it was. */
async function moviePath(
  recording: ProjectRecording,
  projectPath: string,
  named: string | null,
  { say, signal }: CommandContext,
): Promise<string> {
  const { findRecording, isRecording, nameOf } = await import("../engine/project/find-recording");
  const found =
    named === null
      ? await findRecording(recording, projectPath, { signal })
      : { path: named, isInPlace: true, isSame: await isRecording(named, recording) };
  if (found === null) {
    throw new KinoflowError(
      "file-missing",
      `${nameOf(recording)}, the recording of ${basename(projectPath)}, is neither where it was nor beside the project; name it before --project.`,
    );
  }
  if (!found.isSame)
    say(`${basename(found.path)} is another recording than the project was made of, or was changed since.\n`);
  if (!found.isInPlace) say(`The recording was found by its content: ${found.path}\n`);
  return found.path;
}

/** The options that a project stands for, but those that are given. */
function optionsOf({ recording, settings, range }: Project, given: Values, purpose: Purpose): Values {
  const { marks, levels, overlay } = settings;
  const isGiven = (...names: readonly string[]): boolean => names.some((name) => given[name] !== undefined);
  const unless = (names: readonly string[], options: Values): Values => (isGiven(...names) ? {} : options);
  const one = (name: string, value: string | number | null): Values =>
    value === null ? {} : unless([name], { [name]: String(value) });
  // Another method has a threshold of its own, unless a person has chosen one.
  const keepsThreshold = settings.reliabilityThreshold === "chosen" || !isGiven("method");
  // As in the window. Pairs of frames that are asked for here may be refused with it.
  const hasCamera = takesCamera(pairingOf(settings.flow)) || isGiven(...PAIRING_OPTIONS);
  const options: Values = {
    ...one("stream", recording.stream),
    ...one("fps", recording.frameRate),
    ...one("capture-fps", recording.captureRate),
    ...one("order", recording.order),
    ...one("raw", recording.raw && rawLayoutText(recording.raw)),
    ...unless(PAIRING_OPTIONS, pairingOptions(pairingOf(settings.flow))),
    ...one("levels", levels && `${levels.black},${levels.white},${levels.gamma}`),
    ...(settings.deinterlace ? {} : { "no-deinterlace": true }),
    ...one("min-reliability", keepsThreshold ? overlay.minimumReliability : null),
    ...(settings.figurePixels === "all" ? unless(["min-reliability"], { "all-pixels": true }) : {}),
    // Points are followed where they are seen.
    ...(purpose === "track" || !hasCamera ? {} : one("camera", marks.camera)),
    ...unless(["speed-limits", "median-test", "fb-limit", "replace"], validationOptions(marks.validation)),
  };
  // Where points are set, they are followed as far as they go.
  const inRange =
    purpose === "track" || isGiven("start", "end")
      ? {}
      : { ...one("start", range.start), ...one("end", range.end) };
  const { pixel, axes } = marks.calibration;
  // Axes that nobody has placed are those that a command has of itself.
  const arePlaced = !isInPixels({ pixel: null, axes });
  const axesOptions = unless(["y-up", "origin", "turn"], {
    ...(arePlaced ? { "y-up": axes.yUp, origin: axes.origin.join(","), turn: String(axes.turn) } : {}),
  });
  const size = pixel ? `${pixel.value}${pixel.unit}` : null;
  if (purpose === "draw") {
    return { ...options, ...inRange, ...axesOptions, ...drawnScale(given.scale as readonly string[], size) };
  }
  return {
    ...options,
    ...inRange,
    ...axesOptions,
    ...one("scale", size),
    ...unless(["region"], { region: marks.regions.map(({ name, shape }) => `${name}=${shapeText(shape)}`) }),
    line: linesOf(marks, given.line as readonly string[] | undefined),
    ...unless(["at", "grid"], {
      at: marks.tracks.flatMap(({ name, anchors }) =>
        anchors.map(({ x, y, frame }) => `${name}=${x},${y}@${frame}`),
      ),
    }),
  };
}

const PAIRING_OPTIONS = ["step", "pairs", "pulse", "reference", "no-repeats"] as const;

/** Of what is drawn, `--scale` is the length of arrows, too; the size of a pixel goes beside it. */
function drawnScale(given: readonly string[] = [], size: string | null): Values {
  return size === null || scalesOf({ scale: given }).pixel !== undefined ? {} : { scale: [...given, size] };
}

/** The lines of a project, or those that are named or stated. */
function linesOf({ lines }: Marks, given: readonly string[] | undefined): readonly string[] {
  const texts = new Map(
    lines.map(({ name, points }) => [name, `${name}=${points.map((point) => point.join(",")).join(";")}`]),
  );
  return given?.map((text) => texts.get(text) ?? text) ?? [...texts.values()];
}

function validationOptions(validation: Validation): Values {
  if (!isValidating(validation)) return {};
  const { speedLimits, medianTest, forwardBackward, replace } = validation;
  return {
    ...(speedLimits && {
      "speed-limits": [speedLimits.minU, speedLimits.maxU, speedLimits.minV, speedLimits.maxV].join(","),
    }),
    ...(medianTest && {
      "median-test": [medianTest.threshold, medianTest.epsilon, medianTest.neighbourhood].join(","),
    }),
    ...(forwardBackward === null ? {} : { "fb-limit": String(forwardBackward) }),
    ...(replace === "median" ? { replace: true } : {}),
  };
}

/** A `--line` that states no points names a line of the project. */
function checkLineNames({ lines }: Marks, given: Values[string], project: string): void {
  const names = lines.map(({ name }) => name);
  const unknown = Array.isArray(given) && given.find((text) => !text.includes("=") && !names.includes(text));
  if (typeof unknown !== "string") return;
  const known = names.length === 0 ? "no lines" : names.join(", ");
  throw new KinoflowError("invalid-argument", `There is no line ${unknown} in ${project}; it has ${known}.`);
}

function pairingOptions(pairing: Pairing): Values {
  switch (pairing.kind) {
    case "step":
      return { step: String(pairing.step) };
    case "new":
      return { "no-repeats": true };
    case "reference":
      return { reference: String(pairing.frame) };
    case "pairs": {
      const { pulseSeparation } = pairing;
      return { pairs: true, ...(pulseSeparation === null ? {} : { pulse: String(pulseSeparation) }) };
    }
  }
}

/** A shape as `--region` takes it; numbers come back as they are. */
function shapeText(shape: RegionShape): string {
  switch (shape.kind) {
    case "rectangle":
      return `${shape.x},${shape.y},${shape.width},${shape.height}`;
    case "ellipse":
      return `ellipse:${shape.x},${shape.y},${shape.radiusX},${shape.radiusY}`;
    case "polygon":
      return `polygon:${shape.corners.map((corner) => corner.join(",")).join(";")}`;
  }
}
