import { cancelledError, KinoflowError } from "../../../shared/errors";
import { completeFrame, type FrameFormat, recordedPart } from "../../recording/frame-format";
import type { FrameReader, FrameSink } from "../../recording/frame-reader";
import { checkSource, type SourceFile } from "../../recording/source-file";
import type { PagedFile } from "./paged-file";

/** Reads pages, each by itself: frame k is the page that the file lists as number k. */
export class PagedReader implements FrameReader {
  readonly processId = undefined;
  private lastComplaint = "";
  private closed = false;

  constructor(
    private readonly file: PagedFile,
    private readonly format: FrameFormat,
    private readonly source: SourceFile,
  ) {}

  get complaint(): string {
    return this.lastComplaint;
  }

  comesBy(): boolean {
    return true;
  }

  async read(wanted: number, sink: FrameSink, signal: AbortSignal | undefined): Promise<void> {
    const began = performance.now();
    await checkSource(this.source);
    if (this.closed || signal?.aborted) throw cancelledError();
    const slot = sink.take();
    try {
      await this.file.read(wanted, recordedPart(this.format, slot.bytes));
    } catch (error) {
      sink.drop(slot);
      if (!(error instanceof KinoflowError) || error.code !== "frame-missing") throw error;
      this.lastComplaint = error.details ?? error.message;
      sink.missing(wanted, wanted);
      return;
    }
    completeFrame(this.format, slot.bytes);
    sink.keep(wanted, slot, performance.now() - began);
  }

  kill(): void {
    // A page is read in one go.
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }
}
