import type { Locale } from "@tenure/ui";
import { activateLocale, type CatalogLoaders, rememberLocale } from "@tenure/ui/app";

/** Each language is two chunks, fetched when it is chosen: the words one arrives at, and those of all other pages. */
export const catalogLoaders: CatalogLoaders = {
  en: { first: () => import("./first-en.ts"), rest: () => import("./rest-en.ts") },
  zh: { first: () => import("./first-zh.ts"), rest: () => import("./rest-zh.ts") },
};

/** Switches the app to a language and remembers it on this device. */
export async function changeLocale(locale: Locale): Promise<void> {
  await activateLocale(locale, catalogLoaders);
  rememberLocale(locale);
}
