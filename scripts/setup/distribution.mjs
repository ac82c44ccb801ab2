import { readFileSync } from "node:fs";
import { findOnPath } from "./command.mjs";

/**
 * How each package manager is called, and what our needs are called there. `a|b` names alternatives, newest
 * first: Debian and Ubuntu renamed libraries in 2024.
 */
const MANAGERS = {
  apt: {
    program: "apt-get",
    install: "apt-get install -y --no-install-recommends",
    packages: {
      ffmpeg: ["ffmpeg"],
      libraries: [
        "libasound2t64|libasound2",
        "libatk-bridge2.0-0t64|libatk-bridge2.0-0",
        "libatk1.0-0t64|libatk1.0-0",
        "libatspi2.0-0t64|libatspi2.0-0",
        "libcairo2",
        "libcups2t64|libcups2",
        "libdbus-1-3",
        "libdrm2",
        "libexpat1",
        "libgbm1",
        "libglib2.0-0t64|libglib2.0-0",
        "libgtk-3-0t64|libgtk-3-0",
        "libnspr4",
        "libnss3",
        "libpango-1.0-0",
        "libudev1",
        "libx11-6",
        "libxcb1",
        "libxcomposite1",
        "libxdamage1",
        "libxext6",
        "libxfixes3",
        "libxkbcommon0",
        "libxrandr2",
      ],
      display: ["xvfb", "xauth"],
      fonts: ["fonts-dejavu-core"],
    },
  },
  dnf: {
    program: "dnf",
    install: "dnf install -y",
    packages: {
      ffmpeg: ["ffmpeg-free"],
      libraries: [
        "alsa-lib",
        "at-spi2-atk",
        "cups-libs",
        "gtk3",
        "libXcomposite",
        "libXdamage",
        "libXrandr",
        "mesa-libgbm",
        "nss",
      ],
      display: ["xorg-x11-server-Xvfb", "xorg-x11-xauth"],
      fonts: ["dejavu-sans-fonts"],
    },
  },
  pacman: {
    program: "pacman",
    install: "pacman -S --needed --noconfirm",
    packages: {
      ffmpeg: ["ffmpeg"],
      libraries: ["alsa-lib", "at-spi2-core", "gtk3", "libcups", "mesa", "nss"],
      display: ["xorg-server-xvfb", "xorg-xauth"],
      fonts: ["ttf-dejavu"],
    },
  },
  zypper: {
    program: "zypper",
    install: "zypper install -y",
    packages: {
      ffmpeg: ["ffmpeg"],
      libraries: ["libasound2", "libcups2", "libgbm1", "libgtk-3-0", "mozilla-nss"],
      display: ["xorg-x11-server-Xvfb", "xauth"],
      fonts: ["dejavu-fonts"],
    },
  },
  brew: { program: "brew", install: "brew install", packages: { ffmpeg: ["ffmpeg"] }, needsRoot: false },
  winget: {
    program: "winget",
    install: "winget install --exact --id",
    packages: { ffmpeg: ["Gyan.FFmpeg"] },
    needsRoot: false,
  },
};

const MANAGER_OF_FAMILY = {
  debian: "apt",
  ubuntu: "apt",
  fedora: "dnf",
  rhel: "dnf",
  centos: "dnf",
  arch: "pacman",
  suse: "zypper",
  opensuse: "zypper",
};

export const isRoot = () => process.getuid?.() === 0;

/** The package manager of this machine, or undefined. */
export function packageManager() {
  if (process.platform === "darwin") return MANAGERS.brew;
  if (process.platform === "win32") return MANAGERS.winget;
  const name = managerOf(readOsRelease());
  return name && findOnPath(MANAGERS[name].program) ? MANAGERS[name] : undefined;
}

export const managerNamed = (name) => MANAGERS[name];

export const isApt = (manager) => manager === MANAGERS.apt;

/** The name in MANAGERS for the text of /etc/os-release. */
export function managerOf(osRelease) {
  const value = (key) => osRelease.match(new RegExp(`^${key}="?([^"\\n]*)"?$`, "m"))?.[1] ?? "";
  const families = `${value("ID")} ${value("ID_LIKE")}`.split(/\s+/);
  const family = families.find((name) => MANAGER_OF_FAMILY[name.replace(/-.*/, "")]);
  return family && MANAGER_OF_FAMILY[family.replace(/-.*/, "")];
}

/** What to type to get `needs` (keys of a manager's packages), for a user who is or isn't root. */
export function installCommand(manager, needs, asRoot = isRoot(), choose = oldestName) {
  const names = needs.flatMap((need) => manager.packages[need] ?? []).map(choose);
  const command = `${manager.install} ${names.join(" ")}`;
  return manager.needsRoot === false || asRoot ? command : `sudo ${command}`;
}

const oldestName = (alternatives) => alternatives.split("|").at(-1);

function readOsRelease() {
  try {
    return readFileSync("/etc/os-release", "utf8");
  } catch {
    return "";
  }
}
