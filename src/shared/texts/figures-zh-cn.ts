import type { FiguresTexts } from "./figures-en";

/** Which pixels the figures on the motion are over, in Simplified Chinese. */
export const figuresZhCN: FiguresTexts = {
  ofReliable: (share, count) => `基于 ${share}% 的可靠像素（${count} 个）`,
  ofAll: (count) => `基于全部像素（${count} 个）`,
  nothingReliable: (threshold) => `此处没有可靠性达到 ${threshold} 的像素，因此没有可统计的数值。`,
  reliableNote: (threshold) =>
    `数值只统计可靠性不低于 ${threshold} 的像素，即画出的像素；在“视图”的“最低可靠性”中设定`,
  allPixels: "全部像素",
  allPixelsNote: "统计全部像素，包括运动不可靠之处；重新分析后，时间轴的曲线也是如此",
  over: { reliable: (threshold) => `可靠性 ≥ ${threshold}`, all: "全部像素" },
  noneReliable: "没有可靠的像素",
  overNote: "这些数值和曲线所统计的像素，以分析时为准",
  outdated: {
    reliable: (graph, threshold) => `曲线基于${graph}；要按 ≥ ${threshold} 显示，请重新分析`,
    all: (graph) => `曲线基于${graph}；要按全部像素显示，请重新分析`,
  },
  outdatedNote: (graph) => `影片是按“${graph}”分析的，尚未按当前设置分析：在重新分析之前，保留已有结果`,
  table: {
    reliable: (threshold) => `数值只统计可靠性不低于 ${threshold} 的像素。`,
    all: (threshold) => `数值统计全部像素；可靠性不低于 ${threshold} 的算作可靠像素。`,
  },
  p999Speed: "99.9% 分位数",
  p999SpeedTitle: "1000 个像素中有 999 个比它慢",
  noDirections: "运动方向：没有可靠的像素",
};
