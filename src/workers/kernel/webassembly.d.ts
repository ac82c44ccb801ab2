/**
 * The part of the WebAssembly interface that Kinoflow uses (https://webassembly.github.io/spec/js-api/). Node has it,
 * its types for version 20 do not, and those of the browser would let workers touch a window that is not there.
 */
declare namespace WebAssembly {
  interface MemoryDescriptor {
    readonly initial: number;
    readonly maximum?: number;
    readonly shared?: boolean;
  }

  class Memory {
    constructor(descriptor: MemoryDescriptor);
    readonly buffer: ArrayBuffer | SharedArrayBuffer;
    /** Grows by pages of 64 KiB; returns the number of pages before. */
    grow(pages: number): number;
  }

  class Global {
    readonly value: unknown;
  }

  interface ImportExportDescriptor {
    readonly kind: "function" | "table" | "memory" | "global" | "tag";
    readonly name: string;
  }

  /** Compiled code; can be sent to other threads. */
  class Module {
    constructor(bytes: Uint8Array);
    static exports(module: Module): ImportExportDescriptor[];
  }

  type ExportValue = ((...values: number[]) => unknown) | Memory | Global;
  type ImportValue = ((...values: number[]) => unknown) | Memory;

  class Instance {
    constructor(module: Module, imports: Readonly<Record<string, Readonly<Record<string, ImportValue>>>>);
    readonly exports: Readonly<Record<string, ExportValue>>;
  }

  function compile(bytes: Uint8Array): Promise<Module>;
}
