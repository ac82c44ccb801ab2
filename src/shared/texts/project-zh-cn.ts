import type { ProjectCommands, ProjectFailures, ProjectNotes, ProjectTexts } from "./project-en";

export const projectZhCN: ProjectTexts = {
  kind: "Kinoflow 项目",
  openTitle: "打开项目",
  saveTitle: "保存为项目",
  locateTitle: (recording) => `${recording} 在哪里？`,
  title: (project, recording) => `${project}（${recording}）– Kinoflow`,
  unsavedTitle: (project, recording) => `• ${project}（${recording}）– Kinoflow`,
  subject: "项目",
  openLastGood: "打开上一个完好的版本",
  locate: "它在哪里？",
  recoverable: (name, when) => `处理 ${name} 时 Kinoflow 意外结束；${when} 之前所做的内容仍然保留。`,
  restore: "恢复",
  forget: "放弃",
  notices: {
    moved: "此项目的录像已被移动；已按内容找到它。",
    differs: "这不是创建该项目时的录像，或者它此后被改动过；标记可能已不在原来的位置。",
    "last-good": "这是项目上一个完好的版本；保存时会替换损坏的文件。",
    restored: "已恢复 Kinoflow 结束时打开的内容。",
  },
};

export const projectNotesZhCN: ProjectNotes = {
  projectSaved: (name) => `已保存为 ${name}`,
};

export const projectCommandsZhCN: ProjectCommands = {
  "new-project": "为此录像新建项目",
  "open-project": "打开项目…",
  "save-project": "保存项目",
  "save-project-as": "项目另存为…",
};

export const projectKeywordsZhCN: ProjectCommands = {
  "new-project": "空白 研究 重新开始",
  "open-project": "载入 研究 文件",
  "save-project": "存储 写入 研究",
  "save-project-as": "存储 副本 研究 其他位置",
};

export const projectFailuresZhCN: ProjectFailures = {
  projectBroken: (name) => `${name} 已损坏，或者不是 Kinoflow 项目。`,
  projectNewer: (name) => `${name} 由更新版本的 Kinoflow 保存；请用该版本或更新的版本打开。`,
  projectRecordingMissing: (name, recording) =>
    `${name} 的录像 ${recording} 不在原处，按内容也找不到；请指出它在哪里。`,
};
