import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { AppError } from "../errors/app-error.ts";
import { limitRate } from "./rate-limits.ts";

const APPS = join(import.meta.dirname, "../../..");
const YEAR_SECONDS = 31_536_000;

/** The built front ends: the dashboard under /dashboard/, the admin under /admin/. */
export async function frontEnds(app: FastifyInstance): Promise<void> {
  app.get("/", (_request, reply) => reply.redirect("/dashboard/"));
  for (const name of ["dashboard", "admin"] as const) {
    app.get(`/${name}`, (_request, reply) => reply.redirect(`/${name}/`));
    // With the prefix, so that each has a not-found handler of its own.
    await app.register((scope) => frontEnd(scope, name), { prefix: `/${name}` });
  }
}

/** One single-page app: its files, and its page for every address that is not one. */
async function frontEnd(app: FastifyInstance, name: "dashboard" | "admin"): Promise<void> {
  await limitRate(app, "files");
  const root = join(APPS, name, "dist");
  if (!existsSync(join(root, "index.html"))) {
    app.get("/*", async () => {
      throw new AppError("unavailable", `The ${name} is not built; run: pnpm build`);
    });
    return;
  }
  await app.register(fastifyStatic, {
    root,
    prefix: "/",
    decorateReply: true,
    wildcard: true,
    preCompressed: true,
    index: "index.html",
    cacheControl: false,
    setHeaders(reply, path) {
      // Names of built assets hold their content's hash; the page that names them must be asked for anew.
      const hashed = /[/\\]assets[/\\]/.test(path);
      reply.header("cache-control", hashed ? `public, max-age=${YEAR_SECONDS}, immutable` : "no-cache");
    },
  });
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?", 1)[0] ?? "";
    // A file that is gone is gone; an address of the app is the app's own to answer.
    if (request.method !== "GET" || /\.[a-z0-9]{1,8}$/i.test(path)) throw new AppError("not_found");
    return reply.header("cache-control", "no-cache").sendFile("index.html", { cacheControl: false });
  });
}
