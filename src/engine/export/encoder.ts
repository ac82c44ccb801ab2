import type { Writable } from "node:stream";
import { failure, type KinoflowError } from "../../shared/errors";
import type { ColourDescription } from "../../shared/movie";
import { inputFile, QUIET, seconds } from "../ffmpeg/arguments";
import { ToolProcess } from "../ffmpeg/process";
import { matroskaFrameHeader, matroskaHeader } from "../ffmpeg/raw-matroska";
import type { SoundTrack } from "../recording/recording";
import type { Rational } from "../recording/timeline";
import { evenSize, repeatOddEdges } from "./even-frame";

/** What an encoder is told about the video it makes. */
export interface EncoderSettings {
  readonly width: number;
  readonly height: number;
  readonly pixelAspect: number;
  readonly colour: ColourDescription;
  /** The source's time base: the output keeps it, so that no presentation time is rounded. */
  readonly timeBase: Rational;
  /** Presentation time of the first frame in seconds. */
  readonly firstTime: number;
  /** How long the last frame is shown, in seconds. */
  readonly lastDuration: number;
  readonly audio: {
    readonly path: string;
    readonly streams: readonly SoundTrack[];
    /** The stretch of the sound to keep, in seconds from the file's start; null for all of it. */
    readonly range: { readonly start: number; readonly duration: number } | null;
  } | null;
  readonly output: string;
}

/** Codecs that players expect in MP4; any other sound is encoded as AAC. */
const MP4_AUDIO: ReadonlySet<string> = new Set(["aac", "mp3", "ac3", "eac3", "alac"]);

/** ffmpeg's arguments for {@link VideoEncoder}: frames with their times from stdin, sound from the movie. */
export function encodeArguments(settings: EncoderSettings): readonly string[] {
  const { audio, colour, timeBase } = settings;
  return [
    ...QUIET,
    "-y",
    // ffmpeg moves every input to start at 0; this puts the first frame back to its own time.
    "-itsoffset",
    settings.firstTime.toFixed(6),
    "-f",
    "matroska",
    "-i",
    "pipe:0",
    ...(audio ? audioInput(audio) : []),
    "-map",
    "0:v",
    ...(audio ? audioOutput(audio.streams) : []),
    "-vf",
    `setsar=${settings.pixelAspect},setparams=range=${colour.range === "full" ? "pc" : "tv"}`,
    "-c:v",
    "libx264",
    "-preset",
    "veryfast",
    "-crf",
    "18",
    // With B-frames an MP4 needs an edit list, whose duration cuts off the last frames where the frame rate varies.
    "-bf",
    "0",
    "-fps_mode",
    "passthrough",
    "-enc_time_base",
    `${timeBase.numerator}:${timeBase.denominator}`,
    "-video_track_timescale",
    String(timeBase.denominator),
    ...colourTag("-colorspace", colour.matrix),
    ...colourTag("-color_primaries", colour.primaries),
    ...colourTag("-color_trc", colour.transfer),
    "-movflags",
    "+faststart",
    "-f",
    "mp4",
    `file:${settings.output}`,
  ];
}

function audioInput(audio: NonNullable<EncoderSettings["audio"]>): readonly string[] {
  const cut = audio.range ? ["-ss", seconds(audio.range.start), "-t", seconds(audio.range.duration)] : [];
  return [...cut, "-vn", "-sn", "-dn", ...inputFile(audio.path)];
}

function audioOutput(streams: readonly SoundTrack[]): readonly string[] {
  return streams.flatMap(({ stream, codec }, k) => [
    "-map",
    `1:${stream}`,
    ...(MP4_AUDIO.has(codec) ? [`-c:a:${k}`, "copy"] : [`-c:a:${k}`, "aac", `-b:a:${k}`, "192k"]),
  ]);
}

function colourTag(option: string, value: string): readonly string[] {
  return value === "unknown" || value === "reserved" ? [] : [option, value];
}

/** One running ffmpeg that encodes frames to an MP4 file. */
export class VideoEncoder {
  private readonly tool: ToolProcess;
  private readonly stdin: Writable;
  /** H.264 with 4:2:0 chroma has even sizes only: frames of odd size are copied here to grow. */
  private readonly evenFrame: Uint8Array | null;
  private pipeBroken = false;
  private gone = false;
  /**
   * Lets go of the write under way when ffmpeg is gone. One at a time: a reaction to the program's end that every frame left
   * there would be kept until that end.
   */
  private letGo: (() => void) | null = null;

  constructor(
    ffmpeg: string,
    private readonly settings: EncoderSettings,
  ) {
    this.tool = new ToolProcess(ffmpeg, encodeArguments(settings), { stdin: "pipe" });
    this.tool.stdout.resume();
    this.stdin = this.tool.stdin;
    // A broken pipe says only that ffmpeg is gone; why, ffmpeg itself says on stderr.
    this.stdin.on("error", () => {
      this.pipeBroken = true;
    });
    void this.tool.ended.then(() => {
      this.gone = true;
      this.letGo?.();
    });
    const { width, height } = settings;
    this.evenFrame = width % 2 === 1 || height % 2 === 1 ? new Uint8Array(evenSize(width, height)) : null;
    this.stdin.write(matroskaHeader(width + (width % 2), height + (height % 2), settings.lastDuration));
  }

  /**
   * Hands a frame to ffmpeg and resolves when its bytes are no longer needed. One at a time.
   *
   * @param time presentation time in seconds, from the start of the output
   * @throws KinoflowError `disk-full`, `output-unwritable` or `encoder-failed` when ffmpeg is gone.
   */
  async write(frame: Uint8Array, time: number): Promise<void> {
    const { width, height } = this.settings;
    const bytes = this.evenFrame ? repeatOddEdges(frame, width, height, this.evenFrame) : frame;
    const written = !this.gone && (await this.hand(matroskaFrameHeader(time, bytes.length), bytes));
    if (!written || this.pipeBroken) throw await this.failure();
  }

  /** False when ffmpeg dies, which it may do without ever reading the rest: then nothing would ever be written. */
  private async hand(header: Uint8Array, bytes: Uint8Array): Promise<boolean> {
    try {
      return await new Promise<boolean>((resolve) => {
        this.letGo = () => resolve(false);
        // As one piece, for which the system is asked once.
        this.stdin.cork();
        this.stdin.write(header);
        this.stdin.write(bytes, (error) => resolve(!error));
        this.stdin.uncork();
      });
    } finally {
      this.letGo = null;
    }
  }

  /** Completes the file. */
  async finish(): Promise<void> {
    this.stdin.end();
    const exit = await this.tool.ended;
    if (exit.code !== 0) throw await this.failure();
  }

  /** Ends ffmpeg at once; what it has written is worth nothing. */
  async abort(): Promise<void> {
    this.tool.kill();
    await this.tool.ended;
  }

  private async failure(): Promise<KinoflowError> {
    this.tool.kill();
    await this.tool.ended;
    const details = this.tool.errorText;
    if (/No space left on device|Disk quota exceeded|File too large/i.test(details)) {
      return failure("videoDiskFull").withDetails(details);
    }
    const cannotOpen = /Permission denied|Read-only file system|No such file or directory/.test(details);
    if (cannotOpen && details.includes(this.settings.output)) {
      return failure("videoForbidden").withDetails(details);
    }
    return failure("videoStopped").withDetails(details);
  }
}
