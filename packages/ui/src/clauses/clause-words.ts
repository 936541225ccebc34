import { type ClauseId, clauseText } from "@tenure/core/policy";
import { useCallback } from "react";
import { usePolicyBook, usePolicyInForce } from "../foundation/policy-book.ts";
import { useLocale } from "../foundation/use-locale.ts";

/** A clause as it read under a version of the policy; without a known version, as it reads now. */
export function useClauseWords(): (id: ClauseId, policyVersion: string | undefined) => string {
  const locale = useLocale();
  const book = usePolicyBook();
  const inForce = usePolicyInForce();
  return useCallback(
    (id, policyVersion) =>
      clauseText(id, (policyVersion === undefined ? null : book.byVersion(policyVersion)) ?? inForce, locale),
    [book, inForce, locale],
  );
}

/** The clause's place on the public policy page, which the dashboard serves to everybody. */
export function policyPath(id: ClauseId, policyVersion: string | undefined): string {
  const version = policyVersion === undefined ? "" : `?version=${encodeURIComponent(policyVersion)}`;
  return `/dashboard/policy${version}#${id}`;
}
