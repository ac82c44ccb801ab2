import type { LayoutTexts } from "./layout-en";

/** What the window's layout says in Simplified Chinese; part of the catalogue in zh-CN.ts. */
export const layoutZhCN: LayoutTexts = {
  cost: "开销",
  costNote: "此帧的解码、计算与绘制时间，以及计算其运动所占的内存",
  noCost: "尚无帧",
  costSentence: ({ decode, flow, draw, bytes }) =>
    [`解码 ${decode}`, flow === null ? "无光流" : `光流 ${flow}`, `绘制 ${draw}`, bytes].join(" · "),
};
