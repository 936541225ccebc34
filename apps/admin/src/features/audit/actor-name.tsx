import { useLingui } from "@lingui/react/macro";
import type { AuditRow } from "./types.ts";

/** Who did it: the person's name where it was one, and what they were to the product. */
export function ActorName(props: { readonly row: AuditRow }) {
  const { row } = props;
  const { t } = useLingui();
  const kinds: Readonly<Record<string, string>> = {
    login: t`customer`,
    staff: t`staff`,
    api_key: t`API key`,
    platform_key: t`Platform key`,
    system: t`system`,
    anonymous: t`nobody signed in`,
  };
  return (
    <span className="flex flex-wrap items-baseline gap-x-2" title={row.actorId}>
      <span className="wrap-anywhere">
        {row.actorName ?? (row.actorKind === "system" ? row.actorId : row.actorId.slice(0, 13))}
      </span>
      <span className="text-sm text-muted">{kinds[row.actorKind] ?? row.actorKind}</span>
    </span>
  );
}
