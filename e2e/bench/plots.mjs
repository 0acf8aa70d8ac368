// Plots as SVG: lines over a logarithmic axis, in the reader's theme.

const [WIDTH, HEIGHT] = [640, 380];
const BOX = { left: 84, right: 24, top: 64, bottom: 58 };

const STYLE = `
  .paper { fill: #fbfaf7 } .rule { stroke: #dedad0 } .ink { fill: #1b2226 } .soft { fill: #566067 }
  .a { stroke: #0f6675; fill: #0f6675 } .b { stroke: #b9720a; fill: #b9720a }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #15191c } .rule { stroke: #323a40 } .ink { fill: #ece9e2 } .soft { fill: #a5aeb3 }
    .a { stroke: #46b3c2; fill: #46b3c2 } .b { stroke: #e9ab3d; fill: #e9ab3d }
  }
  text { font: 13px system-ui, sans-serif; stroke: none } .title { font-size: 16px; font-weight: 600 }
  .line { fill: none; stroke-width: 2.5; stroke-linejoin: round } .b.line { stroke-dasharray: 6 5 }`;

const short = (value) => {
  const steps = [
    [1e6, " M"],
    [1e3, " k"],
  ];
  const [unit, letter] = steps.find(([unit]) => value >= unit) ?? [1, ""];
  return `${Number((value / unit).toPrecision(3))}${letter}`;
};

/** Places on a logarithmic axis, and the numbers written beside it. */
const logarithmic = (values, from, to) => {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  const place = (value) => from + ((Math.log10(value) - low) / (high - low)) * (to - from);
  const ticks = Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i));
  return { place, ticks };
};

/** A scale on which the x values themselves are written. */
const across = (values, from, to) => {
  const [low, high] = [Math.log(Math.min(...values)), Math.log(Math.max(...values))];
  return (value) => from + ((Math.log(value) - low) / (high - low || 1)) * (to - from);
};

/**
 * A plot with a title, the words and units of its axes, and lines of [x, y]; the first line is the
 * page's, the second the limit's. Both axes are logarithmic.
 */
export const plot = ({ title, x, y, lines }) => {
  const points = lines.flatMap((line) => line.points);
  const xs = [...new Set(points.map(([x]) => x))];
  const right = WIDTH - BOX.right;
  const bottom = HEIGHT - BOX.bottom;
  const toX = across(xs, BOX.left + 16, right - 16);
  const { place: toY, ticks } = logarithmic(points.map(([, y]) => y), bottom, BOX.top);
  const at = (value) => value.toFixed(1);
  const grid = ticks.map((tick) => {
    const height = at(toY(tick));
    return `<path class="rule" d="M${BOX.left} ${height}H${right}"/>
  <text class="soft" x="${BOX.left - 10}" y="${height}" dy="4" text-anchor="end">${short(tick)}</text>`;
  });
  const names = xs.map(
    (x) =>
      `<text class="soft" x="${at(toX(x))}" y="${bottom + 20}" text-anchor="middle">${short(x)}</text>`,
  );
  const drawn = lines.map(({ points }, i) => {
    const places = points.map(([x, y]) => `${at(toX(x))} ${at(toY(y))}`);
    const shape = "ab"[i];
    const dots = points.map(
      ([x, y]) => `<circle class="${shape}" cx="${at(toX(x))}" cy="${at(toY(y))}" r="4"><title>${short(x)}: ${short(y)}</title></circle>`,
    );
    return `<path class="${shape} line" d="M${places.join("L")}"/>${dots.join("")}`;
  });
  const key = lines.map(({ name }, i) => {
    const left = BOX.left + i * 250;
    return `<path class="${"ab"[i]} line" d="M${left} 44h26"/><text class="ink" x="${left + 34}" y="48">${name}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">
<style>${STYLE}
</style>
<rect class="paper" width="${WIDTH}" height="${HEIGHT}" rx="8"/>
<text class="ink title" x="${BOX.left}" y="26">${title}</text>
${key.join("\n")}
${grid.join("\n")}
${names.join("\n")}
${drawn.join("\n")}
<text class="soft" x="${(BOX.left + right) / 2}" y="${HEIGHT - 12}" text-anchor="middle">${x}</text>
<text class="soft" transform="translate(22 ${(BOX.top + bottom) / 2}) rotate(-90)" text-anchor="middle">${y}</text>
</svg>
`;
};

const both = (rows, x) => [
  { name: "the page", points: rows.map((row) => [row[x], row.page]) },
  { name: "the browser's limit", points: rows.map((row) => [row[x], row.bare]) },
];

/** All plots that can be drawn from what was measured, by file name. */
export const plots = ({ fillByKeys, fillByMachines, costByKeys, killByMachines, machines }) => {
  const all = {};
  if (fillByKeys?.length > 1) {
    all["fill-by-keys.svg"] = plot({
      title: "Filling five machines",
      x: "keys of the fill",
      y: "keys a second",
      lines: both(fillByKeys, "keys"),
    });
  }
  if (fillByMachines?.length > 1) {
    all["fill-by-machines.svg"] = plot({
      title: `Filling ${short(fillByMachines[0].keys)} keys`,
      x: "machines",
      y: "keys a second",
      lines: both(fillByMachines, "machines"),
    });
  }
  if (costByKeys?.length > 1) {
    all["cost-by-keys.svg"] = plot({
      title: "From a kill to the page's new figures",
      x: "keys stored",
      y: "milliseconds",
      lines: [{ name: "the page", points: costByKeys.map(({ keys, shown }) => [keys, shown]) }],
    });
  }
  if (killByMachines?.length > 1) {
    all["kill-by-machines.svg"] = plot({
      title: "From a kill to a survivor's new view, median",
      x: "machines",
      y: "milliseconds",
      lines: both(killByMachines, "machines"),
    });
  }
  if (machines?.length > 1) {
    all["start-by-machines.svg"] = plot({
      title: "Machines started and settled",
      x: "machines",
      y: "milliseconds",
      lines: [
        { name: "the page", points: machines.map((one) => [one.machines, one.settled]) },
        { name: "bare workers", points: machines.map((one) => [one.machines, one.bare]) },
      ],
    });
    all["rest-by-machines.svg"] = plot({
      title: "Messages delivered while nothing happens",
      x: "machines",
      y: "messages a second",
      lines: [{ name: "the page", points: machines.map((one) => [one.machines, one.delivered]) }],
    });
  }
  return all;
};
