import type { SavingTexts } from "./saving-en";

export const savingZhCN: SavingTexts = {
  size: "尺寸",
  sizeNote: "叠加层按此尺寸绘制，箭头和图例保持清晰",
  autoSize: (size, factor) => (factor === 1 ? `自动：${size}` : `自动：${size}，放大 ${factor} 倍`),
  enlarged: (factor) => `影片较小：放大 ${factor} 倍后才有空间显示箭头和图例，画面按双三次插值。`,
  movieSize: (size) => `影片尺寸：${size}`,
  displayedSize: (size) => `显示尺寸：${size}`,
  half: (size) => `一半：${size}`,
  times: (factor, size) => `${factor} 倍：${size}`,
  lines: (lines, size) => `${lines}p：${size}`,
  width: "指定宽度…",
  widthField: "宽度（像素）",
  tooLarge: (size) =>
    `H.264 无法容纳 ${size} 的视频：每边最多 16384 像素，总计约 2.68 亿像素。请选择较小的尺寸。`,

  pictureTitle: "保存图片",
  preview: (frame) => `第 ${frame} 帧将要保存的图片`,
  making: "正在绘制…",
  onScreen: (size) => `与屏幕一致：${size}`,
  onScreenOnly: "两侧对比和叠加的下一帧只在与屏幕一致的图片中显示；此处为 A 侧。",
  probes: "探针",
  probesNote: "以编号标出固定的探针",
  noProbes: "没有固定的探针；按 P 固定一个",
  list: "列出运动数值",
  listNote: "在左上角写出每个探针的位置、速度和方向（文字为英文）",
  save: "保存…",
  saved: (name) => `已保存 ${name}。`,

  speed: "速度",
  speedNote: "慢动作会重复显示每一帧，不会生成新的帧",
  normalSpeed: "1×（原速）",
  slowMotion: (repeats, duration) => `${repeats}；视频时长 ${duration}。`,
  eachFrame: (repeats) => (repeats === 1 ? "每帧显示一次，但时间更长" : `每帧显示 ${repeats} 次`),
  soundLeftOut: "不保留：声音不适合慢动作",
  videoIs: (size) => `${size}，MP4 中的 H.264`,
};
