// Packs records small and unpacks them: the browser knows gzip. `start.js` and `export.js` fetch this
// when it is first needed. What is asked is told in `web/src/export/seam.rs`.

/** Longer than any first line of a record. */
const FIRST_LINE = 64;

/** A record's frames as a file: its first line, then the frames, packed. */
export const pack = async ({ head, data }) => {
  const packed = new Blob([data]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Blob([head, await new Response(packed).blob()], { type: "application/octet-stream" });
};

/** All that comes out of a stream, but no more than so many bytes. */
const gathered = async (stream, most) => {
  const pieces = [];
  let size = 0;
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > most) {
      await reader.cancel();
      throw "too large";
    }
    pieces.push(value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
};

/** The frames in a record's file, or what it is instead. */
export const unpack = async ({ file, head, name, most }) => {
  const first = await file.slice(0, FIRST_LINE).text();
  if (!first.startsWith(head)) {
    const line = first.split("\n")[0];
    throw line.startsWith(name) && /^\d+$/.test(line.slice(name.length)) && first.includes("\n")
      ? "newer"
      : "foreign";
  }
  const unpacker = new DecompressionStream("gzip");
  const packed = file.slice(head.length).stream();
  try {
    return await gathered(packed.pipeThrough(unpacker), most);
  } catch (reason) {
    // A cut or changed file is no gzip.
    throw typeof reason === "string" || reason?.name === "NotReadableError" ? reason : "damaged";
  }
};
