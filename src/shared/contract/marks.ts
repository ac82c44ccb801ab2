import { z } from "zod";
import { MARK_NAME, type Marks, MOST_MARKS, MOST_POINTS, NO_MARKS, NOTE_LENGTH } from "../marks/marks";
import { CAMERA_MODELS } from "../measure/camera-motion";
import { LENGTH_UNITS } from "../measure/length";
import { NO_VALIDATION } from "../validation";
import { maskSchema, validationSchema } from "./validation";
import { frameNumber, token } from "./values";

/** A place somewhere on a picture, or not too far beside it. */
const coordinate = z.number().min(-1e6).max(1e6);
const extent = z.number().positive().max(1e6);
const point = z.tuple([coordinate, coordinate]).readonly();
export const linePointsSchema = z.array(point).min(2).max(MOST_POINTS).readonly();
const mark = {
  id: z.string().min(1).max(64),
  name: z.string().regex(MARK_NAME),
  colour: z.string().regex(/^#[0-9a-f]{6}$/),
  note: z.string().max(NOTE_LENGTH),
  hidden: z.boolean().optional(),
};

/** Checks a {@link RegionShape}. */
export const shapeSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("rectangle"),
    x: coordinate,
    y: coordinate,
    width: extent,
    height: extent,
  }),
  z.strictObject({
    kind: z.literal("ellipse"),
    x: coordinate,
    y: coordinate,
    radiusX: extent,
    radiusY: extent,
  }),
  z.strictObject({ kind: z.literal("polygon"), corners: z.array(point).min(3).max(MOST_POINTS).readonly() }),
]);

/** Checks what `maskName` says. */
export const maskNameSchema = z.string().max(64);

const length = z.strictObject({ value: z.number().positive().max(1e12), unit: z.enum(LENGTH_UNITS) });

export const calibrationSchema = z.strictObject({
  pixel: length.nullable(),
  axes: z.strictObject({ origin: point, turn: z.number().min(-360).max(360), yUp: z.boolean() }),
});

/** Checks {@link Marks}: what was left out is as nobody had touched it. */
export const marksSchema = z.strictObject({
  calibration: calibrationSchema.default(NO_MARKS.calibration),
  pixelAside: length.nullable().optional(),
  regions: z
    .array(z.strictObject({ ...mark, shape: shapeSchema }))
    .max(MOST_MARKS.regions)
    .readonly()
    .default([]),
  lines: z
    .array(z.strictObject({ ...mark, points: linePointsSchema }))
    .max(MOST_MARKS.lines)
    .readonly()
    .default([]),
  tracks: z
    .array(
      z.strictObject({
        ...mark,
        anchors: z
          .array(z.strictObject({ frame: frameNumber, x: coordinate, y: coordinate }))
          .min(1)
          .max(MOST_POINTS)
          .readonly(),
      }),
    )
    .max(MOST_MARKS.tracks)
    .readonly()
    .default([]),
  mask: maskSchema.default([]),
  camera: z.enum(CAMERA_MODELS).nullable().default(null),
  validation: validationSchema.default(NO_VALIDATION),
}) satisfies z.ZodType<Marks>;

/** What is laid over a recording to measure it. */
export const marksRequests = {
  "marks:read": z.strictObject({ token }),
  /** Keeps these marks with the recording, in place of all others. */
  "marks:keep": z.strictObject({ token, marks: marksSchema }),
} as const;

export interface MarksResponses {
  "marks:read": Marks;
  "marks:keep": null;
}
