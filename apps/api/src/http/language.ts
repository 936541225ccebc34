import type { Language } from "@tenure/core/money";

/** The language an Accept-Language header prefers among ours (RFC 9110 §12.5.4); English when it names none. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const ranked = (acceptLanguage ?? "")
    .slice(0, 500)
    .split(",")
    .map((each) => {
      const [tag = "", ...params] = each.trim().toLowerCase().split(";");
      const quality = params
        .map((param) => /^\s*q=([\d.]+)\s*$/.exec(param)?.[1])
        .find((q) => q !== undefined);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter((each) => each.quality > 0)
    .sort((a, b) => b.quality - a.quality);
  const first = ranked.find((each) => /^(en|zh)(-|$)/.test(each.tag));
  return first?.tag.startsWith("zh") === true ? "zh" : "en";
}
