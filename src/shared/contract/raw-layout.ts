import { z } from "zod";
import { RAW_LIMITS, type RawLayout } from "../raw-layout";

const side = z.int().min(RAW_LIMITS.side.min).max(RAW_LIMITS.side.max);

/** Checks a {@link RawLayout}. */
export const rawLayoutSchema = z.strictObject({
  width: side,
  height: side,
  bits: z.literal([8, 16]),
  depth: z.int().min(RAW_LIMITS.depth.min).max(RAW_LIMITS.depth.max),
  byteOrder: z.enum(["little", "big"]),
  headerBytes: z.int().min(0),
  gapBytes: z.int().min(0),
  framesPerSecond: z.number().positive().max(RAW_LIMITS.framesPerSecond.max).nullable(),
  channels: z.literal([1, 3]),
}) satisfies z.ZodType<RawLayout>;
