import type { NoticesTexts } from "./notices-en";
import { pictureNoticesZhCN } from "./picture-notices-zh-cn";
import { rawNoticesZhCN } from "./raw-zh-cn";
import { recorderNoticesZhCN } from "./recorders-zh-cn";
import { tiffNoticesZhCN } from "./tiff-zh-cn";

/** What is worth knowing of a movie, in Simplified Chinese; part of the catalogue in zh-CN.ts. */
export const noticesZhCN: NoticesTexts = {
  ...recorderNoticesZhCN,
  ...rawNoticesZhCN,
  frameRateVaries: "帧率可变；每一帧都保留自己的显示时间。",
  timesUnknown: "文件没有说明每一帧的显示时间，因此跳转时要从头解码，耗时更长。",
  tracks: (count, shown) => `文件含有 ${count} 条视频轨道；显示的是第 ${shown} 条。`,
  interlaced: "影片是隔行扫描的；去隔行由各场重建完整的帧。",
  interlacedAndTurned: "影片是隔行扫描的且经过旋转；两场作为一帧显示。",
  highDynamicRange: "影片为高动态范围；显示和导出时色调映射为标准动态范围。",
  grown: "文件在打开之后变长了；请重新打开以查看新增的内容。",
  singleFrame: "影片只有一帧，没有运动可供测量。",
  rateAssumed: (rate) => `图像序列没有自己的时间；假定为 ${rate} 帧/秒。`,
  pageRateAssumed: (rate) => `文件没有时间信息；假定每秒 ${rate} 帧。`,
  ...tiffNoticesZhCN,
  ...pictureNoticesZhCN,
};
