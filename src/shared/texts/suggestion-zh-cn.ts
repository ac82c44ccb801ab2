import type { SuggestionTexts } from "./suggestion-en";

/** What is measured of a movie and suggested for its flow, in Simplified Chinese; part of the catalogue in panels-zh-cn.ts. */
export const suggestionZhCn: SuggestionTexts = {
  label: "建议的方法和参数",
  measured: "测量结果",
  pairs: (count) => (count === 1 ? "测量了 1 对帧" : `测量了分布在整部影片中的 ${count} 对帧`),
  motion: "运动",
  motionIs: (p95, most) => `95 % 的可靠像素低于 ${p95} px/帧，最快 ${most}`,
  still: "几乎没有",
  noise: "噪声",
  noiseIs: (noise) => `${noise} 个灰度级（共 255 级）`,
  reliable: "可靠",
  reliableIs: (percent) => `画面的 ${percent} %`,

  change: "将更改",
  nothing: "无需更改：当前设置即为建议的设置。",
  method: "方法",
  radius: "窗口半径",
  side: "最小边长",
  fromTo: (from, to) => `${from} → ${to}`,
  pixels: (pixels) => `${pixels} px`,

  why: "原因",
  reasons: {
    still: "几乎没有运动时，常用的方法即可。",
    singleScale: "一个像素左右的运动只需单一尺度，速度更快。",
    fast: "两个像素以内的运动在一半尺寸上即可找到：最快的预设就够了。",
    balanced: "超过两个像素的运动或较强的噪声需要多个尺度。",
    accurate: "超过 16 个像素的运动容易丢失：此预设的搜索范围最大。",
    noisy: "较大的窗口可以平均噪声。",
    bare: "画面多处不可靠：较大的窗口可以延伸到有纹理之处。",
    levels: (levels) => `${levels} 层金字塔使较快的运动降到约一个像素。`,
  },

  apply: "应用",
  applyNote: "采用建议的设置；可以撤销",
  applied: "已应用。",
  undo: "撤销此项",
};
