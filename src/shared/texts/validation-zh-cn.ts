import type { ValidationTexts } from "./validation-en";

export const validationZhCN: ValidationTexts = {
  title: "相机与矢量检验",
  camera: "相机运动",
  cameraNote: "去除画面大部分共有的运动:箭头、色图、数值、表格和导出均不含该运动",
  cameras: {
    none: "保留",
    shift: "去除平移",
    similarity: "去除平移、旋转、缩放",
    homography: "去除单应变换",
  },
  cameraLeftIn:
    "相机运动仍保留：当前与之后第 n 帧或参考帧比较。如需去除，请改为与下一帧或下一个新画面比较，或成对比较。",
  cameraRemoved: "已去除的相机运动",
  cameraRemovedTitle: (turn, zoom, axes) =>
    `从本帧去除的相机运动,在画面中心处,${axes};从 x 向 y 旋转 ${turn},放大 ${zoom} 倍`,
  cameraAxes: { pixels: "x 向右,y 向下", laid: "沿坐标轴" },
  cameraUnknown: "未知",
  cameraUnknownTitle: "可靠的矢量太少,无法得知相机运动:本帧的数值均不计入",
  speedLimits: "速度范围",
  speedLimitsNote: "u、v 框外的矢量无效;在图中拖出框,或输入其边界。单位 px/帧,x 向右,y 向下",
  bounds: {
    minU: "u 从",
    maxU: "u 至",
    minV: "v 从",
    maxV: "v 至",
  },
  boundRefused: (axis) => `“${axis} 从”必须小于“${axis} 至”;速度范围保持不变。`,
  noneValid: "此处没有有效的矢量:全部未通过“相机与矢量检验”中的检验。",
  scatter: (vectors) =>
    vectors === 0
      ? "本帧矢量的 u 和 v:无"
      : `本帧 ${vectors} 个矢量的 u(向右)和 v(向下);拖出一个框即可设定速度范围`,
  scatterNone: "本帧没有可显示的矢量。",
  scatterLabel: "u 和 v,px/帧",
  wholeRange: "适配本帧",
  wholeRangeNote: "将范围设在本帧矢量的四周,每侧最远的千分之一除外",
  medianTest: "归一化中值检验",
  medianTestNote: "与邻近矢量之差大于邻近矢量彼此之差的矢量无效(Westerweel 与 Scarano,2005)",
  threshold: "阈值",
  thresholdNote: "通常为 2;越低找到的越多,包括正确的",
  epsilon: "波动 (px)",
  epsilonNote: "正常情况下运动的波动:通常为 0.1 px",
  neighbourhood: "邻域",
  neighbourhoodNote: (spacing) => `与之比较的矢量,彼此相距 ${spacing} px;邻域越大,能找到的成片错误矢量越大`,
  neighbourhoods: { 3: "3 × 3 个矢量", 5: "5 × 5 个矢量" },
  forwardBackward: "前向与后向",
  forwardBackwardNote: "返回路径通向别处的矢量无效,例如有物体被遮挡之处;耗时加倍",
  forwardBackwardLimit: "限值 (px)",
  replace: "以邻近矢量替换",
  replaceNote: "以有效邻近矢量的中值替换无效矢量;以蓝色绘制,并在每个文件中标记",
  reliabilityNote: (minimum) => `只检验可靠性不低于 ${minimum} 的矢量;其余不计入。`,
  validShare: "有效矢量",
  validShareTitle: (speed, median, back, replaced) =>
    `占本帧可靠矢量的比例。无效:超出速度范围 ${speed} 个,中值检验 ${median} 个,前后向 ${back} 个;其中 ${replaced} 个已替换`,
};
