import { useLingui } from "@lingui/react";
import { type Locale, toLocale } from "./locale.ts";

/** The language in force here; re-renders when the person switches. */
export function useLocale(): Locale {
  return toLocale(useLingui().i18n.locale);
}
