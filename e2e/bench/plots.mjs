// Which plots there are of what was measured.

import { FIGURES } from "./figures.mjs";
import { plot, short } from "./svg.mjs";

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
      aim: FIGURES.fill.target.atLeast,
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
      aim: FIGURES.cost.target.atMost,
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
