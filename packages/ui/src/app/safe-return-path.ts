/**
 * A path of this app to return to after signing in, or `fallback`. Only a path within the app is accepted: an
 * address of another site here would be an open redirect.
 */
export function safeReturnPath(candidate: unknown, fallback: string): string {
  if (typeof candidate !== "string" || !/^\/(?![/\\])/.test(candidate)) return fallback;
  return candidate;
}
