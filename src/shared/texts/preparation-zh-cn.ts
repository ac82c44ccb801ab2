import type { PreparationTexts } from "./preparation-en";

/** What is said of what is done to frames before their flow; part of the catalogue in zh-CN.ts. */
export const preparationZhCN: PreparationTexts = {
  title: "光流之前",
  titleNote: "计算运动之前对两帧亮度所做的处理；显示的画面不变。分析、导出和表格使用相同的处理",
  nothing: "无",
  stages: {
    flicker: {
      label: "消除闪烁",
      note: "使下一帧的光照与本帧一致：可在画面上平滑变化的增益，以及偏移。适用于灯光闪烁、曝光变化、卷帘快门",
    },
    background: {
      label: "背景",
      note: "去除静止的部分：每个像素在影片 64 帧中的最小值或平均值。适用于固定机位前的粒子和动物",
    },
    cap: {
      label: "限制亮点",
      note: "亮度不超过该帧中位数加若干倍标准差：少数亮粒子不再压过其他粒子",
    },
    clahe: {
      label: "局部对比度（CLAHE）",
      note: "在限度内把画面各部分的灰度扩展到整个范围。适用于光照不均和微弱纹理；也会增强噪声",
    },
    highpass: {
      label: "高通",
      note: "减去每个像素周围的平均值：随光照变化的光晕、阴影和渐变被去除，细纹理保留",
    },
    smooth: { label: "平滑", note: "高斯平滑：相机噪声更少，细节也更少" },
  },
  backgroundKinds: { off: "关", min: "最小值", mean: "平均值" },
  markedRange: "仅在标记范围内",
  markedRangeNote: "用标记范围的帧而非整部影片求背景",
  noMarkedRange: "请先在画面下方标记范围",
  overFrames: (first, last) => `第 ${first}–${last} 帧`,
  making: (done, total) => `背景：第 ${done} 帧，共 ${total} 帧`,
  cap: "标准差倍数",
  tiles: "横向块数",
  clip: "对比度上限",
  sigma: "宽度 (σ)",
  capNote: "在中位数之上多远处截断",
  tilesNote: "较长边的块数：越多，越能跟随光照的细小变化",
  clipNote: "每个灰度级最多计为平均值的多少倍：对比度最多约增加到这个倍数",
  highpassNote: "高斯平均的标准差：应大于运动的物体",
  smoothNote: "高斯的标准差",
  show: "显示处理后的画面",
  showNote: "显示用于计算运动的亮度，代替原画面",
  stage: { label: "预处理", title: "计算之前对两帧所做的处理" },
};
