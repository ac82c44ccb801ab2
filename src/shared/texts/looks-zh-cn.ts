import type { LookCommandsTexts, LookKeywordsTexts, LooksTexts } from "./looks-en";

export const looksZhCN: LooksTexts = {
  title: "外观",
  note: "适合某类画面的颜色、描边和画面亮度；绘制内容及其比例保持不变",
  names: { dark: "浅色箭头，深色描边", bright: "深色箭头，浅色描边", print: "印刷" },
  notes: {
    dark: "适合多数影片和较暗的画面",
    bright: "适合明亮的画面",
    print: "画面接近白色，细黑箭头，浅色图例",
  },
  own: "自定义",
  wash: "画面泛白",
  washNote: "将画面与白色混合，用于印刷；达到 40 % 时图例变为浅色",
};

export const lookCommandsZhCN: LookCommandsTexts = {
  "look-dark": "外观：浅色箭头，深色描边",
  "look-bright": "外观：深色箭头，浅色描边",
  "look-print": "外观：印刷",
};

export const lookKeywordsZhCN: LookKeywordsTexts = {
  "look-dark": "样式 预设 主题 暗 夜间 标准 默认",
  "look-bright": "样式 预设 主题 明亮 浅色背景 雪",
  "look-print": "样式 预设 主题 纸 白 发表 插图 墨",
};
