// Loaded into the Node programs that set-up runs: they end when it does, even when it was killed, so that the
// next set-up never works in a folder that an old npm is still writing to.
process.stdin.on("end", () => process.exit(1));
process.stdin.on("error", () => process.exit(1));
process.stdin.resume();
process.stdin.unref();
