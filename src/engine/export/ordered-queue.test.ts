import { expect, it } from "vitest";
import { OrderedQueue } from "./ordered-queue";

/** A promise that is settled from outside. */
function later<T>(): { promise: Promise<T>; resolve: (value: T) => void; reject: (error: Error) => void } {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

/** Whether a promise has settled, once everything that can happen by itself has. */
async function settles(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  promise.then(
    () => (settled = true),
    () => (settled = true),
  );
  await new Promise((resolve) => setImmediate(resolve));
  return settled;
}

it("hands results on in the order in which they were set off, however they come", async () => {
  const queue = new OrderedQueue<string>(3);
  const [a, b] = [later<string>(), later<string>()];
  queue.add(a.promise);
  queue.add(b.promise);
  queue.end();
  b.resolve("b");
  const next = queue.next();
  expect(await settles(next)).toBe(false);
  a.resolve("a");
  expect(await next).toEqual({ result: "a" });
  expect(await queue.next()).toEqual({ result: "b" });
  expect(await queue.next()).toBeNull();
});

it("has whoever makes them wait until one that was taken is out of the way", async () => {
  const queue = new OrderedQueue<number>(2);
  queue.add(Promise.resolve(1));
  expect(await queue.space()).toBe(true);
  queue.add(Promise.resolve(2));
  const space = queue.space();
  await queue.next();
  expect(await settles(space)).toBe(false);
  queue.done();
  expect(await space).toBe(true);
});

it("has whoever takes them wait for the next one", async () => {
  const queue = new OrderedQueue<number>(2);
  const next = queue.next();
  expect(await settles(next)).toBe(false);
  queue.add(Promise.resolve(7));
  expect(await next).toEqual({ result: 7 });
  const end = queue.next();
  queue.end();
  expect(await end).toBeNull();
});

it("hands on what went wrong, in its turn", async () => {
  const queue = new OrderedQueue<number>(2);
  queue.add(Promise.resolve(1));
  queue.add(Promise.reject(new Error("no")));
  await queue.next();
  await expect(queue.next()).rejects.toThrow("no");
});

it("wakes both up when it is stopped, and tells what is left", async () => {
  const full = new OrderedQueue<number>(1);
  full.add(Promise.resolve(1));
  const space = full.space();
  full.stop();
  expect(await space).toBe(false);
  expect(await full.next()).toBeNull();
  expect(await Promise.all(full.leftOver())).toEqual([1]);
  const empty = new OrderedQueue<number>(1);
  const next = empty.next();
  empty.stop();
  expect(await next).toBeNull();
});
