import type { pictureNoticesEn } from "./picture-notices-en";

/** What is worth knowing of numbered pictures, raw streams and rates, in Simplified Chinese; part of the catalogue in notices-zh-cn.ts. */
export const pictureNoticesZhCN: typeof pictureNoticesEn = {
  picturesByNumber: (first, last, step) =>
    `图像按编号排列，从 ${first} 到 ${last}${step === 1 ? "" : `，步长为 ${step}`}。`,
  picturesWithGaps: (first, last, step, missing) =>
    `图像按编号排列，从 ${first} 到 ${last}${step === 1 ? "" : `，步长为 ${step}`}；缺少 ${missing} 个编号，相应的帧已标出。`,
  picturesInOrder: (first, last) =>
    `图像按编号排列，从 ${first} 到 ${last}；编号间隔不均匀，假定各帧间隔相等。`,
  picturesByTime: (first, last) => `图像按名称中的时刻排列，从 ${first} 到 ${last}。`,
  timesFromNames: "各帧的时间取自图像名称中的时刻。",
  picturesInPairs: (pairs, first, second) =>
    `图像是双帧相机的 ${pairs} 个图像对：${first} 与 ${second} 为一对${pairs === 1 ? "" : "，依此类推"}。`,
  picturesEmpty: (count, first) =>
    count === 1
      ? `${first} 是空文件；相应的帧已标出。`
      : `有 ${count} 个空图像文件，第一个是 ${first}；相应的帧已标出。`,
  onlyFileOfFolder: (name) => `文件夹中只有 ${name}，显示的就是它。`,
  rawRateAssumed: (rate) => `裸码流没有自己的时间；假定为 ${rate} 帧/秒。`,
  timesTooCoarse: (rate) => `该文件的时间戳过于粗略，无法区分各帧；在给出帧率之前假定为 ${rate} 帧/秒。`,
  captureRate: (captured, stored) =>
    `时间按 ${captured} 帧/秒的拍摄帧率计算；文件的播放帧率为 ${stored} 帧/秒。`,
  sizeChanges: (frame, width, height) =>
    `从第 ${frame} 帧起图像尺寸变为 ${width} × ${height}；它们被缩放到第一幅图像的尺寸。`,
  picturesByName: (first, last) => `图像按名称的字母顺序排列，从 ${first} 到 ${last}。`,
  picturesBefore: (first) => `${first} 之前的图像被略去，因为那里缺少太多编号。`,
  picturesAfter: (last) => `图像在 ${last} 之后中断，因为那里缺少太多编号。`,
};
