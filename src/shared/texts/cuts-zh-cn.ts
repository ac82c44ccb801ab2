import type { CutsTexts } from "./cuts-en";

/** What is said of cuts in Simplified Chinese; part of the catalogue in zh-CN.ts. */
export const cutsZhCn: CutsTexts = {
  subject: "镜头切换标记",
  noFigures: "镜头切换：无运动",
  noFiguresTitle: "下一帧是另一个场景：两帧之间没有运动",
  mark: "在本帧之后标记镜头切换",
  remove: "删除此处的镜头切换",
  menu: "镜头切换",
  markAfter: (frame) => `在第 ${frame} 帧之后标记镜头切换`,
  removeAt: (cut) => `删除第 ${cut} 帧之前的镜头切换`,
  found: (count) => `找到 ${count} 个镜头切换`,
  set: (count) => `手动标记 ${count} 个`,
};
