import type { SavingTexts } from "./saving-en";

export const savingZhCN: SavingTexts = {
  size: "尺寸",
  sizeNote: "叠加层按此尺寸绘制，箭头和图例保持清晰",
  movieSize: (size) => `影片尺寸：${size}`,
  displayedSize: (size) => `显示尺寸：${size}`,
  half: (size) => `一半：${size}`,
  double: (size) => `两倍：${size}`,
  lines: (lines, size) => `${lines}p：${size}`,
  width: "指定宽度…",
  widthField: "宽度（像素）",
  tooLarge: (size) =>
    `H.264 无法容纳 ${size} 的视频：每边最多 16384 像素，总计约 2.68 亿像素。请选择较小的尺寸。`,

  speed: "速度",
  speedNote: "慢动作会重复显示每一帧，不会生成新的帧",
  normalSpeed: "1×（原速）",
  slowMotion: (repeats, duration) => `${repeats}；视频时长 ${duration}。`,
  eachFrame: (repeats) => (repeats === 1 ? "每帧显示一次，但时间更长" : `每帧显示 ${repeats} 次`),
  soundLeftOut: "不保留：声音不适合慢动作",
  videoIs: (size) => `${size}，MP4 中的 H.264`,
};
