// A plot as SVG: lines over two logarithmic axes, in the reader's theme.

const [WIDTH, HEIGHT] = [640, 380];
const BOX = { left: 84, right: WIDTH - 24, top: 64, bottom: HEIGHT - 58 };

const STYLE = `
  .paper { fill: #fbfaf7 } .rule { stroke: #dedad0 }
  .ink { fill: #1b2226 } .soft { fill: #566067 }
  .a { stroke: #0f6675; fill: #0f6675 } .b { stroke: #b9720a; fill: #b9720a }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #15191c } .rule { stroke: #323a40 }
    .ink { fill: #ece9e2 } .soft { fill: #a5aeb3 }
    .a { stroke: #46b3c2; fill: #46b3c2 } .b { stroke: #e9ab3d; fill: #e9ab3d }
  }
  text { font: 13px system-ui, sans-serif; stroke: none }
  .title { font-size: 16px; font-weight: 600 } .middle { text-anchor: middle }
  .end { text-anchor: end }
  .line { fill: none; stroke-width: 2.5; stroke-linejoin: round }
  .b.line { stroke-dasharray: 6 5 } .aim { stroke-width: 1.5; stroke-dasharray: 2 4 }
  path.soft { stroke: #566067 }
  @media (prefers-color-scheme: dark) { path.soft { stroke: #a5aeb3 } }`;

/** A number as short as an axis needs it. */
export const short = (value) => {
  const steps = [
    [1e6, " M"],
    [1e3, " k"],
  ];
  const [unit, letter] = steps.find(([unit]) => value >= unit) ?? [1, ""];
  return `${Number((value / unit).toPrecision(3))}${letter}`;
};

const at = (value) => value.toFixed(1);

const text = (looks, x, y, words) =>
  `<text class="${looks}" x="${at(x)}" y="${at(y)}">${words}</text>`;

/** Where a value is between two places, when these are the lowest and the highest. */
const between = (low, high, from, to) => (value) =>
  from + (Math.log(value / low) / (Math.log(high / low) || 1)) * (to - from);

/** The powers of ten around values. */
const powers = (values) => {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  return Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i));
};

/**
 * A plot with a title, the words of its axes, units among them, one or two lines of [x, y], and
 * perhaps the y that is aimed at.
 */
export const plot = ({ title, x, y, lines, aim }) => {
  const points = lines.flatMap((line) => line.points);
  const xs = [...new Set(points.map(([x]) => x))];
  const ys = points.map(([, y]) => y);
  const ticks = powers(aim === undefined ? ys : [...ys, aim]);
  const toX = between(Math.min(...xs), Math.max(...xs), BOX.left + 16, BOX.right - 16);
  const toY = between(ticks[0], ticks.at(-1), BOX.bottom, BOX.top);
  const rule = (tick) => [
    `<path class="rule" d="M${BOX.left} ${at(toY(tick))}H${BOX.right}"/>`,
    text("soft end", BOX.left - 10, toY(tick) + 4, short(tick)),
  ];
  const aimed = (y) => [
    `<path class="soft aim" d="M${BOX.left} ${at(toY(y))}H${BOX.right}"/>`,
    text("soft end", BOX.right, toY(y) - 6, "aimed at"),
  ];
  const dot = (looks, [x, y]) => {
    const told = `<title>${short(x)}: ${short(y)}</title>`;
    return `<circle class="${looks}" cx="${at(toX(x))}" cy="${at(toY(y))}" r="4">${told}</circle>`;
  };
  const draw = ({ name, points }, i) => {
    const looks = "ab"[i];
    const left = BOX.left + i * 250;
    const places = points.map(([x, y]) => `${at(toX(x))} ${at(toY(y))}`);
    return [
      `<path class="${looks} line" d="M${left} 44h26"/>`,
      text("ink", left + 34, 48, name),
      `<path class="${looks} line" d="M${places.join("L")}"/>`,
      ...points.map((point) => dot(looks, point)),
    ];
  };
  const middle = (BOX.top + BOX.bottom) / 2;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">`,
    `<title>${title}</title>`,
    `<style>${STYLE}\n</style>`,
    `<rect class="paper" width="${WIDTH}" height="${HEIGHT}" rx="8"/>`,
    text("ink title", BOX.left, 26, title),
    ...ticks.flatMap(rule),
    ...xs.map((x) => text("soft middle", toX(x), BOX.bottom + 20, short(x))),
    ...(aim === undefined ? [] : aimed(aim)),
    ...lines.flatMap(draw),
    text("soft middle", (BOX.left + BOX.right) / 2, HEIGHT - 12, x),
    `<g transform="translate(22 ${middle}) rotate(-90)">${text("soft middle", 0, 0, y)}</g>`,
    "</svg>\n",
  ].join("\n");
};
