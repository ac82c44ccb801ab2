import { useEffect, useState } from "react";
import type { ErrorValue } from "../../../shared/errors";
import type { PixelSize } from "../../../shared/export-size";
import type { MovieInfo } from "../../../shared/movie";
import { request } from "../../api";
import { useSession } from "../../session-context";
import { useViewStore } from "../../stores/view-store";
import { type PictureOptions, pictureRequest } from "./picture-options-store";

/** What there is to see of a picture before it is saved. */
export interface Preview {
  /** Address of the picture: the last one while the next one is made. */
  readonly url: string | null;
  readonly making: boolean;
  readonly error: ErrorValue | null;
  /** Size of what the window shows. */
  readonly screen: PixelSize | null;
}

/** The picture that is chosen, made anew whenever something else is chosen. */
export function usePicturePreview(movie: MovieInfo, frame: number, options: PictureOptions): Preview {
  const session = useSession();
  const [url, setUrl] = useState<string | null>(null);
  const [making, setMaking] = useState(true);
  const [error, setError] = useState<ErrorValue | null>(null);
  const [screen, setScreen] = useState<PixelSize | null>(null);
  // Keys change the overlay behind the dialog too.
  const overlay = useViewStore((view) => view.overlay);
  const levels = useViewStore((view) => view.levels);
  const pins = useViewStore((view) => view.pins);

  // biome-ignore lint/correctness/useExhaustiveDependencies: overlay, levels and pins are read where the request is made.
  useEffect(() => {
    let isStale = false;
    setMaking(true);
    const show = (picture: Blob): void => {
      setUrl((before) => {
        if (before !== null) URL.revokeObjectURL(before);
        return URL.createObjectURL(picture);
      });
      setError(null);
    };
    const make = async (): Promise<void> => {
      const snapshot = await session.snapshot(options.probes);
      const bitmap = snapshot && (await createImageBitmap(snapshot));
      if (isStale) return;
      setScreen(bitmap && { width: bitmap.width, height: bitmap.height });
      bitmap?.close();
      if (options.size === "screen") {
        if (snapshot !== null) show(snapshot);
        setMaking(false);
        return;
      }
      const outcome = await request("picture:preview", pictureRequest(movie, frame, options));
      if (isStale) return;
      setMaking(false);
      if (outcome.ok) show(new Blob([new Uint8Array(outcome.value)], { type: "image/png" }));
      else setError(outcome.error);
    };
    void make();
    return () => {
      isStale = true;
    };
  }, [movie.token, frame, options, overlay, levels, pins, session]);

  useEffect(() => () => setUrl((last) => forget(last)), []);
  return { url, making, error, screen };
}

function forget(url: string | null): null {
  if (url !== null) URL.revokeObjectURL(url);
  return null;
}
