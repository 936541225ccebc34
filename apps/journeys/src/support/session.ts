import { type APIRequestContext, type BrowserContext, request } from "@playwright/test";
import type { AppRouter } from "@tenure/api/trpc";
import { createTRPCClient, httpLink, type TRPCClient } from "@trpc/client";
import { productUrl } from "./product.ts";

/** Password of everybody the journeys make. */
export const PASSWORD = "correct horse battery staple";

/** A browser's cookies without a browser: signs in and calls the API as the screens do, only faster. */
export interface Session {
  readonly request: APIRequestContext;
  readonly api: TRPCClient<AppRouter>;
}

/** A session of nobody yet, or of whose cookies they are. */
export async function newSession(cookies: Cookies = []): Promise<Session> {
  const context = await request.newContext({
    baseURL: productUrl(),
    storageState: { cookies, origins: [] },
    // What a browser would send by itself; without it nothing that changes something is accepted.
    extraHTTPHeaders: { origin: productUrl() },
  });
  const api = createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${productUrl()}/api/trpc`,
        headers: ({ op }) => (op.type === "mutation" ? { "idempotency-key": crypto.randomUUID() } : {}),
        fetch: async (input, init) => {
          const answer = await context.fetch(new Request(input).url, {
            method: init?.method ?? "GET",
            headers: Object.fromEntries(new Headers(init?.headers)),
            ...(typeof init?.body === "string" ? { data: init.body } : {}),
          });
          return new Response(new Uint8Array(await answer.body()), { status: answer.status() });
        },
      }),
    ],
  });
  return { request: context, api };
}

/** Posts to the identity service. @throws Error with its answer when it refuses */
export async function identity<T>(session: Session, path: string, data: object): Promise<T> {
  const answer = await session.request.post(`/api/auth${path}`, { data });
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** What signs a browser in. */
export type Cookies = Awaited<ReturnType<APIRequestContext["storageState"]>>["cookies"];

/** Makes a browser the one that is signed in. */
export async function enter(who: Session | Cookies, context: BrowserContext): Promise<void> {
  await context.addCookies("request" in who ? (await who.request.storageState()).cookies : who);
}
