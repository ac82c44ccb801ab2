import type { SplitTexts } from "./split-en";

export const splitZhCn: SplitTexts = {
  compare: "与 B 比较",
  compareNote: "在画面分隔线右侧显示另一种计算方式，使用相同的两帧和相同的绘制方式；需要两者的计算时间",
  sides: "要设置的一侧",
  names: { a: "A", b: "B" },
  editNote: (side, flow) => `设置 ${side} 侧的计算方式：当前为 ${flow}`,
  methodOf: { a: "方法 A", b: "方法 B" },
  swap: "交换 A 和 B",
  swapNote: "让两侧互换位置",
  noLayer: "没有打开任何图层：画面上没有可比较的内容。",
  divider: "A 与 B 之间的分隔线",
  dividerNote: "可拖动，或用方向键移动（按住 Shift 时步长更大），Home 和 End 到两端；双击回到中间",
  position: (percent) => `画面的 ${percent} % 显示 A`,
  figures: "A 与 B",
  flowTime: "光流时间",
  flowTimeNote: "计算各侧运动的时间；若来自缓存，则为当时所用的时间",
  stage: { label: "B 的全部", title: "B 侧的运动、可靠性、统计、颜色和线条" },
  onion: "叠加下一帧",
  onionNote: "将下一帧混合到画面上：静止处看起来不变，运动处出现重影，箭头应从一处指向另一处",
  onionOpacity: "下一帧的不透明度",
  onionOpacityNote: "0 只显示当前帧，100 只显示下一帧",
};
