import { useEffect, useRef } from "react";
import { colourMapOf } from "../../../shared/colour-maps/colour-map";
import type { ErrorMap } from "../../../shared/verification";
import { useTexts } from "../../texts/use-texts";

/** Colours of the scale, from nothing to the limit. */
const STOPS = 9;

/** The errors of a field as a picture, with its scale. */
export function ErrorPicture({ map }: { readonly map: ErrorMap }) {
  const { verification: texts } = useTexts();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height, rgba, limit } = map;

  useEffect(() => {
    const pixels = new ImageData(new Uint8ClampedArray(rgba), width, height);
    canvas.current?.getContext("2d")?.putImageData(pixels, 0, 0);
  }, [rgba, width, height]);

  return (
    <figure className="error-picture">
      <canvas ref={canvas} width={width} height={height} role="img" aria-label={texts.map} />
      <figcaption>
        {texts.map}
        <span className="error-picture__scale" role="img" aria-label={texts.mapScale(String(limit))}>
          <span>0</span>
          <i style={{ background: gradient() }} />
          <span>{limit} px</span>
        </span>
        <span className="quiet">{texts.unknown}</span>
      </figcaption>
    </figure>
  );
}

function gradient(): string {
  const { colours } = colourMapOf("uncertainty");
  const last = colours.length / 3 - 1;
  const stops = Array.from({ length: STOPS }, (_, k) => {
    const at = 3 * Math.round((k * last) / (STOPS - 1));
    return `rgb(${colours[at]} ${colours[at + 1]} ${colours[at + 2]})`;
  });
  return `linear-gradient(to right, ${stops.join(", ")})`;
}
