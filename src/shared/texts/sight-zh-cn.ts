import { PIXEL_SPEED } from "../measure/units";
import { formatSpeed } from "../overlay/legend-numbers";
import type { SightTexts } from "./sight-en";

/** What is said of arrows, their scale, and pictures without any, in Simplified Chinese; part of the catalogue in zh-CN.ts. */
export const sightZhCN: SightTexts = {
  quiet: {
    cut: "镜头切换：下一帧是另一个场景，这里没有运动",
    black: "黑色画面",
    equal: "两帧相同",
    unreliable: "此处没有可靠的运动",
    invalid: "此处没有有效的矢量：全部未通过检验",
    slow: (speed, unit) => `全部慢于 ${formatSpeed(speed)} ${unit === PIXEL_SPEED ? "px/帧" : unit}`,
  },
  spacingNote: "屏幕上相邻箭头之间的距离，与缩放无关；导出时按视频尺寸确定",
  scaleNote: "每帧移动一个像素时屏幕上箭头的长度，以像素计；长于三个间距的箭头会被截短，并以双箭头标出",
  autoNote: "按箭头间距和整部影片的运动速度确定箭头长度；手动设置的比例会随影片保留",
  fit: "适配箭头",
  fitNote: "使箭头适合本帧：典型速度的箭头长约一又四分之三个间距",
  lock: "锁定箭头比例",
  lockNote: "保持箭头比例不变，打开其他影片时也如此",
  minimumNote:
    "慢于影片典型速度的这一比例的运动，以及静止背景的噪声，不画箭头、流线，也不显示方向和速度颜色；0 % 时全部显示",
};
