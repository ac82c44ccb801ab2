/**
 * Takes the timing out of a raw H.264 stream of the baseline profile, as cameras write it that say no rate: their sequence parameter
 * sets (ISO/IEC 14496-10, 7.3.2.1 and E.1.1) have none.
 */
export function withoutTiming(stream: Buffer): Buffer {
  const starts: number[] = [];
  for (let at = stream.indexOf("\0\0\x01", 0, "latin1"); at >= 0; ) {
    starts.push(at + 3);
    at = stream.indexOf("\0\0\x01", at + 3, "latin1");
  }
  const units = starts.map((start, k) => stream.subarray(start, (starts[k + 1] ?? stream.length + 3) - 3));
  return Buffer.concat(
    units.flatMap((unit) => [
      Buffer.from([0, 0, 0, 1]),
      (unit[0] & 31) === 7 ? withoutTimingInfo(trimmed(unit)) : trimmed(unit),
    ]),
  );
}

/** A unit without the zeros behind it, which belong to the next start code. */
function trimmed(unit: Buffer): Buffer {
  let end = unit.length;
  while (end > 0 && unit[end - 1] === 0) end--;
  return unit.subarray(0, end);
}

const TIMING_BITS = 65;

function withoutTimingInfo(unit: Buffer): Buffer {
  const plain = Buffer.from(unit.toString("latin1").replaceAll("\0\0\x03", "\0\0"), "latin1");
  const bits = [...plain.subarray(1)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const at = timingFlag(bits);
  if (bits[at] !== "1") throw new Error("The stream has no timing.");
  const rest = `${bits.slice(0, at)}0${bits.slice(at + TIMING_BITS)}`.replace(/0*$/, "");
  const bytes = rest.padEnd(Math.ceil(rest.length / 8) * 8, "0").match(/.{8}/g) ?? [];
  const payload = Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
  return Buffer.concat([unit.subarray(0, 1), escaped(payload)]);
}

/** With a 3 wherever two zeros would make what follows look like the start of a unit. */
function escaped(payload: Buffer): Buffer {
  const out: number[] = [];
  let zeros = 0;
  for (const byte of payload) {
    if (zeros >= 2 && byte <= 3) {
      out.push(3);
      zeros = 0;
    }
    out.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return Buffer.from(out);
}

/** Where `timing_info_present_flag` is among the bits of a sequence parameter set of the baseline profile. */
function timingFlag(bits: string): number {
  let at = 24;
  const number = (): number => {
    let zeros = 0;
    while (bits[at + zeros] === "0") zeros++;
    const value = Number.parseInt(bits.slice(at + zeros, at + 2 * zeros + 1), 2) - 1;
    at += 2 * zeros + 1;
    return value;
  };
  const flag = (): boolean => bits[at++] === "1";
  number(); // Identifier.
  number(); // Bits of frame numbers.
  if (number() === 0) number(); // Order of pictures.
  number(); // Reference frames.
  flag();
  number(); // Width and height in macroblocks.
  number();
  if (!flag()) flag(); // Fields.
  flag();
  if (flag()) for (let side = 0; side < 4; side++) number(); // Cropping.
  if (!flag()) throw new Error("The stream has no usability information.");
  if (flag()) {
    const shape = Number.parseInt(bits.slice(at, at + 8), 2);
    at += shape === 255 ? 40 : 8;
  }
  if (flag()) flag(); // Overscan.
  if (flag()) {
    at += 4;
    if (flag()) at += 24; // Colours.
  }
  if (flag()) {
    number(); // Places of chroma.
    number();
  }
  return at;
}
