import type { MomentsTexts } from "./moments-en";

/** What is said of the fastest moments of a movie in Simplified Chinese; part of the catalogue in zh-CN.ts. */
export const momentsZhCn: MomentsTexts = {
  fastest: "转到最快的帧",
  next: "下一个速度峰值",
  previous: "上一个速度峰值",
  pin: "在最快的像素处放置探针",
  fastestTitle:
    "转到最快的帧：所有已分析帧中速度99.9% 分位数最大的一帧，即表格中 p999_speed 列的最大值；镜头切换不计",
  nextTitle: "下一个速度峰值：99.9% 分位数比周围高出最大值的十分之一以上之处",
  previousTitle: "上一个速度峰值：99.9% 分位数比周围高出最大值的十分之一以上之处",
  controls: "快速时刻",
  p999: "99.9%",
  p999Title: "速度的99.9% 分位数：每千个像素中只有一个更快；点线",
  place: "最快的像素",
  placeTitle: "最大速度所在之处：将该像素移入视野，并在其上放置探针",
  at: (x, y) => `x ${x}，y ${y}`,
};
