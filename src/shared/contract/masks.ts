import { z } from "zod";
import { maskSchema } from "./validation";
import { frameNumber, token } from "./values";

const frame = { token, frame: frameNumber, deinterlace: z.boolean() };

/** Pixels that count nowhere: where they come from. */
export const maskRequests = {
  /** States the pixels that count nowhere, for the pictures that name them; see `PictureRequest.mask`. */
  "mask:use": z.strictObject({ token, mask: maskSchema }),
  /** Asks for a picture with the system's dialog; what is white in it counts nowhere. */
  "mask:from-file": z.strictObject({ token }),
  /** The grey values of a frame, for a preview. */
  "mask:luma": z.strictObject(frame),
  /** The pixels of a frame that are darker, or brighter, than a grey value. */
  "mask:threshold": z.strictObject({ ...frame, limit: z.int().min(0).max(65_535), darker: z.boolean() }),
} as const;

/** Grey values of a frame for a preview: every so many pixels across and down. */
export interface LumaPreview {
  readonly width: number;
  readonly height: number;
  /** As they were recorded. */
  readonly samples: Uint8Array | Uint16Array;
  /** Of the whole frame. */
  readonly least: number;
  readonly most: number;
}

export interface MaskResponses {
  "mask:use": null;
  /** The numbers of `Spans`; null where the person closed the dialog. */
  "mask:from-file": readonly number[] | null;
  "mask:luma": LumaPreview;
  "mask:threshold": readonly number[];
}
