import { createReadStream, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { FastifyInstance } from "fastify";

const require = createRequire(import.meta.url);

/** Where Chinese pages find the font's rules. */
export const CHINESE_FONT_PATH = "/assets/noto-sans-sc/index.css";

/**
 * Serves a Chinese font: a bare machine has none, and its browser would show boxes. The browser fetches only
 * the slices that hold the characters on the page.
 */
export function registerChineseFont(app: FastifyInstance): void {
  if (app.hasRoute({ method: "GET", url: CHINESE_FONT_PATH })) return;
  const folder = dirname(require.resolve("@fontsource-variable/noto-sans-sc/package.json"));
  app.get(CHINESE_FONT_PATH, (_request, reply) =>
    reply.type("text/css; charset=utf-8").send(createReadStream(join(folder, "index.css"))),
  );
  app.get<{ Params: { name: string } }>("/assets/noto-sans-sc/files/:name", (request, reply) => {
    const { name } = request.params;
    const path = join(folder, "files", name);
    // The name is one of the package's own, never a path.
    if (!/^[\w-]+\.woff2$/.test(name) || !existsSync(path))
      return reply.code(404).send({ error: "no such font" });
    return reply
      .header("cache-control", "public, max-age=86400")
      .type("font/woff2")
      .send(createReadStream(path));
  });
}
