import { i18n, type Messages } from "@lingui/core";
import { htmlLang, isLocale, type Locale, toLocale } from "../foundation/locale.ts";

const STORAGE_KEY = "tenure.locale";

type LoadMessages = () => Promise<{ readonly messages: Messages }>;

/** How an app loads its texts, by language: those of the page on which one arrives, and the rest. */
export type CatalogLoaders = Readonly<
  Record<Locale, { readonly first: LoadMessages; readonly rest: LoadMessages }>
>;

/** Those of the app, once it has chosen its language. */
let appLoaders: CatalogLoaders | null = null;
/** Whether a page was opened that needs the rest: a change of language then brings it too. */
let needsRest = false;
const restOf = new Map<Locale, Promise<void>>();

async function loadRest(locale: Locale, loaders: CatalogLoaders): Promise<void> {
  const { messages } = await loaders[locale].rest();
  i18n.load(locale, messages);
}

/** Once for each language; what could not be fetched is asked for again. */
function restIn(locale: Locale, loaders: CatalogLoaders): Promise<void> {
  const known = restOf.get(locale);
  if (known !== undefined) return known;
  const loading = loadRest(locale, loaders);
  restOf.set(locale, loading);
  loading.catch(() => restOf.delete(locale));
  return loading;
}

/**
 * Loads the texts of every page but the first, in the language in force: before such a page is drawn, and before a piece
 * that comes later and is worded there.
 * @throws when they cannot be fetched
 */
export async function loadRestOfTexts(): Promise<void> {
  needsRest = true;
  if (appLoaders !== null && isLocale(i18n.locale)) await restIn(i18n.locale, appLoaders);
}

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
  appLoaders = loaders;
  const [{ messages }] = await Promise.all([
    loaders[locale].first(),
    needsRest ? restIn(locale, loaders) : undefined,
    locale === "zh" ? loadChineseFont() : undefined,
  ]);
  i18n.load(locale, messages);
  i18n.activate(locale);
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
