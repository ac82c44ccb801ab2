import type { CutMarks } from "../shared/cut-marks";
import type { FlowParameters } from "../shared/flow";
import type { ProjectSettings } from "../shared/project";

/** What a project says that options cannot. It counts where no option says otherwise. */
export interface KeptByProject {
  /** Without its pairing. */
  readonly flow: FlowParameters;
  readonly cutMarks: CutMarks;
  /** As the numbers of `Spans` (measure/region); none without a mask. */
  readonly mask: readonly number[];
  /** How it is drawn. */
  readonly view: Pick<
    ProjectSettings,
    "overlay" | "arrowScaling" | "arrowScaleLocked" | "colourScaling" | "colourScaleLocked" | "minimumShare"
  >;
}

/** What is read beside options. */
export interface ProjectValues {
  readonly kept?: KeptByProject | undefined;
}
