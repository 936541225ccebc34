import { type ClauseId, clauseText, POLICIES, policyByVersion } from "@tenure/core/policy";
import type { Locale } from "../foundation/locale.ts";

/** A clause as it read under a version of the policy; without a known version, as it reads under the newest. */
export function clauseWords(id: ClauseId, policyVersion: string | undefined, locale: Locale): string {
  const policy = (policyVersion === undefined ? null : policyByVersion(policyVersion)) ?? POLICIES.at(-1);
  return policy === undefined ? id : clauseText(id, policy, locale);
}

/** The clause's place on the public policy page, which the dashboard serves to everybody. */
export function policyPath(id: ClauseId, policyVersion: string | undefined): string {
  const version = policyVersion === undefined ? "" : `?version=${encodeURIComponent(policyVersion)}`;
  return `/dashboard/policy${version}#${id}`;
}
