// Makes a link of a run, and copies it where that is allowed; `start.js` fetches this when a link is
// first asked for. What is asked is told in `web/src/scenarios/seam.rs`.

/** Text, deflated (RFC 1951), in letters of base64url without padding. */
const lettered = async (text) => {
  const deflated = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(deflated).arrayBuffer());
  const plain = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return plain.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

const isCopied = async (link) => {
  try {
    await navigator.clipboard.writeText(link);
    return true;
  } catch {
    // Not every page may.
    return false;
  }
};

/** The link to a text or to what is known by a fragment, and whether it was copied. */
export const share = async ({ prefix, text, fragment, most }) => {
  // Only the page's own address: nothing of this cluster is in it.
  const [page] = location.href.split(/[?#]/, 1);
  const link = `${page}#${fragment ?? prefix + (await lettered(text))}`;
  return { link, copied: link.length <= most && (await isCopied(link)) };
};
