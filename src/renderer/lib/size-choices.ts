import { EXPORT_SIDE, type ExportSize, exportSize, type PixelSize } from "../../shared/export-size";
import type { MovieInfo } from "../../shared/movie";
import type { SavingTexts } from "../../shared/texts/saving-en";

/** A size that somebody can choose in a list; "width" waits for a number. */
export type SizeChoice = "movie" | "displayed" | "half" | "double" | "width" | `${number}p`;

type Shape = Pick<MovieInfo, "width" | "height" | "pixelAspect">;

/** Heights that videos usually have. */
const LINES = [2160, 1080, 720] as const;

/** What a choice stands for. */
export function sizeOf(choice: SizeChoice, width: number): ExportSize {
  switch (choice) {
    case "movie":
      return { kind: "movie" };
    case "displayed":
      return { kind: "factor", factor: 1 };
    case "half":
      return { kind: "factor", factor: 0.5 };
    case "double":
      return { kind: "factor", factor: 2 };
    case "width":
      return { kind: "width", pixels: width };
    default:
      return { kind: "shorter", pixels: Number.parseInt(choice, 10) };
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
  const [half, double] = [sizeText("half"), sizeText("double")];
  const others = LINES.map((lines) => ({ lines, size: sizeText(`${lines}p`) })).filter(
    ({ size }) => ![own, displayed, half, double].includes(size),
  );
  return [
    { value: "movie", label: texts.movieSize(own) },
    ...(movie.pixelAspect === 1 || displayed === own
      ? []
      : [{ value: "displayed" as const, label: texts.displayedSize(displayed) }]),
    { value: "half", label: texts.half(half) },
    { value: "double", label: texts.double(double) },
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
