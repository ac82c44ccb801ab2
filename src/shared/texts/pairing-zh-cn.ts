import type { PairingTexts } from "./pairing-en";

export const pairingZhCn: PairingTexts = {
  label: "比较对象",
  name: "用于比较的帧",
  note: "每一帧的光流指向哪一帧；这是录像自身的设置，换方法时不变",
  choices: {
    next: "下一帧",
    step: "之后第 n 帧",
    new: "下一个新画面",
    pairs: "成对（0–1、2–3……）",
    reference: "参考帧",
  },
  notes: {
    next: "每一帧到下一帧的运动",
    step: "用于缓慢运动：到之后某一帧的运动，再除以帧数",
    new: "略去重复同一画面的帧：运动指向下一个新画面",
    pairs: "用于双曝光（如 PIV）：第 0 与 1 帧为一对，第 2 与 3 帧为一对，依此类推",
    reference: "用于变形：此处的内容自参考帧以来移动了多远",
  },
  described: {
    step: (step) => `每帧与其后第 ${step} 帧比较`,
    new: "每帧与下一个新画面比较",
    pairs: (pulse) => (pulse === null ? "成对的帧" : `成对的帧，间隔 ${pulse} µs`),
    reference: (frame) => `每帧与第 ${frame} 帧比较`,
  },
  step: "帧数",
  pulse: "脉冲间隔（µs）",
  pulseNote: "一对两帧之间的时间，用于表格；0 表示采用帧的时间",
  reference: "参考帧",
  repeats: (repeated, pairs, every) =>
    every === null
      ? `${pairs} 对中有 ${repeated} 对画面重复。`
      : `每 ${every} 帧只有一帧是新的：${pairs} 对中有 ${repeated} 对画面重复。`,
  leaveOut: "略去重复帧",
};
