import type { CanvasTexts } from "./canvas-en";
import { projectNotesZhCN } from "./project-zh-cn";

/** What the picture and its controls say in Simplified Chinese; part of the catalogue in zh-CN.ts. */
export const canvasZhCN: CanvasTexts = {
  zoom: "缩放",
  zoomLevel: "缩放比例",
  percent: (percent) => `${percent} %`,
  levelNote:
    "每个影片像素对应的屏幕像素。滚轮在指针处缩放，按住 Shift 左右移动，按住 Alt 上下移动；用鼠标拖动画面；双击在完整画面与一比一之间切换",
  fit: "适合",
  fitName: "适合窗口",
  fitNote: "显示完整画面 (0)",
  oneToOne: "1:1",
  oneToOneNote: "每个影片像素对应一个屏幕像素 (1)",
  zoomIn: "放大",
  zoomInNote: "放大 (+)",
  zoomOut: "缩小",
  zoomOutNote: "缩小 (−)",
  pictureOnlyNote: "全屏，隐藏所有面板",
  notes: {
    ...projectNotesZhCN,
    pictureCopied: "画面已复制",
    pictureNotCopied: "无法复制画面；请点击窗口后重试。",
    pictureOnly: "仅显示画面；按 Esc 或 F 恢复面板。",
    panelsBack: "面板已恢复。",
    onionCovered: "伪彩图遮住了两帧的大部分内容；按 C 可将其隐藏。",
    fitGivenUp: "色标未能适配：其间画面已换到另一帧。请暂停后再适配。",
    bookmarkSet: (name) => `已设置${name}`,
    bookmarkDeleted: (name) => `已删除${name}；可撤消`,
    bookmarksFull: (most) => `已有 ${most} 个书签，达到上限。`,
    pixelSizeFromFile: (size) => `像素尺寸取自文件：${size}`,
    probesFull: "最多可固定八个探针；请先删除一个再固定新的。",
  },
};
