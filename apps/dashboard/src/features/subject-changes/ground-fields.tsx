import { Trans, useLingui } from "@lingui/react/macro";
import { type Capacity, GROUNDS } from "@tenure/core/subject-changes";
import { CHANGE_GROUNDS, type ChangeGround, type EvidenceKind } from "@tenure/core/text";
import { Callout, ClauseReference, RadioList } from "@tenure/ui";
import { useEvidenceRow } from "./use-evidence-row.ts";
import { useChangeWords } from "./use-change-words.ts";

/** Grounds, each with what it asks for (C3.1), and who acts for the holder (C3.3, C3.9). */
export function GroundFields(props: {
  readonly ground: ChangeGround | null;
  readonly onGround: (ground: ChangeGround) => void;
  readonly capacity: Capacity;
}) {
  const { ground, onGround, capacity } = props;
  const words = useChangeWords();
  const rowWords = useEvidenceRow();
  const evidenceOf = (rows: readonly (readonly EvidenceKind[])[]) => rows.map(rowWords).join(" · ");
  return (
    <div className="flex max-w-2xl flex-col gap-6">
      <RadioList
        label={
          <Trans>
            Why does the account pass on? <ClauseReference id="C3.1" />
          </Trans>
        }
        value={ground}
        onValueChange={onGround}
        options={CHANGE_GROUNDS.map((each) => ({
          value: each,
          label: words.ground(each),
          hint: evidenceOf(GROUNDS[each].evidence),
        }))}
      />
      <WhoActs ground={ground} capacity={capacity} />
    </div>
  );
}

function WhoActs(props: { readonly ground: ChangeGround | null; readonly capacity: Capacity }) {
  const { ground, capacity } = props;
  const { t } = useLingui();
  const needs = ground === null ? "never" : GROUNDS[ground].representative;
  if (capacity === "holder" && needs === "must")
    return (
      <Callout tone="warning" title={t`A representative applies, not you`}>
        <Trans>
          Whoever died cannot apply. A representative signs up with a login of their own and asks support to
          be let in, with the document that proves their authority. <ClauseReference id="C3.9" />
        </Trans>
      </Callout>
    );
  if (capacity === "representative" && needs === "never" && ground !== null)
    return (
      <Callout tone="warning" title={t`For this ground the holder applies`}>
        <Trans>
          The holder can act here, so nobody else does. <ClauseReference id="C3.9" />
        </Trans>
      </Callout>
    );
  return (
    <section>
      <h2 className="mb-1 font-medium">
        <Trans>Who applies</Trans>
      </h2>
      <p className="text-muted">
        {capacity === "holder" && (
          <Trans>
            You, for the verified holder of this account. Your own verification has to be complete.{" "}
            <ClauseReference id="C2.2" />
          </Trans>
        )}
        {capacity === "representative" && (
          <Trans>
            You, as a representative: with the document that proves your authority, verified yourself, with
            your own phone. Two reviewers decide. <ClauseReference id="C3.9" />
          </Trans>
        )}
        {capacity === "manager" && (
          <Trans>
            An account manager of ours, with proof of the customer's authorisation.{" "}
            <ClauseReference id="C3.3" />
          </Trans>
        )}
      </p>
    </section>
  );
}
