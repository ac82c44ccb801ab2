import type { VerificationTexts, verificationFailuresEn } from "./verification-en";

export const verificationZhCN: VerificationTexts = {
  panel: "可信度",
  panelNote: "屏幕上的运动与真值可能相差多少",
  verify: "验证…",
  verifyNote: "以已知运动移动本帧，看各方法与之相差多少",
  truth: "真值光流…",
  truthNote: "将本帧的运动与文件中的真值比较",

  title: "验证",
  about:
    "以已知运动移动屏幕上的帧，加上与其相当的噪声，再将求得的运动与真值比较：此方法在此素材上能达到的精度。",
  motion: "已知运动",
  motionNote: "帧如何移动",
  motions: { shift: "平移", turn: "旋转", zoom: "缩放", shear: "剪切" },
  likeFrame: "与本帧运动一样快",
  likeFrameNote: "取当前方法在本帧求得的速度的第 95 百分位",
  size: "大小",
  sizeNote: "位移的均方根，以像素计",
  run: "验证",
  again: "再次验证",
  running: (done, total) => `第 ${done} 种方法，共 ${total} 种…`,
  starting: "正在移动本帧…",
  label: "验证进度",
  method: "方法",
  methods: {
    present: "当前方法",
    fast: "快速",
    balanced: "均衡",
    accurate: "精确",
    "lucas-kanade": "Lucas-Kanade（单尺度）",
  },
  mean: "平均误差",
  median: "中位数",
  p95: "第 95 百分位",
  p95Note: "100 个误差中有 95 个不超过此值",
  aboveOne: "大于 1 px",
  aboveThird: "大于 1/3 px",
  within: "不超过不确定度",
  withinNote: "误差不超过其向量不确定度的比例：不确定度成立时为 68 %",
  result: (frame, motion, size, noise) =>
    `第 ${frame} 帧的端点误差：${motion} ${size} px，噪声 ${noise} 级灰度`,
  map: "当前方法的端点误差",
  mapScale: (limit) => `端点误差，0 到 ${limit} px`,
  unknown: "没有颜色的位置移出了画面，或没有已知的真值。",

  truthTitle: "真值光流",
  truthAbout:
    "将屏幕上帧对由当前方法求得的运动与文件中的真值比较：.flo（Middlebury）、.png（KITTI）或 .npy，以像素计，从本帧到与其比较的帧。",
  choose: "选择文件…",
  chooseOther: "选择其他文件…",
  chooseTruth: "打开真值光流",
  truthFiles: "光流场",
  judging: "正在计算…",
  truthResult: (file, first, second) => `${file}，第 ${first} 帧和第 ${second} 帧`,
  angle: "平均角误差",
  angleNote: "(u, v, 1) 与真值之间的角，依 Barron、Fleet 和 Beauchemin 1994",
  compared: "比较的像素",
  left: "略去的像素",
};

export const verificationFailuresZhCN: typeof verificationFailuresEn = {
  truthSize: (name, size, frames) =>
    `${name} 为 ${size} 像素，而帧为 ${frames} 像素；请选择这一对帧的真实光流。`,
  fieldSizes: (size, other) => `两个光流场的尺寸不同，分别为 ${size} 和 ${other}；请选择同一对帧的两个场。`,
  fieldsShareNothing: "没有任何像素的运动在两个光流场中都已知，因此无从比较；请选择其他文件。",
};
