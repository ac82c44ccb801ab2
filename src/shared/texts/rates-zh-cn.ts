import type { rateControlWordsEn, ratesEn } from "./rates-en";

/** Frame rates, capture rates and orders of pictures, in Simplified Chinese; part of the catalogue in zh-CN.ts. */
export const ratesZhCN: typeof ratesEn = {
  frameRate: "帧率",
  frameRateTitle: "每秒帧数；此记录没有自己的时间",
  captureRate: "拍摄帧率",
  captureRateTitle: "播放帧率与相机不同时相机的每秒帧数：所有时间按它缩放",
  order: "顺序",
  orderTitle: "按名称中的什么排列图像",
  orders: {
    numbers: (first) => `编号，从 ${first} 起`,
    times: (first) => `时刻，从 ${first} 起`,
    pairs: "图像对",
    alphabetical: (first) => `字母顺序，从 ${first} 起`,
  },
  openFolderTitle: "打开图像文件夹",
};

/** Other words for the controls. */
export const rateControlWordsZhCN: typeof rateControlWordsEn = {
  "frame-rate": "每秒帧数 速度 时间",
  "capture-rate": "高速相机 慢动作 时间缩放",
  "picture-order": "编号 名称 排序 序列 图像对 时刻",
};
