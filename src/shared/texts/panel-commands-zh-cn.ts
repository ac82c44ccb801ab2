import type { panelCommandsEn, panelKeywordsEn } from "./panel-commands-en";

/** Commands of the panels in Simplified Chinese, and other words for them; part of the catalogue in zh-CN.ts. */
export const panelCommandsZhCN: typeof panelCommandsEn = {
  "show-flow": "面板：光流",
  "show-view": "面板：视图",
  "show-measure": "面板：测量",
  "toggle-cost": "此帧的开销",
  "say-rates": "帧率与拍摄帧率",
  "toggle-halo": "箭头与流线的描边",
  "fit-colours": "使色图标度适合此帧",
  "lock-colours": "锁定速度标度",
  "fit-arrows": "使箭头适合此帧",
  "lock-arrows": "锁定箭头比例",
  "map-denser": "色图：更不透明",
  "map-sheerer": "色图：更透明",
  "toggle-fading": "方向颜色：不透明度随速度变化",
  "footage-brighter": "画面：更亮",
  "footage-darker": "画面：更暗",
};

export const panelKeywordsZhCN: typeof panelKeywordsEn = {
  "say-rates": "每秒帧数 相机 慢动作 高速 时间缩放",
  "show-flow": "检查器 标签 方法 设置",
  "show-view": "检查器 标签 图层 箭头 设置",
  "show-measure": "检查器 标签 探针 数值",
  "toggle-cost": "时间 内存 解码 绘制 性能",
  "toggle-halo": "轮廓 阴影 对比 隐藏",
  "fit-colours": "范围 色标 自动 最大",
  "lock-colours": "固定 保持 范围 色标",
  "fit-arrows": "长度 大小 比例 自动 矢量",
  "lock-arrows": "固定 保持 长度 大小 比例 矢量",
  "map-denser": "不透明度 隐藏画面",
  "map-sheerer": "不透明度 透明",
  "toggle-fading": "白雾 经典 色轮 透明 静止",
  "footage-brighter": "亮度",
  "footage-darker": "亮度 变暗 隐藏 黑",
};
