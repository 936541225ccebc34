import type { LocalDate } from "@tenure/core/statements";

/** Writes a day of the calendar: it is the same in every zone. */
export const dayText = (day: LocalDate, locale: string): string =>
  new Intl.DateTimeFormat(locale === "zh" ? "zh-CN" : "en-GB", {
    dateStyle: "medium",
    timeZone: "UTC",
  }).format(new Date(day));
