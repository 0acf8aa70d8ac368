// Makes files of what is on the page and has the browser save them; `start.js` fetches this when it
// is first asked for. What is asked is told in `web/src/export/seam.rs`.

import { snapshot } from "./snapshot.js";

/** How many pixels of a picture make one of the page. */
const FINENESS = 2;

/** Pixels that a picture may have: some browsers draw none that are larger. */
const MOST_PIXELS = 100_000_000;

/** After a browser was told to save a file it must still find it for a while, in milliseconds. */
const KEPT_MS = 10_000;

const KINDS = {
  svg: "image/svg+xml",
  png: "image/png",
  csv: "text/csv;charset=utf-8",
  json: "application/json",
  scenario: "text/plain;charset=utf-8",
};

const draw = (name) => {
  const figure = document.querySelector(`main .${name}`);
  if (!figure) throw new Error(`${name} is not on the page`);
  const heading = figure.querySelector("h2, caption")?.textContent ?? name;
  return snapshot(figure, `Apothik: ${heading}`);
};

const written = ({ svg }) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}\n`;

const painted = async (drawing) => {
  const { width, height } = drawing;
  const fineness = Math.min(FINENESS, Math.sqrt(MOST_PIXELS / (width * height)));
  const address = URL.createObjectURL(new Blob([written(drawing)], { type: KINDS.svg }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * fineness);
    canvas.height = Math.round(height * fineness);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((made) => canvas.toBlob(made, KINDS.png));
    if (!blob) throw new Error("the browser made no picture");
    return blob;
  } finally {
    URL.revokeObjectURL(address);
  }
};

const content = async (asked) => {
  const { format, figure, data } = asked;
  if (format === "apothik") return (await import("./record.js")).pack(asked);
  if (format === "svg") return written(draw(figure));
  if (format === "png") return painted(draw(figure));
  if (format === "json") return `${JSON.stringify(data, null, 2)}\n`;
  return data;
};

/** Makes the file and has it saved. */
export const save = async (asked) => {
  const { name, format } = asked;
  const made = await content(asked);
  const file = made instanceof Blob ? made : new Blob([made], { type: KINDS[format] });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `${name}.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
};
