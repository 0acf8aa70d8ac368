// The one table: a figure a line, for a terminal or for the docs.

const HEADS = ["figure", "this run", "limit, same run", "ratio", "target"];

const grouped = (value, digits) =>
  value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** A number with its unit, as exact as it can mean something. */
export const told = (value, unit) => {
  if (value === undefined) return "";
  const digits = value >= 100 || unit === "keys/s" ? 0 : value >= 10 ? 1 : 2;
  const number = grouped(value, digits);
  if (unit === "%") return `${number} %`;
  return unit.startsWith("/") ? `${number}${unit}` : `${number} ${unit}`;
};

const percent = (ratio) =>
  ratio >= 10 ? `${grouped(ratio, 0)} ×` : `${grouped(100 * ratio, 0)} %`;

const aim = ({ unit, target, met }) => {
  if (target === undefined) return "";
  const { atLeast, atMost, ratio } = target;
  const words =
    atLeast !== undefined
      ? `≥ ${grouped(atLeast, 0)} ${unit}`
      : atMost !== undefined
        ? `≤ ${grouped(atMost, 0)} ${unit}`
        : `ratio ≥ ${percent(ratio)}`;
  if (met === undefined) return words;
  return `${words}: ${met ? "met" : "missed"}`;
};

const row = (figure) => [
  figure.title,
  figure.failed === undefined ? told(figure.value, figure.unit) : "failed",
  told(figure.limit, figure.unit),
  figure.ratio === undefined ? "" : percent(figure.ratio),
  aim(figure),
];

/** The table for a terminal, and below it what failed and why. */
export const asText = (figures, failed = {}) => {
  const rows = [HEADS, ...figures.map(row)];
  const widths = HEADS.map((_, i) => Math.max(...rows.map((cells) => cells[i].length)));
  const line = (cells) =>
    cells
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
      .join("  ");
  const [head, ...body] = rows.map(line);
  return [head, "─".repeat(head.length), ...body, ...failures(figures, failed)].join("\n");
};

/** The same in Markdown. */
export const asMarkdown = (figures, failed = {}) => {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const rule = "| --- | ---: | ---: | ---: | ---: |";
  return [
    line(HEADS),
    rule,
    ...figures.map((figure) => line(row(figure))),
    ...failures(figures, failed),
  ].join("\n");
};

/** What failed, by its reason: figures, and groups that give none. */
const failures = (figures, groups) => {
  const reasons = new Map();
  const add = (why, what) => reasons.set(why, [...(reasons.get(why) ?? []), what]);
  for (const { title, failed } of figures) if (failed !== undefined) add(failed, title);
  for (const [name, why] of Object.entries(groups)) add(why, name);
  if (reasons.size === 0) return [];
  return ["", ...[...reasons].map(([why, titles]) => `Failed: ${titles.join("; ")}: ${why}`)];
};
