import type { BookmarksTexts } from "./bookmarks-en";

export const bookmarksZhCN: BookmarksTexts = {
  title: "书签",
  none: "还没有书签。按 B 在播放头处设置书签，按 Shift+B 设置并命名。",
  set: "在此设置",
  setTitle: "在播放头处设置书签",
  full: (most) => `已有 ${most} 个书签，达到上限。`,
  unnamed: (number) => `书签 ${number}`,
  goTo: (name, place) => `转到 ${name}，${place}`,
  rename: (name) => `重命名 ${name}`,
  newName: (name) => `${name} 的新名称`,
  remove: (name) => `删除 ${name}`,
  mark: (name, place) => `${name}（${place}）`,
  marks: "时间轴上的书签",
  command: (name, frame) => `转到书签：${name}（第 ${frame} 帧）`,
  dialogTitle: "书签",
  dialogName: "名称",
  save: "保存",
  subject: "书签",
  keywords: "标记 时刻 备注",
};
