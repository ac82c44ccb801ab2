import type { ReliabilityTexts } from "./reliability-en";

/** What reliability means, and the threshold below which nothing is drawn, in Simplified Chinese. */
export const reliabilityZhCN: ReliabilityTexts = {
  note: "“均衡”等多尺度方法：在已知真实运动的测试图像对上，同等可靠性的矢量中误差不超过 1 像素的比例；单尺度方法：纹理能在多大程度上确定运动",
  threshold: "最低可靠性",
  thresholdNote: "可靠性低于此值之处不画箭头、流线和颜色，也不计入数值；0 表示全部显示",
  automatic: "自动",
  automaticNote: (value) =>
    `此方法为 ${value}：达到此值的矢量正确的可能性大于错误的可能性。手动设置的数值会保留，也用于之后的影片`,
};
