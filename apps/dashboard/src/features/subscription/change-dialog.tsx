import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Outputs } from "@tenure/api/trpc";
import { decisionSchema } from "@tenure/core/decision";
import { fromMoney } from "@tenure/core/money";
import {
  Amount,
  Button,
  buttonClass,
  DecisionSheet,
  Dialog,
  Instant,
  planName,
  Segmented,
  Skeleton,
  useLocale,
  useNotify,
} from "@tenure/ui";
import { ProblemCallout, problemOf, ProblemState, useIdempotencyKey } from "@tenure/ui/app";
import { useMemo, useRef, useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { ChangeConsequences } from "./change-consequences.tsx";
import { ChangeDeclined } from "./change-declined.tsx";
import { type Agreed, Consents } from "./consents.tsx";
import { OpeningPayment } from "./opening-payment.tsx";

type Preview = Outputs["subscriptions"]["previewChange"];
type PayWith = "saved_card" | "page";

/** The credit runs on while it is read, a cent in some minutes; so does the cut-off. */
const FRESH_MS = 15_000;

/**
 * Changing the plan (T1.4, T2.6): first what it means, line by line, and when; then, confirmed, it is done. `onOrdered`
 * is told of an upgrade that was paid or is being paid: what became of it stands on the page.
 */
export function ChangeDialog(props: {
  readonly planPriceId: string;
  readonly onOrdered: (orderId: string) => void;
  readonly onClose: () => void;
}) {
  const { planPriceId, onOrdered, onClose } = props;
  const { t } = useLingui();
  const language = useLocale();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const { account } = useCurrentAccount();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const [agreed, setAgreed] = useState<Agreed>({ terms: false, charge: false });
  const [missing, setMissing] = useState(false);
  const consents = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<PayWith>("saved_card");
  const running = useQuery(trpc.subscriptions.get.queryOptions({ accountId: account.id }));
  const change = useMutation(
    trpc.subscriptions.change.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: async (answer, asked) => {
        renew();
        await queryClient.invalidateQueries();
        if (answer.applies === "term_end") {
          notify({ tone: "done", title: t`Your change of plan is arranged` });
          onClose();
        } else if (
          answer.payment === "paid" ||
          (answer.payment === "pending" && asked.payWith === "saved_card")
        )
          onOrdered(answer.orderId);
      },
      onError: (error) => {
        // Without an answer it may have been done: the same key must ask again. An answer ends that intent.
        if (problemOf(error).code === "unreachable") return;
        renew();
        void queryClient.invalidateQueries({ queryKey: trpc.subscriptions.pathKey() });
      },
    }),
  );
  const { data: answer } = change;
  const ordered = answer?.applies === "now" ? answer : null;
  const preview = useQuery(
    trpc.subscriptions.previewChange.queryOptions(
      { accountId: account.id, planPriceId, language },
      // What is being confirmed must not move under the finger, and what was ordered is no preview any more.
      { staleTime: 0, refetchInterval: FRESH_MS, enabled: !change.isPending && ordered === null },
    ),
  );
  const { data } = preview;
  const decision = useMemo(() => (data === undefined ? null : decisionSchema.parse(data.decision)), [data]);
  const outcome = data?.outcome ?? null;
  const payWith: PayWith = data?.savedCard == null ? "page" : chosen;
  const confirm = (shown: Preview): void => {
    const { outcome: told } = shown;
    setMissing(true);
    if (told === null) return;
    if (isCharged(told) && !(agreed.terms && agreed.charge)) {
      // The button stays in reach however long the sheet is; what is missing may be below it.
      consents.current?.scrollIntoView({ block: "center" });
      return;
    }
    change.mutate({
      accountId: account.id,
      planPriceId,
      terms: shown.terms,
      payWith,
      confirmed:
        told.applies === "now"
          ? { total: told.total, appliesAt: null }
          : { total: null, appliesAt: told.appliesAt },
    });
  };
  const name = data === undefined ? "" : planName(data.planId);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={change.isPending}
      width="lg"
      title={t`Change your plan`}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Close</Trans>
          </Button>
          {ordered !== null && ordered.checkoutUrl !== null && ordered.payment === "declined" && (
            <a href={ordered.checkoutUrl} className={buttonClass("primary")}>
              <Trans>Go to the payment page</Trans>
            </a>
          )}
          {ordered === null && data !== undefined && outcome !== null && (
            <Button tone="primary" loading={change.isPending} onClick={() => confirm(data)}>
              <ConfirmWords name={name} outcome={outcome} payWith={payWith} />
            </Button>
          )}
        </>
      }
    >
      {preview.isPending && <Skeleton lines={9} />}
      {preview.error && data === undefined && (
        <ProblemState
          thing={t`The preview of the change could not be made`}
          error={preview.error}
          onRetry={() => void preview.refetch()}
          retrying={preview.isFetching}
        />
      )}
      {ordered !== null && ordered.payment === "declined" && <ChangeDeclined ordered={ordered} />}
      {ordered !== null && ordered.payment === "pending" && (
        <OpeningPayment orderId={ordered.orderId} checkoutUrl={ordered.checkoutUrl} />
      )}
      {ordered === null && data !== undefined && decision !== null && (
        <div className="flex flex-col gap-6">
          <DecisionSheet
            title={<ChangeTitle preview={data} />}
            decision={decision}
            stage="preview"
            notes={
              outcome !== null && (
                <span>
                  <Trans>Nothing happens before you confirm.</Trans>
                </span>
              )
            }
          />
          {outcome !== null && (
            <ChangeConsequences
              outcome={outcome}
              now={data.now}
              runningPlanId={running.data?.planId ?? "free"}
            />
          )}
          {outcome?.applies === "now" && data.savedCard !== null && (
            <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
              <span className="font-medium">
                <Trans>Pay with</Trans>
              </span>
              <Segmented
                label={t`Pay with`}
                value={payWith}
                onValueChange={setChosen}
                options={[
                  { value: "saved_card", label: data.savedCard },
                  { value: "page", label: <Trans>Another card</Trans> },
                ]}
              />
            </div>
          )}
          {outcome !== null && isCharged(outcome) && (
            <div ref={consents}>
              <Consents
                agreed={agreed}
                onAgreed={setAgreed}
                missing={missing}
                termsVersion={data.terms.version}
                charge={<ChargeWords preview={data} outcome={outcome} />}
              />
            </div>
          )}
          <ProblemCallout error={change.error} />
        </div>
      )}
    </Dialog>
  );
}

type Outcome = NonNullable<Preview["outcome"]>;

/** Free costs nothing: there is nothing to agree to. */
const isCharged = (outcome: Outcome): boolean => outcome.applies === "now" || fromMoney(outcome.charge) > 0n;

function ChangeTitle(props: { readonly preview: Preview }) {
  const { planId, interval } = props.preview;
  const name = planName(planId);
  if (planId === "free") return <Trans>Change to Free</Trans>;
  return interval === "year" ? (
    <Trans>Change to {name}, one year</Trans>
  ) : (
    <Trans>Change to {name}, one month</Trans>
  );
}

function ConfirmWords(props: {
  readonly name: string;
  readonly outcome: Outcome;
  readonly payWith: PayWith;
}) {
  const { name, outcome, payWith } = props;
  if (outcome.applies === "term_end")
    return (
      <Trans>
        Change to {name} on <Instant plain at={outcome.appliesAt} />
      </Trans>
    );
  return payWith === "saved_card" ? (
    <Trans>
      Upgrade now · <Amount value={outcome.total} />
    </Trans>
  ) : (
    <Trans>
      Continue to payment · <Amount value={outcome.total} />
    </Trans>
  );
}

/** What is agreed to be charged, now and later (T1.2, T2.2). */
function ChargeWords(props: { readonly preview: Preview; readonly outcome: Outcome }) {
  const { outcome } = props;
  const yearly = props.preview.interval === "year";
  if (outcome.applies === "now")
    return yearly ? (
      <Trans>
        Charge <Amount value={outcome.total} /> now, and <Amount value={outcome.renewal} /> every year from
        then on, until I cancel
      </Trans>
    ) : (
      <Trans>
        Charge <Amount value={outcome.total} /> now, and <Amount value={outcome.renewal} /> every month from
        then on, until I cancel
      </Trans>
    );
  return yearly ? (
    <Trans>
      Charge <Amount value={outcome.charge} /> on <Instant plain at={outcome.appliesAt} />, and again every
      year until I cancel
    </Trans>
  ) : (
    <Trans>
      Charge <Amount value={outcome.charge} /> on <Instant plain at={outcome.appliesAt} />, and again every
      month until I cancel
    </Trans>
  );
}
