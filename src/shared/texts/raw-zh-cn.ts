import type { rawCommandsEn, rawControlWordsEn, rawEn, rawKeywordsEn, rawNoticesEn } from "./raw-en";

/** Recordings without a header: their question, in Simplified Chinese; part of the catalogue in zh-CN.ts. */
export const rawZhCN: typeof rawEn = {
  title: "作为原始录像打开",
  about: (name, bytes) =>
    `${name}（${bytes} 字节）没有说明各帧的排列方式。只需说明一次；此文件夹中大小相同的文件以后都按此打开。`,
  suggestions: "建议",
  suggestionsTitle: "该文件正好容纳的常见相机排列方式",
  noSuggestion: "按下面所述",
  width: "宽度",
  height: "高度",
  bits: "位数",
  bitsTitle: "相机实际使用的采样位数；超过 8 位时占两个字节",
  byteOrder: "字节序",
  byteOrderTitle: "适用于占两个字节的采样：小端为低字节在前",
  little: "小端",
  big: "大端",
  colours: "采样",
  grey: "灰度",
  rgb: "红、绿、蓝",
  header: "文件头",
  headerTitle: "第一帧之前的字节数",
  gap: "间隔",
  gapTitle: "一帧结束到下一帧开始之间的字节数",
  rate: "帧率",
  rateTitle: "每秒帧数；不知道时为 0",
  bytes: "字节",
  frames: (count, left) => `${count} 帧${left === 0 ? "" : `，剩余 ${left} 字节`}`,
  preview: "第一帧",
  making: "正在读取…",
  open: "打开",
  layout: "原始排列",
  change: "更改…",
  changeTitle: (layout) => `各帧按 ${layout} 读取；可另行说明排列方式`,
  kind: "原始录像",
  chooseTitle: "打开没有文件头的录像",
};

export const rawNoticesZhCN: typeof rawNoticesEn = {
  rawLayoutRemembered: (layout) => `该原始录像按以前说明的 ${layout} 读取；可在“影片”面板中更改。`,
};

export const rawCommandsZhCN: typeof rawCommandsEn = { "open-raw": "作为原始录像打开…" };
export const rawKeywordsZhCN: typeof rawKeywordsEn = { "open-raw": "无文件头 二进制 相机 载入 导入" };
export const rawControlWordsZhCN: typeof rawControlWordsEn = {
  "raw-layout": "无文件头 二进制 宽度 高度 位数 字节序",
};
