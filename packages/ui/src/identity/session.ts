import { queryOptions } from "@tanstack/react-query";
import type { identity } from "./client.ts";
import { answered } from "./identity-error.ts";

/** The signed-in person and their session. */
export type Session = typeof identity.$Infer.Session;

/** Asked without the client of sign-in and second factors: every page needs the session, few need the rest. */
const fetchSession = (): Promise<Session | null> =>
  answered(
    fetch("/api/auth/get-session").then(
      async (answer) =>
        answer.ok
          ? { data: (await answer.json()) as Session | null, error: null }
          : { data: null, error: { status: answer.status } },
      () => ({ data: null, error: { status: 0 } }),
    ),
  );

/** The session, or `null` when nobody is signed in. Route guards and screens share this one cache entry. */
export const sessionQuery = queryOptions({
  queryKey: ["identity", "session"],
  queryFn: fetchSession,
  staleTime: 60_000,
});
