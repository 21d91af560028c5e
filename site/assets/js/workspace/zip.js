// ZIP archives without compression: the same files give the same bytes in every browser.
// Source: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16.

const UTF8 = 0x0800; // names are UTF-8
const DAY = 0x0021; // 1 January 1980, the first day that ZIP knows: an archive tells no time of its making

const CRCS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

/** @param {Uint8Array} bytes */
function crc32(bytes) {
  let rest = 0xffffffff;
  for (const byte of bytes) rest = (rest >>> 8) ^ CRCS[(rest ^ byte) & 0xff];
  return (rest ^ 0xffffffff) >>> 0;
}

/** Numbers as little-endian bytes. @param {[value: number, bytes: 2 | 4][]} fields */
function packed(...fields) {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [, bytes]) => sum + bytes, 0)));
  let at = 0;
  for (const [value, bytes] of fields) {
    bytes === 2 ? view.setUint16(at, value, true) : view.setUint32(at, value, true);
    at += bytes;
  }
  return new Uint8Array(view.buffer);
}

/** @param {[name: string, text: string][]} files in their order */
export function zip(files) {
  const encoder = new TextEncoder();
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const parts = [];
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const entries = [];
  let size = 0;
  let listed = 0;
  for (const [file, text] of files) {
    const [name, data] = [file, text].map((told) => encoder.encode(told));
    // version needed, flags, method (stored), time, day, checksum, sizes, length of name, of extra fields
    const common = packed([20, 2], [UTF8, 2], [0, 2], [0, 2], [DAY, 2], [crc32(data), 4], [data.length, 4], [data.length, 4], [name.length, 2], [0, 2]);
    // made by version, then as above, then length of comment, disk, attributes inside and outside, place
    const entry = [packed([0x02014b50, 4], [20, 2]), common, packed([0, 2], [0, 2], [0, 2], [0, 4], [size, 4]), name];
    parts.push(packed([0x04034b50, 4]), common, name, data);
    entries.push(...entry);
    size += 4 + common.length + name.length + data.length;
    listed += entry.reduce((sum, part) => sum + part.length, 0);
  }
  const end = packed([0x06054b50, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [listed, 4], [size, 4], [0, 2]);
  return new Blob([...parts, ...entries, end], { type: "application/zip" });
}
