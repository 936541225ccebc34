import { i18n, type Messages } from "@lingui/core";
import { htmlLang, isLocale, type Locale, toLocale } from "../foundation/locale.ts";

const STORAGE_KEY = "tenure.locale";

/** How an app loads its texts: one chunk per language, fetched only when chosen. */
export type CatalogLoaders = Readonly<Record<Locale, () => Promise<{ readonly messages: Messages }>>>;

/** The language chosen on this device, else the first of the browser's that we have. */
export function initialLocale(): Locale {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    if (isLocale(stored)) return stored;
  } catch {
    // Storage can be forbidden; the browser's preference then decides.
  }
  return toLocale(navigator.languages[0]);
}

/**
 * Makes the bundled Chinese font known; its files are fetched only by a device that has none of its own and meets such
 * a character. For pages that show names of people whatever the language of the page.
 */
export async function loadChineseFont(): Promise<void> {
  await import("@fontsource-variable/noto-sans-sc/index.css");
}

/**
 * Loads a language and switches everything to it: texts, `lang` attribute, and for Chinese the bundled font
 * (a device without one would show boxes; English readers never download it).
 * @throws when the chunk cannot be fetched; the language in force then stays.
 */
export async function activateLocale(locale: Locale, loaders: CatalogLoaders): Promise<void> {
  const { messages } = await loaders[locale]();
  if (locale === "zh") await loadChineseFont();
  i18n.loadAndActivate({ locale, messages });
  document.documentElement.lang = htmlLang[locale];
}

/** Remembers the person's choice on this device. */
export function rememberLocale(locale: Locale): void {
  try {
    localStorage.setItem(STORAGE_KEY, locale);
  } catch {
    // See initialLocale: the choice then lasts for this page.
  }
}
