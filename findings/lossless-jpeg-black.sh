#!/usr/bin/env bash
# ffmpeg loses lossless JPEG of 16 bits whose first pixel is black, and says it went well.
#
# Seen with ffmpeg of @ffmpeg-installer/linux-x64 4.1.0 (git 0e8eb07980, 2018) and with Debian's 5.1.9.
#
# Lossless JPEG (ITU-T T.81, process 14: what X-ray, CT and ultrasound devices write into DICOM files) codes how many bits the difference
# from the prediction has, and then these bits. The first pixel is predicted as half of white, 32768 of 16 bits, so that a black one has
# the difference 32768, the only one of 16 bits, and for it no bits follow (H.1.2.2). ffmpeg reads 16 of them, and all that comes
# after is wrong. With a first pixel of 1 it is right.
#
# The picture is 4 x 2: 0 1 2 3 / 4 5 6 7, or 1 1 2 3 / 4 5 6 7, written below by hand. The decoder of npm's jpeg-lossless-decoder-js 2.1.2 reads both.
#
# Exits 1 when any of that has changed.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @ffmpeg-installer/linux-x64@4.1.0 jpeg-lossless-decoder-js@2.1.2
ffmpeg=node_modules/@ffmpeg-installer/linux-x64/ffmpeg

cat >make.cjs <<'JS'
const { writeFileSync } = require("node:fs");
const [, , name, ...numbers] = process.argv;
const width = 4, height = 2;
const samples = numbers.map(Number);
let bits = "";
const put = (value, count) => { if (count > 0) bits += value.toString(2).padStart(count, "0"); };
samples.forEach((sample, k) => {
  const predicted = k === 0 ? 32768 : k % width === 0 ? samples[k - width] : samples[k - 1];
  const difference = ((sample - predicted + 32767) & 0xffff) - 32767;
  const size = difference === 0 ? 0 : 32 - Math.clz32(Math.abs(difference));
  put(size, 5); // seventeen codes of five bits
  if (size < 16) put(difference > 0 ? difference : difference + 2 ** size - 1, size);
});
bits = bits.padEnd(Math.ceil(bits.length / 8) * 8, "1");
const data = bits.match(/.{8}/g).flatMap((byte) => (byte === "11111111" ? [255, 0] : [parseInt(byte, 2)]));
const codes = Array.from({ length: 17 }, (_, k) => k);
writeFileSync(name, Buffer.from([
  0xff, 0xd8,
  0xff, 0xc3, 0, 11, 16, 0, height, 0, width, 1, 1, 0x11, 0,
  0xff, 0xc4, 0, 36, 0, 0, 0, 0, 0, 17, ...Array(11).fill(0), ...codes,
  0xff, 0xda, 0, 8, 1, 1, 0, 1, 0, 0,
  ...data, 0xff, 0xd9,
]));
JS
cat >other.mjs <<'JS'
import { readFileSync } from "node:fs";
import { Decoder } from "jpeg-lossless-decoder-js";
const bytes = readFileSync(process.argv[2]);
const { buffer, byteOffset, length } = bytes;
const whole = buffer.slice(byteOffset, byteOffset + length);
console.log(Array.from(new Uint16Array(new Decoder().decompress(whole))).slice(0, 8).join(" "));
JS

seen=""
for first in 0 1; do
  node make.cjs "$first.jpg" "$first" 1 2 3 4 5 6 7
  code=0
  "$ffmpeg" -v error -y -f mjpeg -i "$first.jpg" -pix_fmt gray16le -f rawvideo out.raw || code=$?
  got=$(od -An -v -tu2 -w16 out.raw | xargs)
  other=$(node other.mjs "$first.jpg")
  echo "first pixel $first: ffmpeg gives $got (exit code $code), the other decoder $other"
  right=wrong
  [ "$got" = "$first 1 2 3 4 5 6 7" ] && right=right
  [ "$other" = "$first 1 2 3 4 5 6 7" ] || right="$right-other-too"
  seen="$seen $right/$code"
done
[ "$seen" = " wrong/0 right/0" ] || { echo "Changed:$seen"; exit 1; }
