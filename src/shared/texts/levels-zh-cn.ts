import type { LevelsTexts, levelsCommandsEn, levelsKeywordsEn } from "./levels-en";

/** What is said of grey values and the levels they are shown through, in Simplified Chinese; part of the catalogue in zh-CN.ts. */
export const levelsZhCN: LevelsTexts = {
  title: "色阶",
  note: "决定所记录的灰度值如何显示；光流始终由原始数值计算",
  black: "黑点",
  blackNote: "显示为黑色的记录值，低于它的也显示为黑色",
  white: "白点",
  whiteNote: "显示为白色的记录值，高于它的也显示为白色",
  gamma: "伽马",
  gammaNote: "大于 1 时提亮暗部，小于 1 时压暗暗部",
  fit: "自动",
  fitName: "自动色阶",
  fitNote: "从整段记录的最暗值到最亮值，两端各忽略千分之一的像素",
  whole: "完整范围",
  wholeNote: (most) => `所有可能的数值，从 0 到 ${most}`,
  histogram: (from, to) => `记录中从 ${from} 到 ${to} 的灰度值的出现次数`,
  measuring: "正在测量灰度值…",
  prepared: "正在显示预处理后的画面：色阶只用于原始记录的画面。",
  bits: (depth) => `${depth} 位`,
  grey: (depth) => `${depth} 位，灰度`,
  value: "灰度值",
  valueNote: (depth) => `此像素记录的灰度值，${depth} 位`,
  luma: "亮度",
  lumaNote: (depth) => `此像素记录的亮度，${depth} 位`,
};

export const levelsCommandsZhCN: typeof levelsCommandsEn = {
  "levels-fit": "色阶：自动",
  "levels-whole": "色阶：完整范围",
};

export const levelsKeywordsZhCN: typeof levelsKeywordsEn = {
  "levels-fit": "对比度 亮度 窗宽 拉伸 直方图 黑点 白点 灰度 暗",
  "levels-whole": "对比度 亮度 窗宽 重置 黑点 白点 灰度 位深",
};
