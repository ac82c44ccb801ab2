/** True for the transfer characteristics (as ffmpeg names them) of high dynamic range: PQ and HLG of ITU-R BT.2100. */
export function isHighDynamicRange(transfer: string): boolean {
  return transfer === "smpte2084" || transfer === "arib-std-b67";
}
