import { PROBLEMS } from "@tenure/core/contract";
import { REFUSAL_TEXTS, type Text } from "@tenure/core/text";
import type { FastifyInstance } from "fastify";
import type { Env } from "../env.ts";
import { languageOf } from "./language.ts";

type Language = keyof Text;

const WORDS = {
  title: { en: "Problems and refusals", zh: "错误与拒绝代码" },
  intro: {
    en: "The codes are stable: branch on them, never on the words. Quote the request id to support.",
    zh: "代码保持稳定：请按代码而非文字判断；联系客服时请提供请求编号。",
  },
  problems: { en: "What can go wrong", zh: "可能出现的错误" },
  refusals: { en: "What the policy refuses (409)", zh: "政策拒绝（409）" },
  values: { en: "Words in braces stand for values of the case.", zh: "花括号中的内容代表具体数值。" },
  code: { en: "Code", zh: "代码" },
  status: { en: "Status", zh: "状态码" },
  says: { en: "What it says", zh: "说明" },
  helps: { en: "What helps", zh: "处理办法" },
  back: { en: "API reference", zh: "API 参考" },
} as const satisfies Record<string, Text>;

const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Placeholders without how they are written: `{paid:money}` is `{paid}` to a reader. */
const readable = (text: string): string => escaped(text.replaceAll(/\{(\w+):\w+\}/g, "{$1}"));

/** Under its code's anchor, which is where problem details link to. */
const row = (code: string, cells: readonly string[]): string =>
  `<tr id="${code}"><th scope="row"><a href="#${code}"><code>${code}</code></a></th>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;

const table = (heads: readonly string[], rows: readonly string[]): string =>
  `<table><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join("")}</tr></thead><tbody>${rows.join("\n")}</tbody></table>`;

function page({ platformName }: Pick<Env, "platformName">, language: Language): string {
  const say = (text: Text): string => escaped(text[language]);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${say(WORDS.title)} · ${escaped(platformName)}</title>
<link rel="stylesheet" href="problems.css">
</head>
<body>
<main>
<p><a href="./">${say(WORDS.back)}</a></p>
<h1>${say(WORDS.title)}</h1>
<p>${say(WORDS.intro)}</p>
<h2>${say(WORDS.problems)}</h2>
${table(
  [say(WORDS.code), say(WORDS.status), say(WORDS.says)],
  Object.entries(PROBLEMS).map(([code, { status, title }]) => row(code, [String(status), say(title)])),
)}
<h2>${say(WORDS.refusals)}</h2>
<p>${say(WORDS.values)}</p>
${table(
  [say(WORDS.code), say(WORDS.says), say(WORDS.helps)],
  Object.entries(REFUSAL_TEXTS).map(([code, { reason, help }]) =>
    row(code, [readable(reason[language]), readable(help[language])]),
  ),
)}
</main>
</body>
</html>
`;
}

const STYLE = `:root { color-scheme: light dark; --page: #fff; --ink: #1c1d21; --muted: #5c606b; --line: #e3e5ea; --link: #2f55c8; --here: #fff6d9; }
@media (prefers-color-scheme: dark) { :root { --page: #16171b; --ink: #e8e9ec; --muted: #a3a8b3; --line: #2f3138; --link: #9db4ff; --here: #3a3320; } }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
a { color: var(--link); }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; }
thead th { color: var(--muted); font-size: .875rem; }
code { font-size: .875rem; }
tbody th { white-space: nowrap; }
tr:target { background: var(--here); }
@media (max-width: 40rem) { code { overflow-wrap: anywhere; white-space: normal; } table, thead, tbody, tr, th, td { display: block; } thead { display: none; } th, td { border: 0; padding: .125rem 0; } tr { border-bottom: 1px solid var(--line); padding: .5rem 0; } }
`;

/** `/docs/problems`: every code that an answer may carry, what it says and what helps, in the reader's language. */
export function problemsPage(app: FastifyInstance, env: Pick<Env, "platformName">): void {
  app.get("/docs/problems", (request, reply) => {
    const language = languageOf(request.headers["accept-language"]);
    return reply
      .type("text/html; charset=utf-8")
      .header("content-language", language)
      .header("vary", "accept-language")
      .header("cache-control", "no-cache")
      .send(page(env, language));
  });
  app.get("/docs/problems.css", (_request, reply) =>
    reply.type("text/css; charset=utf-8").header("cache-control", "no-cache").send(STYLE),
  );
}
