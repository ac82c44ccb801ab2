import {
  EXPORT_SIDE,
  type ExportSize,
  exportSize,
  type PixelSize,
  readableFactor,
} from "../../shared/export-size";
import type { MovieInfo } from "../../shared/movie";
import type { SavingTexts } from "../../shared/texts/saving-en";

/** A size that somebody can choose in a list; "width" waits for a number. */
export type SizeChoice = "auto" | "movie" | "displayed" | "half" | "width" | `${number}x` | `${number}p`;

type Shape = Pick<MovieInfo, "width" | "height" | "pixelAspect">;

/** Heights that videos usually have. */
const LINES = [2160, 1080, 720] as const;
/** Whole multiples, which larger movies have no use for. */
const MULTIPLES = [2, 3, 4] as const;
const LARGEST_MULTIPLE = 2160;

/** What a choice stands for. */
export function sizeOf(choice: SizeChoice, width: number): ExportSize {
  switch (choice) {
    case "auto":
      return { kind: "auto" };
    case "movie":
      return { kind: "movie" };
    case "displayed":
      return { kind: "factor", factor: 1 };
    case "half":
      return { kind: "factor", factor: 0.5 };
    case "width":
      return { kind: "width", pixels: width };
    default: {
      const number = Number.parseInt(choice, 10);
      return choice.endsWith("x") ? { kind: "factor", factor: number } : { kind: "shorter", pixels: number };
    }
  }
}

/**
 * The choices for a movie, with the sizes that they come to; no two that are the same.
 *
 * @param sizeIn what each comes to: in a video, if nothing else is said
 */
export function sizeChoices(
  movie: Shape,
  texts: SavingTexts,
  sizeIn: (choice: SizeChoice) => PixelSize = (choice) => exportSize(movie, sizeOf(choice, 0)) ?? movie,
): readonly { readonly value: SizeChoice; readonly label: string }[] {
  const sizeText = (choice: SizeChoice): string => sizeName(sizeIn(choice));
  const own = sizeText("movie");
  const displayed = sizeText("displayed");
  const half = sizeText("half");
  const multiples = MULTIPLES.filter((factor) => {
    const { width, height } = sizeIn(`${factor}x`);
    return factor === 2 || Math.min(width, height) <= LARGEST_MULTIPLE;
  }).map((factor) => ({ factor, size: sizeText(`${factor}x`) }));
  const taken = [own, displayed, half, ...multiples.map(({ size }) => size)];
  const others = LINES.map((lines) => ({ lines, size: sizeText(`${lines}p`) })).filter(
    ({ size }) => !taken.includes(size),
  );
  const readable = readableFactor(movie);
  return [
    { value: "auto", label: texts.autoSize(sizeText("auto"), readable) },
    { value: "movie", label: texts.movieSize(own) },
    ...(movie.pixelAspect === 1 || displayed === own
      ? []
      : [{ value: "displayed" as const, label: texts.displayedSize(displayed) }]),
    { value: "half", label: texts.half(half) },
    ...multiples.map(({ factor, size }) => ({
      value: `${factor}x` as const,
      label: texts.times(factor, size),
    })),
    ...others.map(({ lines, size }) => ({ value: `${lines}p` as const, label: texts.lines(lines, size) })),
    { value: "width", label: texts.width },
  ];
}

export function sizeName({ width, height }: PixelSize): string {
  return `${width} × ${height}`;
}

/** A width to begin with for who wants to type one. */
export function widthToStartWith({ width, pixelAspect }: Shape): number {
  return Math.min(Math.max(Math.round(width * pixelAspect), EXPORT_SIDE.min), EXPORT_SIDE.max);
}
