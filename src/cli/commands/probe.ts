import { parseArgs } from "node:util";
import { locateFfmpeg } from "../../engine/ffmpeg/locate";
import { openRecording } from "../../engine/recordings/open-recording";
import { noticeInEnglish } from "../../shared/movie";
import { RECORDING_OPTIONS, readRecordingOptions } from "../recording-options";
import { type CommandContext, onlyMovie, parseOrExplain } from "../terminal";

/** Prints what is known of a movie as JSON. */
export async function probeCommand(args: readonly string[], context: CommandContext): Promise<number> {
  const { values, positionals } = parseOrExplain(() =>
    parseArgs({ args: [...args], allowPositionals: true, options: RECORDING_OPTIONS }),
  );
  const path = context.path(onlyMovie(positionals, "probe"));
  const { signal } = context;
  const options = { signal, ...readRecordingOptions(values) };
  const movie = await openRecording(await locateFfmpeg(), path, options);
  const { info, timeline } = movie;
  const description = {
    path,
    width: info.width,
    height: info.height,
    rotation: info.rotation,
    pixelAspect: info.pixelAspect,
    frameCount: info.frameCount,
    frameRate: info.frameRate,
    variableFrameRate: info.variableFrameRate,
    duration: info.duration,
    rates: info.rates,
    layout: info.layout,
    ...(info.naming && {
      order: info.naming.rule,
      orders: Object.fromEntries(info.naming.choices.map(({ id, says }) => [id, noticeInEnglish(says)])),
    }),
    timeBase: `${timeline.timeBase.numerator}/${timeline.timeBase.denominator}`,
    firstTimestamp: timeline.ticks[0],
    codec: info.codec,
    pixelFormat: info.pixelFormat,
    bitDepth: info.depth,
    grey: info.grey,
    colour: info.colour,
    audio: (movie.sound?.tracks ?? []).map(({ codec }) => codec),
    notices: info.notices.map(noticeInEnglish),
  };
  context.out(`${JSON.stringify(description, null, 2)}\n`);
  return 0;
}
