import { useLingui } from "@lingui/react/macro";
import { Tag, type Tone } from "@tenure/ui";
import type { PolicyVersion } from "./types.ts";

/** Where a version stands. */
export function PhaseTag(props: { readonly phase: PolicyVersion["phase"] }) {
  const { t } = useLingui();
  const looks = {
    proposed: { tone: "waiting", word: t`Waits for a second person` },
    coming: { tone: "progress", word: t`Coming` },
    in_force: { tone: "done", word: t`In force` },
    past: { tone: "neutral", word: t`Replaced` },
    declined: { tone: "refused", word: t`Declined` },
    withdrawn: { tone: "neutral", word: t`Proposal withdrawn` },
    called_off: { tone: "refused", word: t`Called off` },
  } satisfies Record<PolicyVersion["phase"], { tone: Tone; word: string }>;
  const { tone, word } = looks[props.phase];
  return <Tag tone={tone}>{word}</Tag>;
}
