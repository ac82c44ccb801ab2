/**
 * Undoes "horizontal differencing" (section 14 of TIFF 6.0) in place: each sample was written as its difference to the same one of
 * the pixel before.
 *
 * @param rows whole rows of samples, the lowest byte of each first
 * @param bits 8, 16, 32 or 64
 * @param samples of a pixel
 */
export function addDifferences(rows: Buffer, rowBytes: number, bits: number, samples: number): void {
  const count = (rowBytes * 8) / bits;
  for (let row = 0; row + rowBytes <= rows.length; row += rowBytes) {
    if (bits === 8) {
      for (let k = row + samples; k < row + count; k++) rows[k] += rows[k - samples];
    } else if (bits === 16) {
      const values = new DataView(rows.buffer, rows.byteOffset + row, rowBytes);
      for (let at = 2 * samples; at < rowBytes; at += 2) {
        values.setUint16(at, values.getUint16(at, true) + values.getUint16(at - 2 * samples, true), true);
      }
    } else if (bits === 32) {
      const values = new DataView(rows.buffer, rows.byteOffset + row, rowBytes);
      for (let at = 4 * samples; at < rowBytes; at += 4) {
        values.setUint32(at, values.getUint32(at, true) + values.getUint32(at - 4 * samples, true), true);
      }
    } else {
      const values = new DataView(rows.buffer, rows.byteOffset + row, rowBytes);
      for (let at = 8 * samples; at < rowBytes; at += 8) {
        const sum = values.getBigUint64(at, true) + values.getBigUint64(at - 8 * samples, true);
        values.setBigUint64(at, sum, true);
      }
    }
  }
}

/**
 * Undoes the predictor of floating-point numbers (Adobe's TIFF Technical Note 3) in place: in each row first come the highest bytes of
 * all numbers, then the next ones, all as differences. The lowest byte of each number is first afterwards, whatever the order of the file.
 */
export function addFloatDifferences(rows: Buffer, rowBytes: number, bits: number, samples: number): void {
  const bytes = bits / 8;
  const count = rowBytes / bytes;
  const planes = Buffer.allocUnsafe(rowBytes);
  for (let row = 0; row + rowBytes <= rows.length; row += rowBytes) {
    for (let k = row + samples; k < row + rowBytes; k++) rows[k] += rows[k - samples];
    rows.copy(planes, 0, row, row + rowBytes);
    for (let byte = 0; byte < bytes; byte++) {
      const plane = (bytes - 1 - byte) * count;
      for (let k = 0; k < count; k++) rows[row + k * bytes + byte] = planes[plane + k];
    }
  }
}
