import type { TiffFailures, TiffNotices } from "./tiff-en";

const SAVE_AGAIN = "请以不压缩、LZW 或 Deflate 方式重新保存";
const SAVE_VALUES = "请将其另存为灰度或 RGB，每个值 8 位或 16 位";

/** What is worth knowing of a TIFF file, in Simplified Chinese; part of the notices. */
export const tiffNoticesZhCN: TiffNotices = {
  tiffSeries: (count, shown) => `文件含有 ${count} 段记录；显示的是第 ${shown} 段。`,
  tiffChannels: (count, shown) => `文件含有 ${count} 个通道；显示的是第 ${shown} 个。`,
  tiffDepths: (count, shown) => `文件含有 ${count} 个深度（z）；显示的是第 ${shown} 个。`,
  tiffChannelsAndDepths: (channels, depths, channel, depth) =>
    `文件含有 ${channels} 个通道和 ${depths} 个深度（z）；显示的是通道 ${channel}、z ${depth}。`,
  tiffDepthsAsFrames: (count) => `文件在同一时刻含有 ${count} 个深度（z）；它们依次作为帧显示。`,
  tiffElsewhere: (count) => `这段记录有 ${count} 幅图像在其他文件中；只显示本文件中的图像。`,
  tiffUnclear: (program) =>
    `文件对通道、深度和时间的说明${program === "" ? "" : `（${program}）`}与其图像不符；图像按文件中的顺序显示。`,
  tiffInterval: (program, seconds) => `帧间隔 ${seconds} 秒取自 ${program} 写入文件的数据。`,
  tiffTimes: (program) => `各帧的时间取自 ${program} 写入文件的数据。`,
  tiffResolution: (x, y) => `像素尺寸 ${x} × ${y} µm 取自文件中的分辨率。`,
  tiffPixelSize: (program, x, y) => `像素尺寸 ${x} × ${y} µm 取自 ${program} 写入文件的数据。`,
  tiffExtraSamples: "透明度以及颜色之外的其他值被略去。",
  tiffSigned: (added) => `文件中的值带有符号；每个值都加上 ${added}。`,
  tiffRange: (low, high) => `文件中 ${low} 到 ${high} 的值显示为 0 到 65535 级；超出部分显示为黑或白。`,
  tiffLookUp: "值以灰度显示；ImageJ 赋予它们的颜色被略去。",
  tiffMosaic: "彩色相机的像素按记录时的样子（在其滤色片之后）以灰度显示。",
  tiffCutOff: (there, said) => `文件声明有 ${said} 幅图像，实际有 ${there} 幅；文件被截断，或仍在写入。`,
  tiffMorePages: (count) => `文件末尾有 ${count} 幅图像未被其说明提及，已略去。`,
  tiffListDamaged: (count) => `图像列表在第 ${count} 幅之后损坏；文件已损坏、被截断，或仍在写入。`,
  tiffPageDiffers: (image) =>
    `文件的第 ${image} 幅图像已损坏，或其尺寸、类型与其他图像不同；这类图像标为缺失。`,
  tiffPageCut: (image) => `文件的第 ${image} 幅图像超出文件末尾；文件被截断，或仍在写入。`,
  tiffLeftOut: (count) => `文件中有 ${count} 幅其他图像的缩略图或掩膜，已略去。`,
};

/** Why a TIFF file cannot be shown, in Simplified Chinese; part of the failures. */
export const tiffFailuresZhCN: TiffFailures = {
  tiffDamaged: "该 TIFF 文件开头已损坏或被截断，找不到任何图像；请选择其他文件。",
  tiffTooLarge: (width, height) =>
    `该 TIFF 文件的图像为 ${width} × ${height} 像素，超出可显示的上限（2.68 亿）；请保存其中较小的部分。`,
  tiffCompression: (name) => `Kinoflow 无法读取该 TIFF 文件图像的压缩方式（${name}）；${SAVE_AGAIN}。`,
  tiffColours: (name) => `Kinoflow 无法读取该 TIFF 文件图像的颜色（${name}）；${SAVE_VALUES}。`,
  tiffBits: (bits) => `Kinoflow 无法读取该 TIFF 文件图像的值（${bits} 位）；${SAVE_VALUES}。`,
  tiffMixedBits: `该 TIFF 文件各通道的位数不同，Kinoflow 无法读取；${SAVE_VALUES}。`,
  tiffComplex: "该 TIFF 文件的图像由复数组成，Kinoflow 无法显示；请保存其实部或模。",
  tiffVolume: "该 TIFF 文件的每幅图像都是一个体，Kinoflow 无法读取；请为每个深度保存一幅图像。",
};
