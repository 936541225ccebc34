import { queryOptions } from "@tanstack/react-query";
import { identity } from "./client.ts";
import { answered } from "./identity-error.ts";

const fetchSession = () => answered(identity.getSession());

/** The signed-in person and their session. */
export type Session = NonNullable<Awaited<ReturnType<typeof fetchSession>>>;

/** The session, or `null` when nobody is signed in. Route guards and screens share this one cache entry. */
export const sessionQuery = queryOptions({
  queryKey: ["identity", "session"],
  queryFn: fetchSession,
  staleTime: 60_000,
});
