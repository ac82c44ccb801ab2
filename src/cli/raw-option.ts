import { checkRawLayout } from "../engine/recordings/raw/check-layout";
import { KinoflowError } from "../shared/errors";
import type { RawLayout } from "../shared/raw-layout";

/** What may follow the size, and what holds where it does not. */
const FIELDS = { bits: "8", header: "0", gap: "0", order: "little", fps: null, channels: "1" } as const;

/**
 * Reads `--raw`: WIDTHxHEIGHT, then fields such as `bits=12`, separated by commas. Samples of more than 8 bits take two bytes.
 *
 * @throws KinoflowError `invalid-argument`, with one sentence
 */
export function rawOption(text: string): RawLayout {
  const [size = "", ...parts] = text.split(",").map((part) => part.trim());
  const sides = /^(\d+)x(\d+)$/i.exec(size);
  if (!sides) throw wrong(`begins with WIDTHxHEIGHT, such as 640x480, not "${size}"`);
  const fields = readFields(parts);
  if (fields.order !== "little" && fields.order !== "big") throw wrong("has order=little or order=big");
  const depth = numberOf("bits", fields.bits);
  const channels = numberOf("channels", fields.channels);
  if (channels !== 1 && channels !== 3) throw wrong("has channels=1 (grey) or channels=3 (red, green, blue)");
  const layout: RawLayout = {
    ...{ width: Number(sides[1]), height: Number(sides[2]), channels, byteOrder: fields.order },
    ...{ bits: depth > 8 ? 16 : 8, depth },
    ...{ headerBytes: numberOf("header", fields.header), gapBytes: numberOf("gap", fields.gap) },
    framesPerSecond: fields.fps === null ? null : numberOf("fps", fields.fps),
  };
  checkRawLayout(layout);
  return layout;
}

type Fields = Record<Exclude<keyof typeof FIELDS, "fps">, string> & { fps: string | null };

function readFields(parts: readonly string[]): Fields {
  const fields: Fields = { ...FIELDS };
  for (const part of parts) {
    const [name = "", value = "", ...more] = part.split("=");
    if (!isField(name) || value === "" || more.length > 0) {
      throw wrong(`knows ${Object.keys(FIELDS).join("=, ")}=, not "${part}"`);
    }
    fields[name] = value;
  }
  return fields;
}

function isField(name: string): name is keyof typeof FIELDS {
  return Object.hasOwn(FIELDS, name);
}

function numberOf(name: keyof typeof FIELDS, text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value)) throw wrong(`has a number after ${name}=, not "${text}"`);
  return value;
}

function wrong(what: string): KinoflowError {
  return new KinoflowError("invalid-argument", `--raw ${what}; --help shows how.`);
}
