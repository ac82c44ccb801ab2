import type { truthFailuresEn } from "./truth-failures-en";

export const truthFailuresZhCN: typeof truthFailuresEn = {
  truthSize: (name, size, frames) =>
    `${name} 为 ${size} 像素，而帧为 ${frames} 像素；请选择这一对帧的真实光流。`,
  fieldSizes: (size, other) => `两个光流场的尺寸不同，分别为 ${size} 和 ${other}；请选择同一对帧的两个场。`,
  fieldsShareNothing: "没有任何像素的运动在两个光流场中都已知，因此无从比较；请选择其他文件。",
};
