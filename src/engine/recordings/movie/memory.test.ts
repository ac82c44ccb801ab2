import { expect, it } from "vitest";
import { SharedHeap } from "../../../workers/shared-heap";
import { seededRandom } from "../../testing/exactness";
import { makeMovie, temporaryFolder, tools } from "../../testing/movies";
import { openMovie } from "./movie";

/** Memory of the frames while somebody scrubs wildly. */

const folder = temporaryFolder();
/** What the heap may have beyond the frames: its first pages, rounding to pages, and alignment. */
const FIXED_OVERHEAD = 2 * 2 ** 20;

it.for([
  { name: "4K, one group of pictures", size: "3840x2160", seconds: 0.8, room: 4, jumps: 10 },
  { name: "480p, room for little", size: "854x480", seconds: 2.4, room: 6, jumps: 40 },
])("stays within its budget: $name", async ({ size, seconds, room, jumps }) => {
  const path = makeMovie(folder, `${size}.mp4`, {
    ...{ size, seconds },
    args: ["-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-g", "250", "-pix_fmt", "yuv420p"],
  });
  const heap = new SharedHeap();
  const movie = await openMovie(tools, path);
  const budgetBytes = room * movie.format.bytes;
  const frames = movie.openFrames(heap, { budgetBytes });
  const random = seededRandom(7);
  let highest = 0;
  const look = (): void => {
    highest = Math.max(highest, frames.heldBytes);
  };
  const stop = frames.subscribe(look);
  for (let k = 0; k < jumps; k++) {
    const frame = Math.floor(random() * movie.info.frameCount);
    const lease = await frames.get(frame);
    look();
    lease.release();
    frames.lookAt(frame);
    if (k % 3 === 0) frames.readAhead();
  }
  stop();
  await frames.close();
  expect(highest).toBeGreaterThan(budgetBytes - movie.format.bytes);
  expect(highest).toBeLessThanOrEqual(budgetBytes + movie.format.bytes);
  expect(heap.capacity).toBeLessThanOrEqual(budgetBytes + movie.format.bytes + FIXED_OVERHEAD);
  expect(heap.heldBytes).toBe(0);
});
