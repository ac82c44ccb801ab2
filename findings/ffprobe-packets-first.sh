#!/usr/bin/env bash
# ffprobe lists packets before the streams that they belong to, whatever the order in which both are asked for.
#
# Seen with ffprobe of @ffprobe-installer/linux-x64 5.2.0 (N-66595-gc2b38619c0, 2023) and with Debian's 5.1.9.
#
# Who reads ffprobe's output while it comes, to know the first frames of a long movie at once, wants the time base and the kind of the streams
# first, as packets count in its ticks. In JSON and in CSV alike all packets come first, then the streams, then the format, for
# -show_entries in any order and for -show_format -show_streams -show_packets. So two runs are needed, or the whole of one. With
# json=compact=1 each packet has a line of its own, also where its side data are nested.
#
# The movie: 3 frames of a test picture, with MPEG-4, in Matroska, made by @ffmpeg-installer/linux-x64 4.1.0.
#
# Exits 1 when any of that has changed.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @ffmpeg-installer/linux-x64@4.1.0 @ffprobe-installer/linux-x64@5.2.0
ffmpeg=node_modules/@ffmpeg-installer/linux-x64/ffmpeg
ffprobe=node_modules/@ffprobe-installer/linux-x64/ffprobe
chmod +x "$ffprobe"
"$ffprobe" -version | head -1
"$ffmpeg" -v error -f lavfi -i testsrc=s=64x48:r=25:d=0.12 -c:v mpeg4 movie.mkv

changed=0
expect() {
  echo "$1: $2"
  [ "$2" = "$3" ] || { echo "  was: $3"; changed=1; }
}
order() { node -e 'console.log(Object.keys(JSON.parse(require("fs").readFileSync(0, "utf8"))).filter((key) => key !== "programs").join(" "))'; }

expect "asked for format, streams, packets" \
  "$("$ffprobe" -v error -of json -show_format -show_streams -show_packets movie.mkv | order)" "packets streams format"
expect "asked for streams, then packets, by entries" \
  "$("$ffprobe" -v error -of json -show_entries stream=time_base:packet=pts movie.mkv | order)" "packets streams"
expect "first words of the lines as CSV" \
  "$("$ffprobe" -v error -of csv -show_entries stream=time_base:packet=pts movie.mkv | cut -d, -f1 | tr '\n' ' ')" \
  "packet packet packet stream "
expect "lines with a packet in compact JSON" \
  "$("$ffprobe" -v error -of json=compact=1 -show_entries packet=pts movie.mkv | grep -c '"pts"')" "3"
exit $changed
