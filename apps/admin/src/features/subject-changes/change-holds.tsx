import { Trans, useLingui } from "@lingui/react/macro";
import { BLOCKERS } from "@tenure/core/subject-changes";
import { LINE_TEXTS } from "@tenure/core/text";
import { Button, ClauseReference, Section, useLocale } from "@tenure/ui";
import { OctagonPause } from "lucide-react";
import { useState } from "react";
import { standing } from "./agreement-refusals.ts";
import { HoldsTable } from "./holds-table.tsx";
import { PlaceHoldDialog } from "./place-hold-dialog.tsx";
import type { DeskChange } from "./types.ts";
import { useChangeWords } from "./use-change-words.ts";
import { WaiveDisputeDialog } from "./waive-dispute-dialog.tsx";

/** What stands in the way of this change, by hand or by the account's state, and what stands still meanwhile. */
export function ChangeHolds(props: { readonly change: DeskChange }) {
  const { change } = props;
  const { t } = useLingui();
  const words = useChangeWords();
  const language = useLocale();
  const [asking, setAsking] = useState<"place" | "dispute" | null>(null);
  const blockers = standing(change).filter(({ state }) => state === "open");
  const unrelated = change.related ? t`You have to do with a side of this change (C5.3).` : undefined;
  const frozen = change.frozen.map((each) => words.frozen(each)).join(language === "zh" ? "、" : ", ");
  return (
    <Section
      title={t`Holds`}
      description={
        change.frozen.length === 0 ? undefined : (
          <Trans>What stands still until it is decided: {frozen}.</Trans>
        )
      }
      actions={
        <Button size="sm" disabledReason={unrelated} onClick={() => setAsking("place")}>
          <Trans>Place a hold…</Trans>
        </Button>
      }
    >
      {blockers.length > 0 && (
        <ul className="flex flex-col gap-2">
          {blockers.map(({ kind }) => (
            <li key={kind} className="flex gap-2.5">
              <OctagonPause aria-hidden className="mt-[0.2em] size-4 shrink-0 text-waiting" />
              <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <span>
                  {LINE_TEXTS[`change_blocker_${kind}`][language]}{" "}
                  <ClauseReference id={BLOCKERS[kind].clause} />
                </span>
                {kind === "dispute" && (
                  <Button size="sm" disabledReason={unrelated} onClick={() => setAsking("dispute")}>
                    <Trans>Waive waiting for it…</Trans>
                  </Button>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      <HoldsTable accountId={change.accountId} holds={change.holds} />
      {asking === "place" && <PlaceHoldDialog accountId={change.accountId} onClose={() => setAsking(null)} />}
      {asking === "dispute" && <WaiveDisputeDialog change={change} onClose={() => setAsking(null)} />}
    </Section>
  );
}
