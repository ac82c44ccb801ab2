import type { CameraModel } from "../measure/camera-motion";
import type { Flagged } from "../overlay/flagged-arrows";
import { formatMilliseconds } from "../overlay/lettering";
import type { LegendUnit } from "../overlay/map-words";
import type { MapKind } from "../overlay/settings";

/** The words of the legend on the picture in a language other than English, whose words are those of exports. */
export interface LegendTexts {
  readonly names: Readonly<Record<MapKind, string>>;
  /** Above a speed that has its unit. */
  readonly over: (speed: string) => string;
  /** As `Lettering` has them. */
  readonly camera: (model: CameraModel, motion: string) => string;
  readonly flagged: Readonly<Record<Flagged, string>>;
  /** A unit that goes by pairs of frames so far apart. */
  readonly at: (unit: string, seconds: number) => string;
  readonly units: Readonly<Record<Exclude<LegendUnit, "">, string>>;
}

const CAMERA_NAMES = { shift: "平移", similarity: "相似变换", homography: "单应变换" } as const;

export const legendZhCN: LegendTexts = {
  names: {
    direction: "方向",
    speed: "速度",
    divergence: "散度",
    vorticity: "涡量",
    shear: "剪切",
    reliability: "可靠性",
    difference: "残差",
    uncertainty: "不确定度",
    "forward-backward": "前后向误差",
  },
  over: (speed) => `超过 ${speed}`,
  camera: (model, motion) =>
    `已去除相机运动:${[CAMERA_NAMES[model], motion].filter((word) => word !== "").join(" ")}`,
  flagged: { failed: "无效", replaced: "已替换" },
  at: (unit, seconds) => `${unit}（间隔 ${formatMilliseconds(seconds)}）`,
  units: { "px/frame": "px/帧", "1/frame": "1/帧", "grey levels": "灰度级", px: "px" },
};
