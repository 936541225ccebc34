/** A piece of HTML that is safe to put into a page. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Piece = Html | string | number | null | false | undefined | readonly Piece[];

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text with everything that HTML would interpret taken out of force. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);

function render(piece: Piece): string {
  if (piece === null || piece === undefined || piece === false) return "";
  if (piece instanceof Html) return piece.text;
  if (typeof piece === "string" || typeof piece === "number") return escapeHtml(String(piece));
  return piece.map(render).join("");
}

/** Builds HTML; everything put in is escaped unless it is HTML already. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return new Html(strings.map((text, index) => text + render(pieces[index])).join(""));
}

/** Languages of everything a person sees. */
export type Locale = "en" | "zh";

/** The language of a page: asked for in the address, else what the browser prefers, else English. */
export function localeOf(
  asked: unknown,
  acceptLanguage: string | undefined,
  fallback?: string | null,
): Locale {
  for (const wish of [asked, fallback]) {
    if (typeof wish === "string" && wish !== "" && wish !== "auto")
      return wish.toLowerCase().startsWith("zh") ? "zh" : "en";
  }
  return acceptLanguage?.trim().toLowerCase().startsWith("zh") ? "zh" : "en";
}
