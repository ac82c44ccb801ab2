import type { ProbeTexts } from "./probe-en";

/** What is said of the values under the pointer and at the pins, in Simplified Chinese; part of the catalogue in zh-CN.ts. */
export const probeZhCN: ProbeTexts = {
  label: "指针处的数值",
  hint: "指向画面可读取运动；单击可固定探针",
  placeNote: "指针下的影片像素，从画面左上角起算，从 0 开始",
  uNote: "到下一帧向右的运动，以影片像素计",
  vNote: "到下一帧向下的运动，以影片像素计",
  speed: "速度",
  speedNote: "运动的长度，以每帧影片像素计",
  angle: "角度",
  angleNote: "运动方向：0° 向右，90° 向下，180° 向左，270° 向上",
  reliability: "可靠性",
  reliable: "可靠",
  notReliable: "不可靠",
  reliabilityNote: (minimum) => `运动的可信程度，从 0 到 1；低于最小值 ${minimum} 即为不可靠`,
  noFlow: "此处无光流",
  noFlowNote: "最后一帧没有可比较的下一帧，个别像素的运动未知",
  unreadable: "无法读取",
  legendMeans: "此颜色表示",
  frameMemory: "内存中的帧",

  marks: "已固定的探针",
  pinAt: (number, x, y) => `探针 ${number}，位于 ${x}, ${y}`,

  title: "探针",
  tableLabel: "固定探针处的运动",
  unitNote: "u、v 和速度以 px/帧计",
  none: "单击画面即可在该处固定探针：每一帧的运动都会显示在这里。按 P 固定指针所在位置。",
  number: "编号",
  columnX: (number) => `探针 ${number} 的 x`,
  columnY: (number) => `探针 ${number} 的 y`,
  remove: (number) => `删除探针 ${number}`,
  copy: "复制表格",
  copyNote: "以制表符分隔的文本，供电子表格使用，包含全部数位、所在侧和方法",
  clear: "清除",
  clearNote: "删除所有探针",
};
