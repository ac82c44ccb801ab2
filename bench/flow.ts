import type { FlowMethod } from "../src/shared/flow";
import { methods } from "../src/workers/kernel/methods";

/** Median time of one frame pair in one thread, by implementation, frame size and window radius. */
export function measureFlow(): void {
  console.log("method          size        radius   median ms   fastest ms   runs");
  for (const [width, height] of [
    [854, 480],
    [1920, 1080],
  ] as const) {
    const pair = { width, height, first: texture(width, height, 0), second: texture(width, height, 1) };
    const field = { u: new Float32Array(width * height), v: new Float32Array(width * height) };
    for (const method of ["streaming", "summed-area", "naive"] as const satisfies readonly FlowMethod[]) {
      for (const radius of [2, 15]) {
        const budget = method === "naive" ? 1 : 2000;
        const times: number[] = [];
        const began = performance.now();
        do {
          const start = performance.now();
          methods[method](pair, radius, field, {
            throwIfCancelled: () => undefined,
            holdsMost: () => undefined,
          });
          times.push(performance.now() - start);
        } while (performance.now() - began < budget || times.length < (method === "naive" ? 1 : 5));
        times.sort((a, b) => a - b);
        const cells = [
          method.padEnd(15),
          `${width}x${height}`.padEnd(11),
          String(radius).padStart(5),
          times[times.length >> 1].toFixed(2).padStart(12),
          times[0].toFixed(2).padStart(12),
          String(times.length).padStart(7),
        ];
        console.log(cells.join(" "));
      }
    }
  }
}

/** Something with gradients everywhere that moves by about half a pixel. */
function texture(width: number, height: number, frame: number): Uint8Array {
  const shift = 0.5 * frame;
  return Uint8Array.from({ length: width * height }, (_, k) => {
    const x = (k % width) - shift;
    const y = Math.floor(k / width) - shift;
    return 128 + 55 * Math.sin(x / 3.1 + y / 7.3) + 55 * Math.sin(x / 11.7 - y / 4.1);
  });
}
