import { useLingui } from "@lingui/react/macro";
import type { UsageGroup, UsageGrouping } from "@tenure/core/contract";
import { useCallback } from "react";

/** What a group of usage is called: its model, its key, both, or the rest. */
export function useGroupName(): (group: UsageGroup, groupBy: UsageGrouping) => string {
  const { t } = useLingui();
  return useCallback(
    (group, groupBy) => {
      if (group.rest) return t`All others`;
      const key = group.apiKey?.name ?? t`without a key`;
      if (groupBy === "key") return key;
      return groupBy === "model_key" ? `${group.model ?? ""} · ${key}` : (group.model ?? "");
    },
    [t],
  );
}
