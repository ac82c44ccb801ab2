import type { ErrorsTexts } from "./errors-en";
import { projectFailuresZhCN } from "./project-zh-cn";
import { recorderFailuresZhCN } from "./recorders-zh-cn";
import { tiffFailuresZhCN } from "./tiff-zh-cn";
import { truthFailuresZhCN } from "./truth-failures-zh-cn";

const OUTPUTS = { video: "视频", table: "表格", picture: "图片", project: "项目" } as const;

function outputName(output: keyof typeof OUTPUTS): string {
  return OUTPUTS[output];
}

/** What Kinoflow says in Simplified Chinese when something fails; part of the catalogue in zh-CN.ts. */
export const errorsZhCN: ErrorsTexts = {
  codes: {
    "file-missing": "文件不存在；请检查文件名和文件夹。",
    "file-unreadable": "无法读取文件；请检查其权限以及磁盘是否已连接。",
    "file-empty": "文件为空；请选择其他文件。",
    "file-changed": "文件在打开之后被更改；请重新打开。",
    "not-a-movie": "该文件不是 ffmpeg 能读取的影片；请选择其他文件。",
    "no-video": "该文件不含视频画面；请选择其他文件。",
    "no-frames": "该文件中没有可以解码的内容；请选择其他文件。",
    "frame-missing": "有一帧无法解码：影片在此处已损坏。",
    "decoder-failed": "ffmpeg 在解码时中止；请重试。",
    "ffmpeg-missing": "未找到 ffmpeg；请安装 ffmpeg 5.1 或更新版本，然后重新启动 Kinoflow。",
    "encoder-failed": "ffmpeg 在写入时中止；请重试。",
    "output-unwritable": "无法在该处写入文件；请选择其他文件夹或文件名。",
    "disk-full": "磁盘已满；请释放空间或选择其他文件夹。",
    "worker-died": "光流计算线程意外终止；请重试，或重新启动 Kinoflow。",
    "out-of-memory": "内存不足；请关闭其他程序，或选择较小的影片。",
    "invalid-argument": "Kinoflow 无法完成所要求的操作。",
    cancelled: "已取消。",
    busy: "同类任务正在运行；请等待其完成，或将其取消。",
    internal: "Kinoflow 内部出错；请连同详细信息一起报告。",
  },

  failures: {
    ...recorderFailuresZhCN,
    fileMissing: "文件不存在；请检查文件名和文件夹。",
    fileUnreadable: "无法读取文件；请检查其权限以及磁盘是否已连接。",
    fileEmpty: "文件为空（0 字节）；请选择其他文件。",
    folderWithoutPictures: "此文件夹中没有图像；请选择含有图像的文件夹或影片文件。",
    folderOfMovies: (count) => `此文件夹含有 ${count} 个影片；请选择其中一个。`,
    noSuchOrder: (rule, rules) =>
      rules === ""
        ? "此文件的名称没有说明图像的顺序。"
        : `这些图像的名称没有顺序“${rule}”；可选的有 ${rules}。`,
    picturesNotLinked: "无法在临时文件夹中排列图像；请检查其权限和可用空间。",
    rateIsTheFiles: "此影片有自己的时间，不能另选帧率；如果拍摄时的帧率更高，请指定拍摄帧率。",
    notAFile: "这不是普通文件；请选择影片文件。",
    isText: "这是文本文件，不是影片；请选择影片文件。",
    notAMovie: "该文件不是 ffmpeg 能读取的影片，或开头已损坏；请选择其他文件。",
    soundOnly: "该文件只有声音，没有画面；请选择带视频轨道的文件。",
    noVideo: "该文件没有视频轨道；请选择影片文件。",
    noSuchTrack: (track, tracks) => `文件中没有视频轨道 ${track}；现有轨道：${tracks}。`,
    probeStopped: "ffprobe 未能读完文件就已中止；请重试。",
    movieGone: "影片文件已不在原处：可能已被移动、重命名或删除，或其磁盘已断开。请将其放回，或从新位置打开。",
    movieReplaced: "影片文件在打开之后被替换；请重新打开以查看现在的内容。",
    movieUnreadable: "影片文件已无法读取；请检查其磁盘是否已连接，然后重新打开。",
    noSuchPictures: (name) => `没有名为 ${name} 的编号图像；请检查名称和文件夹。`,
    pictureFolderUnreadable: "无法列出图像所在的文件夹；请检查其名称和权限。",
    noFrames: "该影片没有一帧可以解码；影片已损坏，或此 ffmpeg 不支持其格式。",
    framesNotListed: "无法列出该影片的各帧；请尝试其他文件。",
    decoderStopped: "ffmpeg 在解码影片时中止；请转到其他帧，或重新打开影片。",
    readingStopped: "ffmpeg 在读取影片时中止；请重试。",
    noSuchFrame: (frame) => `该影片没有第 ${frame} 帧。`,
    frameUndecodable: (frame) => `第 ${frame} 帧无法解码：影片在此处已损坏或被截断。请转到其他帧。`,
    acrossCut: "镜头切换：下一帧是另一个场景，这里没有运动。",
    soundUndecodable: "无法解码这部影片的声音，因此播放时没有声音。",
    noNextFrame: (frame) => `第 ${frame} 帧没有光流：它没有下一帧。`,
    nothingAfterLastFrame: "最后一帧没有下一帧；请转到更早的帧。",
    seedOutsideRange: (name, frame, start, end) =>
      `轨迹 ${name} 设在第 ${frame} 帧，不在 ${start} 到 ${end} 帧之内；请选择其中一帧。`,
    seedOutsidePicture: (name, x, y, width, height) =>
      `轨迹 ${name} 设在 ${x}, ${y}，在画面之外：列从 0 到 ${width - 1}，行从 0 到 ${height - 1}。`,
    rangeOutside: (start, end, last) => `范围 ${start} 到 ${end} 超出了影片；帧号从 0 到 ${last}。`,
    maskSize: (width, height, movieWidth, movieHeight) =>
      `遮罩为 ${width} x ${height}，而影片为 ${movieWidth} x ${movieHeight}；两者大小必须相同。`,
    maskPieces: "此遮罩的碎块太多，无法保存；请选择斑点较少的遮罩。",
    nothingToExport: "所选范围内没有一帧可以解码，因此没有可导出的内容；请选择其他范围。",
    nothingToMeasure: "该影片中没有可读取的相邻两帧，因此没有运动可供测量；请手动选择方法。",
    videoTooLarge: (width: number, height: number) =>
      `${width} × ${height} 像素的视频超出了 H.264 的上限（每边 16384，总计约 2.68 亿像素）；请选择较小的尺寸。`,
    kymographTooLarge: (places, frames) =>
      `${places} 个位置 × ${frames} 帧的时空图太大（最多 1 亿个数值）；请选择较短的线或范围，或减少其中的帧数。`,
    pictureTooLarge: (width: number, height: number) =>
      `${width} × ${height} 像素的图片太大（最多 1 亿像素）；请选择较小的尺寸。`,
    videoDiskFull: "磁盘已满：视频未能完成，未完成的部分已删除；请释放空间或选择其他文件夹。",
    videoForbidden: "无法在该处写入视频；请选择您有权创建文件的文件夹。",
    videoStopped: "ffmpeg 在视频完成之前中止，未完成的部分已删除；请重试。",
    videoIncomplete: "视频未能完整写入，未完成的部分已删除；请检查磁盘是否已满。",
    videoNameRefused: "无法使用该视频文件名；请选择其他文件名或文件夹。",
    folderUnwritable: (folder, output) =>
      `文件夹 ${folder} 不存在或无法写入；请为${outputName(output)}选择其他文件夹。`,
    replacesMovie: (output) => `该${outputName(output)}会覆盖影片本身；请选择其他文件名。`,
    nameTaken: (output) => `该名称已被占用，且不是文件；请为${outputName(output)}选择其他文件名。`,
    nameOfFolder: (name) => `已有名为 ${name} 的文件夹；请选择其他文件名。`,
    diskFull: (name) => `磁盘已满：无法写入 ${name}；请释放空间或选择其他文件夹。`,
    placeUnwritable: (folder, name) => `文件夹 ${folder} 不存在或无法写入；请为 ${name} 选择其他文件夹。`,
    ffmpegMissing:
      "未找到 ffmpeg；请安装 ffmpeg 5.1 或更新版本，或将 FFMPEG_BIN 设为其路径，然后重新启动 Kinoflow。",
    ffprobeMissing:
      "未找到 ffprobe；请安装 ffmpeg 5.1 或更新版本（其中包含 ffprobe），或将 FFPROBE_BIN 设为其路径，然后重新启动 Kinoflow。",
    notFfmpeg: "该程序不是 ffmpeg；请选择 ffmpeg 程序本身，版本 5.1 或更新。",
    sampleNotMade: "ffmpeg 无法生成示例影片；请检查磁盘是否已满。",
    outOfMemory: "内存不足以处理这种尺寸的帧；请关闭其他程序，或选择较小的影片。",
    workerDied: "光流计算线程在计算时意外终止；请重试，若内存不足，请关闭其他程序。",
    workerNotStarted: "无法启动光流计算线程；Kinoflow 可能已损坏，请重新安装。",
    kernelsNotLoaded: "无法加载光流计算内核；Kinoflow 可能已损坏，请重新安装。",
    droppedLink: "链接不是影片文件；请先将影片保存到磁盘，再拖放该文件。",
    droppedText: "文字不是影片；请拖放影片文件。",
    droppedNoFile: "拖放的内容不是文件；请拖放影片文件。",
    droppedWithoutPath: (name) => `${name} 不是磁盘上的文件，而是来自其他程序；请先保存，再拖放该文件。`,
    recentGone: "该影片已不在列表中；请用“打开…”打开。",
    movieClosed: "该影片已不再打开；请重新打开。",
    comparisonRunning: "基准测试正在运行；请等待其完成，或将其取消。",
    measurementRunning: "测量正在运行；请等待其完成，或将其取消。",
    exportRunning: "导出正在运行；请等待其完成，或将其取消。",
    ...tiffFailuresZhCN,
    ...projectFailuresZhCN,
    ...truthFailuresZhCN,
    noAnswer: "Kinoflow 没有响应；请重试，或重新启动。",
  },
};
