import { useLocale } from "@tenure/ui";
import { useMemo } from "react";

/** A month of the books, `2026-11`, as it is said: "November 2026". */
export function useMonthName(): (month: string) => string {
  const locale = useLocale();
  return useMemo(() => {
    const names = new Intl.DateTimeFormat(locale === "zh" ? "zh-Hans" : "en", {
      year: "numeric",
      month: "long",
      timeZone: "UTC",
    });
    return (month) => names.format(new Date(`${month}-01T00:00:00Z`));
  }, [locale]);
}
