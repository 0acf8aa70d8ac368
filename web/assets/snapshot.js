// A figure of the page as one drawing that stands alone: its SVGs where they are, with the styles the
// page gives them, its texts and boxes beside them. What one acts by is left out.

const SVG = "http://www.w3.org/2000/svg";

/** Around the figure, in CSS pixels. */
const MARGIN = 16;

/** What is no part of a figure: what one acts by, and what is only said. */
const LEFT_OUT = "button, input, select, textarea, form, title, .save, .card, .hint, .unseen, [hidden]";

/** Styles that an element has from the one around it, and what they are at first. */
const INHERITED = {
  fill: "rgb(0, 0, 0)",
  "fill-opacity": "1",
  stroke: "none",
  "stroke-width": "1px",
  "stroke-dasharray": "none",
  "stroke-dashoffset": "0px",
  "stroke-linecap": "butt",
  "stroke-linejoin": "miter",
  "stroke-opacity": "1",
  "paint-order": "normal",
  "text-anchor": "start",
  "font-family": "",
  "font-size": "",
  "font-weight": "400",
  "font-style": "normal",
  "letter-spacing": "normal",
};

/** Styles of an element's own. */
const OWN = { opacity: "1", "vector-effect": "none" };

/** Attributes that say where and what, not how it looks or acts. */
const GEOMETRY =
  /^(x|y|dx|dy|x1|x2|y1|y2|cx|cy|r|rx|ry|d|points|width|height|viewBox|transform|overflow|preserveAspectRatio|pathLength|id|pattern.*)$/;

const make = (name, attributes = {}) => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

/** To the hundredth of a pixel. */
const short = (n) => String(Math.round(n * 100) / 100);

/** A style's value without the page's address: `url("https://…/#id")` is `url(#id)`. */
const local = (value) => value.replaceAll(/url\("?[^"#)]*#([^")]+)"?\)/g, "url(#$1)");

const isUnseen = (style) =>
  style.display === "none" || style.visibility !== "visible" || Number(style.opacity) === 0;

const isPaint = (colour) => !/^(transparent|rgba\(.*, 0\))$/.test(colour);

/** One figure that is being drawn. */
class Drawing {
  /** What has been drawn reaches so far. */
  left = Infinity;
  top = Infinity;
  right = -Infinity;
  bottom = -Infinity;
  /** The patterns that are used. */
  patterns = new Set();

  reach({ left, top, right, bottom }) {
    if (left === right && top === bottom) return;
    this.left = Math.min(this.left, left);
    this.top = Math.min(this.top, top);
    this.right = Math.max(this.right, right);
    this.bottom = Math.max(this.bottom, bottom);
  }

  /** An element of the page and all in it. */
  element(element, into) {
    if (element.matches(LEFT_OUT)) return;
    const style = getComputedStyle(element);
    if (isUnseen(style)) return;
    if (element.localName === "svg") {
      into.append(this.svg(element));
      return;
    }
    const group = style.opacity === "1" ? into : make("g", { opacity: style.opacity });
    if (group !== into) into.append(group);
    this.box(element, style, group);
    this.before(element, style, group);
    const isClosed = element.localName === "details" && !element.open;
    for (const child of element.childNodes) {
      if (child instanceof Text) this.text(child, style, group);
      else if (child instanceof Element && !(isClosed && child.localName !== "summary")) {
        this.element(child, group);
      }
    }
  }

  /** Ground, borders and outline. */
  box(element, style, into) {
    const rect = element.getBoundingClientRect();
    if (rect.width === 0 || rect.height === 0) return;
    const at = (by) => ({
      x: short(rect.left + by),
      y: short(rect.top + by),
      width: short(Math.max(0, rect.width - 2 * by)),
      height: short(Math.max(0, rect.height - 2 * by)),
      rx: short(this.radius(style, rect)),
    });
    if (isPaint(style.backgroundColor)) {
      into.append(make("rect", { ...at(0), fill: style.backgroundColor }));
      this.reach(rect);
    }
    const outline = parseFloat(style.outlineWidth);
    if (style.outlineStyle !== "none" && outline > 0 && isPaint(style.outlineColor)) {
      const inset = -parseFloat(style.outlineOffset) - outline / 2;
      const pen = { stroke: style.outlineColor, "stroke-width": short(outline) };
      into.append(make("rect", { ...at(inset), fill: "none", ...pen }));
    }
    this.borders(rect, style, at, into);
  }

  radius(style, { width, height }) {
    const { borderTopLeftRadius: radius } = style;
    const most = Math.min(width, height) / 2;
    const said = parseFloat(radius) || 0;
    return Math.min(most, radius.includes("%") ? (said / 100) * Math.min(width, height) : said);
  }

  borders(rect, style, at, into) {
    const pen = (side) => {
      const width = parseFloat(style[`border${side}Width`]);
      const kind = style[`border${side}Style`];
      const colour = style[`border${side}Color`];
      if (!(width > 0) || kind === "none" || kind === "hidden" || !isPaint(colour)) return null;
      const dashes = { dashed: `${3 * width} ${2 * width}`, dotted: `${width} ${width}` }[kind];
      return {
        stroke: colour,
        "stroke-width": short(width),
        ...(dashes && { "stroke-dasharray": dashes }),
      };
    };
    const pens = ["Top", "Right", "Bottom", "Left"].map(pen);
    const [top, right, bottom, left] = pens;
    if (pens.some(Boolean)) this.reach(rect);
    if (top && pens.every((one) => JSON.stringify(one) === JSON.stringify(top))) {
      into.append(make("rect", { ...at(top["stroke-width"] / 2), fill: "none", ...top }));
      return;
    }
    const line = (pen, x1, y1, x2, y2) => {
      if (!pen) return;
      const ends = { x1: short(x1), y1: short(y1), x2: short(x2), y2: short(y2) };
      into.append(make("line", { ...ends, ...pen }));
    };
    const half = (pen) => (pen ? pen["stroke-width"] / 2 : 0);
    line(top, rect.left, rect.top + half(top), rect.right, rect.top + half(top));
    line(bottom, rect.left, rect.bottom - half(bottom), rect.right, rect.bottom - half(bottom));
    line(left, rect.left + half(left), rect.top, rect.left + half(left), rect.bottom);
    line(right, rect.right - half(right), rect.top, rect.right - half(right), rect.bottom);
  }

  /** The mark that a style sets before an element's text. */
  before(element, style, into) {
    const before = getComputedStyle(element, "::before");
    const said = /^"(.*)"$/.exec(before.content)?.[1];
    if (!said?.trim() || before.display === "none") return;
    const rect = element.getClientRects()[0];
    if (!rect) return;
    const { left, top, height } = rect;
    this.line(said.trim(), left, { top, height }, before, into);
  }

  /** A text, line by line as the page breaks it. */
  text(node, style, into) {
    const range = document.createRange();
    let line = null;
    const end = () => {
      if (line?.text.trim()) this.line(line.text.trimEnd(), line.left, line, style, into);
      line = null;
    };
    let at = 0;
    for (const letter of node.data) {
      range.setStart(node, at);
      range.setEnd(node, at + letter.length);
      at += letter.length;
      const rect = range.getClientRects()[0];
      // White space that the page does not show has no width.
      if (!rect || rect.width === 0) continue;
      if (line && Math.abs(rect.top - line.top) > rect.height / 2) end();
      if (!line && !letter.trim()) continue;
      line ??= { text: "", left: rect.left, top: rect.top, height: rect.height, right: 0 };
      line.text += /\s/.test(letter) && letter !== "\u00a0" && letter !== "\u202f" ? " " : letter;
      if (letter.trim()) line.right = rect.right;
    }
    end();
  }

  line(text, left, { top, height, right }, style, into) {
    const { ascent, descent } = this.metrics(style);
    const baseline = top + (height * ascent) / (ascent + descent);
    const said = make("text", {
      x: short(left),
      y: short(baseline),
      fill: style.color,
      "font-family": style.fontFamily,
      "font-size": style.fontSize,
      "font-weight": style.fontWeight,
      ...(style.fontStyle !== "normal" && { "font-style": style.fontStyle }),
      ...(style.letterSpacing !== "normal" && { "letter-spacing": style.letterSpacing }),
      // Whoever has not the font keeps what stands beside it in its place.
      ...(right > left && { textLength: short(right - left), lengthAdjust: "spacingAndGlyphs" }),
    });
    said.textContent = text;
    into.append(said);
    this.reach({ left, top, right: right ?? left, bottom: top + height });
  }

  /** How far a font reaches above and below the line. */
  metrics(style) {
    this.pen ??= document.createElement("canvas").getContext("2d");
    this.pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } =
      this.pen.measureText("0");
    return { ascent, descent };
  }

  /** One of the page's SVGs, where it is. */
  svg(element) {
    const rect = element.getBoundingClientRect();
    const made = this.drawn(element, INHERITED);
    const place = { x: rect.left, y: rect.top, width: rect.width, height: rect.height };
    for (const [key, value] of Object.entries(place)) made.setAttribute(key, short(value));
    made.setAttribute("overflow", "visible");
    return made;
  }

  /** An element of an SVG with its looks as attributes, and all in it. */
  drawn(element, around) {
    const style = getComputedStyle(element);
    const made = make(element.localName);
    for (const { name, value } of element.attributes) {
      if (GEOMETRY.test(name)) made.setAttribute(name, value);
    }
    const here = {};
    for (const name of Object.keys(INHERITED)) {
      here[name] = local(style.getPropertyValue(name));
      if (here[name] !== around[name]) made.setAttribute(name, here[name]);
      const pattern = /^url\(#(.+?)\)/.exec(here[name])?.[1];
      if (pattern) this.patterns.add(pattern);
    }
    for (const [name, usual] of Object.entries(OWN)) {
      const value = style.getPropertyValue(name);
      if (value !== usual) made.setAttribute(name, value);
    }
    if (style.textDecorationLine !== "none") {
      made.setAttribute("text-decoration", style.textDecorationLine);
    }
    for (const child of element.childNodes) {
      if (child instanceof Text) made.append(child.data);
      else if (child instanceof Element && !child.matches(LEFT_OUT)) {
        if (!isUnseen(getComputedStyle(child))) made.append(this.drawn(child, here));
      }
    }
    const isShape = !["svg", "g", "defs", "pattern"].includes(element.localName);
    if (isShape && !element.closest("pattern")) this.reach(element.getBoundingClientRect());
    return made;
  }

  definitions() {
    const made = make("defs");
    for (const id of this.patterns) {
      const pattern = document.getElementById(id);
      if (pattern) made.append(this.drawn(pattern, INHERITED));
    }
    return made;
  }
}

/** The figure as an `svg` element, with its width and height in CSS pixels. */
export const snapshot = (figure, title) => {
  const drawing = new Drawing();
  const content = make("g");
  const scrolled = [...figure.querySelectorAll(".table-box, .earlier")].map((box) => [
    box,
    box.scrollTop,
    box.scrollLeft,
  ]);
  // Nothing is cut off, and no place is kept for what is left out. Nobody sees it: it is undone
  // before the browser draws again.
  figure.classList.add("is-saved");
  try {
    drawing.element(figure, content);
    const { left, right } = figure.getBoundingClientRect();
    drawing.reach({ ...drawing, left, right });
  } finally {
    figure.classList.remove("is-saved");
    for (const [box, top, left] of scrolled) Object.assign(box, { scrollTop: top, scrollLeft: left });
  }
  const x = Math.floor(drawing.left) - MARGIN;
  const y = Math.floor(drawing.top) - MARGIN;
  const width = Math.ceil(drawing.right) + MARGIN - x;
  const height = Math.ceil(drawing.bottom) + MARGIN - y;
  const svg = make("svg", {
    xmlns: SVG,
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    "font-variant": "tabular-nums",
  });
  const name = make("title");
  name.textContent = title;
  const ground = make("rect", {
    width,
    height,
    fill: getComputedStyle(document.body).backgroundColor,
  });
  content.setAttribute("transform", `translate(${-x} ${-y})`);
  svg.append(name, drawing.definitions(), ground, content);
  return { svg, width, height };
};
