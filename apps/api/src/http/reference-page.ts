import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { Env } from "../env.ts";
import { problemsPage } from "./problems-page.ts";
import { limitRate } from "./rate-limits.ts";

const require = createRequire(import.meta.url);
const DAY_SECONDS = 86_400;

/** Files of the page, by their names below /docs/; those of Swagger UI as it is published. */
const VENDOR = {
  "swagger-ui.css": {
    path: () => require.resolve("swagger-ui-dist/swagger-ui.css"),
    type: "text/css; charset=utf-8",
  },
  "swagger-ui-bundle.js": {
    path: () => require.resolve("swagger-ui-dist/swagger-ui-bundle.js"),
    type: "text/javascript; charset=utf-8",
  },
} as const;

const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const page = ({ platformName, sandbox }: Pick<Env, "platformName" | "sandbox">) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API reference · ${escaped(platformName)}</title>
<link rel="stylesheet" href="swagger-ui.css">
<link rel="stylesheet" href="page.css">
</head>
<body>
<div id="reference" data-sandbox="${String(sandbox)}"><noscript>This page needs JavaScript; <a href="/v1/openapi.json">the document itself</a> does not.</noscript></div>
<script src="swagger-ui-bundle.js"></script>
<script src="page.js"></script>
</body>
</html>
`;

/** Calmer than the usual look: one column, no bar on top, numbers that align. Light only. */
const STYLE = `:root { color-scheme: light; }
body { margin: 0; background: #fff; }
.swagger-ui { font-variant-numeric: tabular-nums; }
.swagger-ui .wrapper { max-width: 1080px; }
.swagger-ui .info { margin: 32px 0 16px; }
`;

/**
 * Run in the browser. Requests go to where the page came from; without an Idempotency-Key one is made, as the SDK does. Where
 * money is real nothing is tried out.
 */
const SCRIPT = `const place = document.getElementById("reference");
const document_ = await (await fetch("/v1/openapi.json")).json();
document_.servers = [{ url: "/v1" }];
for (const methods of Object.values(document_.paths))
  for (const operation of Object.values(methods))
    for (const parameter of operation.parameters ?? [])
      if (parameter.in === "header" && parameter.name === "Idempotency-Key") {
        parameter.required = false;
        parameter.description = "Made for you when you leave it empty here; programs send their own.";
      }
SwaggerUIBundle({
  spec: document_,
  domNode: place,
  deepLinking: true,
  filter: true,
  docExpansion: "none",
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  persistAuthorization: false,
  supportedSubmitMethods: place.dataset.sandbox === "true" ? ["get", "post", "patch", "put", "delete"] : [],
  requestInterceptor(request) {
    // A key, never the session of whoever reads here.
    request.credentials = "omit";
    if (request.method !== "GET" && !request.headers["Idempotency-Key"])
      request.headers["Idempotency-Key"] = crypto.randomUUID();
    return request;
  },
});
`;

/** The reference of the API for people, under /docs/: every operation, tried out with a key where no money is real. */
export async function referencePage(app: FastifyInstance, env: Env): Promise<void> {
  await limitRate(app, "files");
  const send = (reply: FastifyReply, type: string, text: string) =>
    reply.type(type).header("cache-control", "no-cache").send(text);
  app.get("/docs", (_request, reply) => reply.redirect("/docs/"));
  app.get("/docs/", (_request, reply) => send(reply, "text/html; charset=utf-8", page(env)));
  app.get("/docs/page.css", (_request, reply) => send(reply, "text/css; charset=utf-8", STYLE));
  // A module's script, for its await; wrapped, because the tag is a plain one that waits for the bundle before it.
  app.get("/docs/page.js", (_request, reply) =>
    send(reply, "text/javascript; charset=utf-8", `(async () => {\n${SCRIPT}})();\n`),
  );
  problemsPage(app, env);
  for (const [name, { path, type }] of Object.entries(VENDOR)) {
    let zipped: Promise<Buffer> | null = null;
    app.get(`/docs/${name}`, async (_request, reply) => {
      // Zipped once, when somebody first asks. Every browser reads it.
      zipped ??= readFile(path()).then((bytes) => promisify(gzip)(bytes));
      return reply
        .type(type)
        .header("content-encoding", "gzip")
        .header("cache-control", `public, max-age=${DAY_SECONDS}`)
        .send(await zipped);
    });
  }
}
