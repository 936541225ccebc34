import type { Locale } from "@tenure/ui";
import { activateLocale, type CatalogLoaders, rememberLocale } from "@tenure/ui/app";

/** Each language is a chunk of its own, fetched when it is chosen. */
export const catalogLoaders: CatalogLoaders = {
  en: () => import("./catalog-en.ts"),
  zh: () => import("./catalog-zh.ts"),
};

/** Switches the app to a language and remembers it on this device. */
export async function changeLocale(locale: Locale): Promise<void> {
  await activateLocale(locale, catalogLoaders);
  rememberLocale(locale);
}
