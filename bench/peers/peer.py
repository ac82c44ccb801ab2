#!/usr/bin/python3
"""The peers in Python: OpenCV on one thread, and the NumPy rewrite where ../shared/bench/peer_export.py is there.

usage: peer.py [FOLDER_OF_PEER_EXPORT]      (Debian: python3-numpy python3-opencv)

Says "ready METHODS...", then answers one line for each line on stdin; files are relative to its working directory:
  pair FILE WIDTH HEIGHT   takes two 8-bit grey frames, one behind the other in FILE        "ok"
  run METHOD REPS OUT      computes the flow of that pair REPS times                        "ms T1 T2 ..."
                           and writes the last one to OUT: float32, u and v of each pixel; "-" writes none
A line that goes wrong is answered with "error MESSAGE".
"""
import os
import sys
import time

import cv2
import numpy as np

cv2.setNumThreads(1)


def dis(preset):
    flow = cv2.DISOpticalFlow_create(preset)
    return lambda a, b: flow.calc(a, b, None)


METHODS = {
    "dis-ultrafast": dis(cv2.DISOPTICAL_FLOW_PRESET_ULTRAFAST),
    "dis-fast": dis(cv2.DISOPTICAL_FLOW_PRESET_FAST),
    "dis-medium": dis(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM),
    "farneback": lambda a, b: cv2.calcOpticalFlowFarneback(a, b, None, 0.5, 3, 15, 3, 5, 1.2, 0),
}
if len(sys.argv) > 1 and os.path.exists(os.path.join(sys.argv[1], "peer_export.py")):
    sys.dont_write_bytecode = True
    sys.path.insert(0, sys.argv[1])
    from peer_export import lucas_kanade

    METHODS["numpy"] = lambda a, b: lucas_kanade(a.astype(float), b.astype(float), 2)


def run(method, frames, repetitions, out):
    times = []
    for _ in range(repetitions):
        start = time.perf_counter()
        flow = METHODS[method](*frames)
        times.append(1e3 * (time.perf_counter() - start))
    if out != "-":
        np.ascontiguousarray(flow, "<f4").tofile(out)
    return times


frames = None
print("ready", *METHODS, flush=True)
for line in sys.stdin:
    try:
        command, *words = line.split()
        if command == "pair":
            file, width, height = words
            frames = np.fromfile(file, np.uint8).reshape(2, int(height), int(width))
            print("ok", flush=True)
        else:
            method, repetitions, out = words
            print("ms", *run(method, frames, int(repetitions), out), flush=True)
    except Exception as error:  # pylint: disable=broad-except
        print("error", str(error).replace("\n", " "), flush=True)
