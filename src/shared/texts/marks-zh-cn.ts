import type { MarksTexts } from "./marks-en";

export const marksZhCN: MarksTexts = {
  subject: "测量标记",
};
