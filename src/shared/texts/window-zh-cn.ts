import type { WindowTexts } from "./window-en";

/** What the window says of leaving it and of the sound of a movie, in Simplified Chinese; part of the catalogue in zh-CN.ts. */
export const windowZhCn: WindowTexts = {
  leaving: {
    title: "正在导出",
    done: (percent) => `已完成 ${percent} %。`,
    consequence: "若停止导出，未完成的文件将被删除。",
    stop: { close: "停止并关闭", quit: "停止并退出" },
    keep: "继续导出",
  },
  sound: {
    sound: "声音",
    soundNote: "随画面播放声音",
    normalOnly: "仅以 1× 正向播放时有声音；此速度下无声",
    volume: "音量",
    silent: "无声音",
  },
};
