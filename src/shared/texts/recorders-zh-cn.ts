import type { recorderFailuresEn, recorderNoticesEn } from "./recorders-en";

/** What is said of recordings of cameras and instruments, in Simplified Chinese. */

export const recorderNoticesZhCN: typeof recorderNoticesEn = {
  recordingCutOff: (there, stated) => `文件不完整或仍在写入：只有 ${there} 帧，而文件声明有 ${stated} 帧。`,
  recordingCut: (there) => `文件不完整或仍在写入；显示其中完整的 ${there} 帧。`,
  recordingMoreFrames: (stated, there) =>
    `文件声明有 ${stated} 帧，但实际含有 ${there} 帧；只显示声明的那些帧。`,
  recordingBytesLeft: (bytes) => `文件末尾的 ${bytes} 字节不足一帧，已略去。`,
  recordingOtherPictures: (count) => `文件中依次含有 ${count} 幅图像；只显示第一幅。`,
  recordingRange: (from, to) => `${from} 到 ${to} 的数值显示为从黑到白，所有帧都相同。`,
  recordingOffset: (offset) => `有些数值小于零；所有数值都加上了 ${offset}。`,
  recordingMosaic: "该相机的各种颜色以马赛克方式并排存放；按录制的原样以灰度显示。",
  recordingStampsDiffer: (stated, stamped) =>
    `文件声明为 ${stated} 帧/秒，但时间戳为 ${stamped} 帧/秒；每一帧采用其时间戳的时间。`,
  recordingStampsUnusable: (rate) => `该录像的时间戳没有递增；采用其声明的 ${rate} 帧/秒。`,
  recordingStampsRepaired: (count) => `该录像有 ${count} 个时间戳没有递增；这些帧的时间由帧率推算。`,
  recordingDelaysMissing: (count) => `有 ${count} 帧在文件中的显示时间为零；与浏览器一样，各显示 0.1 秒。`,
};

export const recorderFailuresZhCN: typeof recorderFailuresEn = {
  recordingDamaged: (kind) => `这个 ${kind} 文件的开头已损坏或不完整；请选择其他文件。`,
  recordingWithoutFrames: (kind) =>
    `这个 ${kind} 文件没有一个完整的帧：文件不完整，或仍在写入。请稍后再试，或选择其他文件。`,
  recordingWithoutPictures: (kind) => `这个 ${kind} 文件不含图像；请选择其他文件。`,
  recordingSize: (kind, width, height) =>
    `这个 ${kind} 文件声明的帧大小为 ${width} x ${height} 像素，无法显示；文件可能已损坏。`,
  recordingPacking: (kind, packing) =>
    `这个 ${kind} 文件的压缩方式为 ${packing}，Kinoflow 无法读取；请用生成它的程序以不压缩的方式保存。`,
  recordingSamples: (kind, samples) =>
    `这个 ${kind} 文件的像素类型 Kinoflow 无法读取（${samples}）；请用生成它的程序保存为 8 位或 16 位灰度。`,
  rawLayoutNeeded:
    "该文件没有说明自己是什么；如果是原始录像，请给出帧的宽度、高度和位数（在应用中用“作为原始录像打开…”，在命令行用 --raw）。",
  rawLayoutSize: "原始录像的宽度和高度是 1 到 65535 的整数。",
  rawLayoutDepth: (bits) => `这种采样的位深是 1 到 ${bits} 的整数。`,
  rawLayoutBytes: "原始录像的文件头和间隔是不小于 0 的整数字节。",
  rawLayoutRate: "原始录像的帧率大于 0，且不超过 1000000000 帧/秒。",
  rawLayoutTooLarge: (needed, there) =>
    `按此排列，一帧在第 ${needed} 字节处结束，但文件只有 ${there} 字节；请检查宽度、高度、位数和文件头。`,
};
