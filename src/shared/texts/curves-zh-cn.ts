import type { CurvesTexts } from "./curves-en";

export const curvesZhCN: CurvesTexts = {
  title: "随时间变化",
  about: "探针处的运动在已分析的各帧上以曲线画在时间轴上。",
  analyseFirst: "请先分析影片，即可在时间轴上以曲线查看探针处的运动。",
  quantity: "曲线内容",
  quantities: { u: "u", v: "v", speed: "速度" },
  quantityNames: { u: "u，向右", v: "v，向下", speed: "速度" },
  reading: (done, total) => `正在读取探针：${done} / ${total} 帧`,
  stop: "停止",
  valueTitle: (number) => `此帧中探针 ${number} 处的运动`,
  unreliable: (number) => `此帧中探针 ${number} 处的运动；不可靠`,
  subject: "探针随时间的变化",
  save: "数值导出为 CSV…",
  saveTitle: "将一段范围内每帧的探针处运动保存为电子表格",
  dialogTitle: "探针数值导出为 CSV",
  dialogAbout:
    "每帧一行：以秒为单位的时间，以及每个探针的位置、u、v、速度、方向和可靠度。尚未读取的会先读取。",
  marked: (start, end) => `标记的范围，第 ${start} 至 ${end} 帧`,
  whole: (frames) => `整部影片，${frames}`,
  start: "保存…",
  written: (file, frames) => `已将 ${frames} 保存到 ${file}。`,
};
