/** Formats of ffmpeg's that are a coded stream without a container: nothing in them says when a frame is shown. */
const RAW_FORMATS: ReadonlySet<string> = new Set(
  "apv avs avs2 avs3 cavsvideo dirac dnxhd evc h261 h263 h264 hevc m4v mjpeg mpegvideo obu vc1 vvc".split(
    " ",
  ),
);
/** What ffmpeg assumes of them. */
const ASSUMED_RATE = 25;
/** Another rate than that. */
const OTHER_RATE = 50;

/** True for a coded stream without a container, by the name that ffprobe has for its format. */
export function isRawStream(format: string): boolean {
  return RAW_FORMATS.has(format);
}

/** What ffprobe is asked in addition, to find out whether the rate that it tells is only assumed: whether it tells what it is told. */
export const TELL_OTHER_RATE: readonly string[] = ["-framerate", String(OTHER_RATE)];

/**
 * True where a rate is nothing but assumed.
 *
 * @param rate that ffprobe tells
 * @param otherRate that it tells where it is told another one; asked for only where it matters
 */
export async function isAssumed(
  rate: number | null,
  otherRate: () => Promise<number | null>,
): Promise<boolean> {
  if (rate === null) return true;
  return rate === ASSUMED_RATE && (await otherRate()) === OTHER_RATE;
}
