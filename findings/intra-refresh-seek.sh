#!/usr/bin/env bash
# A still taken by time from H.264 with intra-refresh is another frame, or none, and ffmpeg says it went well.
#
# Seen with ffmpeg of @ffmpeg-installer/linux-x64 4.1.0 (git 0e8eb07980, 2018) and with Debian's 5.1.9, the same.
#
# Encoders that refresh a picture column by column instead of sending whole pictures (x264's intra-refresh; cameras for
# low latency) mark where such a round begins as a keyframe of the container (a recovery point). `ffmpeg -ss T` jumps to
# the last mark before T, and the decoder keeps everything back until the round is through, which is past T. So of 100
# frames at 25 a second, with a round of 25 frames:
#
#     asked for                 got, MP4    got, MPEG-TS
#     frame 10 (-ss 0.4)        10          67
#     frame 50 (-ss 2)          67          91
#     frame 75 (-ss 3)          91          nothing
#     frame 88 (-ss 3.5)        nothing     nothing
#
# The exit code is 0 each time. Frames have to be told by what the decoder says of them, and where it comes out too late,
# an earlier mark tried.
#
# Exits 1 when any of that has changed.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @ffmpeg-installer/linux-x64@4.1.0
ffmpeg=node_modules/@ffmpeg-installer/linux-x64/ffmpeg

seen=""
for kind in mp4 ts; do
  "$ffmpeg" -v error -y -f lavfi -i testsrc2=s=320x240:r=25:d=4 -c:v libx264 -threads 1 \
    -x264-params intra-refresh=1:keyint=25:scenecut=0 -pix_fmt yuv420p "movie.$kind"
  "$ffmpeg" -v error -y -i "movie.$kind" -f framemd5 all.txt
  for time in 0.4 2 3 3.5; do
    code=0
    "$ffmpeg" -v quiet -y -ss "$time" -i "movie.$kind" -frames:v 1 -f framemd5 one.txt || code=$?
    sum=$(awk '!/^#/ { print $NF }' one.txt)
    frame=nothing
    if [ -n "$sum" ]; then
      frame=$(awk -v sum="$sum" '!/^#/ { if ($NF == sum) { print n + 0; exit } n++ }' all.txt)
    fi
    echo "$kind: -ss $time gives frame $frame, exit code $code"
    seen="$seen $frame/$code"
  done
done
[ "$seen" = " 10/0 67/0 91/0 nothing/0 67/0 91/0 nothing/0 nothing/0" ] || { echo "Changed:$seen"; exit 1; }
