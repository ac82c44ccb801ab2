import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { createGunzip } from "node:zlib";

const BLOCK = 512;

/** Copies one file out of a .tgz without holding more than a chunk of it; returns whether it was there. */
export async function extractFromTarball(tarball, entryName, destination) {
  const source = createReadStream(tarball);
  const gunzip = createGunzip();
  source.on("error", (error) => gunzip.destroy(error));
  const reader = new ByteReader(source.pipe(gunzip));
  try {
    for (;;) {
      const header = await reader.take(BLOCK);
      if (!header || header.every((byte) => byte === 0)) return false;
      const { name, size } = parseTarHeader(header);
      if (name === entryName) {
        await copyTo(reader, size, destination);
        return true;
      }
      await reader.skip(Math.ceil(size / BLOCK) * BLOCK);
    }
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

export function parseTarHeader(header) {
  const text = (start, length) => header.toString("utf8", start, start + length).replace(/\0.*$/s, "");
  const prefix = text(257, 5) === "ustar" ? text(345, 155) : "";
  const size = Number.parseInt(text(124, 12).trim(), 8);
  if (!Number.isInteger(size)) throw new Error("The archive is damaged: a header holds no size.");
  return { name: prefix ? `${prefix}/${text(0, 100)}` : text(0, 100), size };
}

async function copyTo(reader, size, destination) {
  const output = createWriteStream(destination);
  await reader.forward(size, async (chunk) => {
    if (!output.write(chunk)) await once(output, "drain");
  });
  output.end();
  await once(output, "close");
}

class ByteReader {
  #chunks;
  #rest = Buffer.alloc(0);

  constructor(stream) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  /** The next `size` bytes, or undefined at the end. */
  async take(size) {
    const parts = [];
    const got = await this.#upTo(size, (chunk) => {
      parts.push(chunk);
    });
    return got === size ? Buffer.concat(parts) : undefined;
  }

  skip(size) {
    return this.forward(size, () => {});
  }

  async forward(size, use) {
    if ((await this.#upTo(size, use)) < size) throw new Error("The archive ends too early.");
  }

  async #upTo(size, use) {
    let taken = 0;
    while (taken < size) {
      if (this.#rest.length === 0) {
        const next = await this.#chunks.next();
        if (next.done) return taken;
        this.#rest = next.value;
        continue;
      }
      const chunk = this.#rest.subarray(0, size - taken);
      this.#rest = this.#rest.subarray(chunk.length);
      taken += chunk.length;
      await use(chunk);
    }
    return taken;
  }
}
