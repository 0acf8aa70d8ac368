// Two clusters in one page, as a person compares them.

import { PATIENCE } from "./harness.mjs";

/** Boots a second cluster beside the first, and waits until both have settled. */
export const openSecond = async (page) => {
  await page.page.click("[data-second]");
  await bothSettle(page);
  return page;
};

export const bothSettle = async ({ page }) => {
  for (const which of ["first", "second"]) {
    await page.waitForSelector(`[data-cluster=${which}][data-settled=true]`, { timeout: PATIENCE });
  }
};

/** Waits until a figure of a cluster has a value. */
export const shows = ({ page }, which, name, value) =>
  page.waitForSelector(`[data-compared=${name}] [data-side=${which}][data-value="${value}"]`, {
    timeout: PATIENCE,
  });

export const bothShow = async (page, name, first, second) => {
  await shows(page, "first", name, first);
  await shows(page, "second", name, second);
};
