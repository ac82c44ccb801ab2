/** What the kernels ask of the thread that runs them; wasm-kernels.ts provides it. */

/** Milliseconds since some moment. */
@external("env", "now")
export declare function now(): f64;

/** Throws (through the kernel) when the job is to be given up. Cheap: called a few times a pyramid level. */
@external("env", "throwIfCancelled")
export declare function throwIfCancelled(): void;

/** Throws (through the kernel): another thread of the job has given it up. */
@external("env", "abandoned")
export declare function abandoned(): void;

/** Sleeps until the i32 at `cell` is notified, a short while at most, or not at all if it is not `value`. */
@external("env", "sleep")
export declare function sleep(cell: usize, value: i32): void;
