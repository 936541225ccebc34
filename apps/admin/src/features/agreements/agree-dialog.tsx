import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Inputs } from "@tenure/api/trpc";
import { decisionSchema } from "@tenure/core/decision";
import { bpsFromPercent, ratesFromWritten } from "@tenure/core/pricing";
import {
  Button,
  DecisionSheet,
  Dialog,
  Instant,
  KeyValue,
  RateCard,
  Segmented,
  Textarea,
  TextInput,
  useDecisionTitle,
  useNotify,
  usePriceWords,
} from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useId, useState } from "react";
import { useAccount } from "../../account/current-account.tsx";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { emptyPriceRow, type PriceRow, PriceRows } from "./price-rows.tsx";
import { instantOf } from "./instant-of.ts";

type Terms = Omit<Inputs["agreements"]["create"], "accountId">;

/** Enters what was agreed in writing: reference and terms, then the decision, then it holds. */
export function AgreeDialog(props: { readonly onClose: () => void }) {
  const { onClose } = props;
  const { t, i18n } = useLingui();
  const { id: accountId, currency } = useAccount();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const titleOf = useDecisionTitle();
  const words = usePriceWords();
  const formId = useId();
  const [kind, setKind] = useState<"discount" | "rates">("discount");
  const [reference, setReference] = useState("");
  const [percent, setPercent] = useState("");
  const [rows, setRows] = useState<readonly PriceRow[]>([emptyPriceRow()]);
  const [models, setModels] = useState("");
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const [wrong, setWrong] = useState<"percent" | "rates" | null>(null);
  const [terms, setTerms] = useState<Terms | null>(null);
  const preview = useMutation({
    mutationFn: async (asked: Terms) =>
      decisionSchema.parse(
        await queryClient.fetchQuery(
          trpc.agreements.preview.queryOptions(
            { accountId, ...asked },
            { trpc: { context: { stepUp: true } }, staleTime: 0 },
          ),
        ),
      ),
  });
  const agree = useStaffAction(
    (idempotencyKey) => trpc.agreements.create.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {
      notify({ tone: "done", title: t`The agreement is entered` });
      void queryClient.invalidateQueries();
      onClose();
    },
  );

  const askPreview = () => {
    const named = models.split(/[\n,，、]/).flatMap((each) => (each.trim() === "" ? [] : [each.trim()]));
    const common = {
      reference: reference.trim(),
      models: named.length === 0 ? null : named,
      effectiveFrom: instantOf(from),
      endsAt: instantOf(until),
    };
    const agreed = kind === "discount" ? discountOf(percent) : ratesOf(currency, rows);
    setWrong(agreed === null ? (kind === "discount" ? "percent" : "rates") : null);
    if (agreed === null) return;
    const next = { ...common, ...agreed };
    setTerms(next);
    // What is asked for may have changed: another intent, another key.
    agree.renew();
    preview.mutate(next);
  };

  if (preview.data !== undefined && terms !== null)
    return (
      <Dialog
        open
        onOpenChange={onClose}
        locked={agree.isPending}
        width="lg"
        title={<Trans>Enter an agreement</Trans>}
        footer={
          <>
            <Button
              onClick={() => {
                preview.reset();
                agree.reset();
              }}
            >
              <Trans>Back</Trans>
            </Button>
            {preview.data.outcome === "granted" && (
              <Button
                tone="primary"
                loading={agree.isPending}
                onClick={() => agree.mutate({ accountId, ...terms })}
              >
                <Trans>Put into force</Trans> · {words.terms(terms.discountBps)}
              </Button>
            )}
          </>
        }
      >
        <div className="flex flex-col gap-4">
          <ProblemCallout error={agree.error} />
          {preview.data.outcome === "granted" ? (
            <KeyValue
              entries={[
                {
                  key: "reference",
                  label: <Trans>Reference</Trans>,
                  value: <span className="wrap-anywhere">{terms.reference}</span>,
                },
                {
                  key: "terms",
                  label: <Trans>Terms</Trans>,
                  value:
                    terms.rates === null ? words.terms(terms.discountBps) : <RateCard rates={terms.rates} />,
                },
                {
                  key: "models",
                  label: <Trans>Models</Trans>,
                  value: (
                    <span className="wrap-anywhere">
                      {terms.models === null
                        ? t`Every model`
                        : terms.models.join(i18n.locale === "zh" ? "、" : ", ")}
                    </span>
                  ),
                },
                {
                  key: "from",
                  label: <Trans>From</Trans>,
                  value:
                    terms.effectiveFrom === null ? (
                      t({ message: "Now", context: "takes effect" })
                    ) : (
                      <Instant at={terms.effectiveFrom} />
                    ),
                },
                {
                  key: "until",
                  label: <Trans>Until</Trans>,
                  value: terms.endsAt === null ? t`No agreed end` : <Instant at={terms.endsAt} />,
                },
              ]}
            />
          ) : (
            <DecisionSheet title={titleOf(preview.data.kind)} decision={preview.data} stage="preview" />
          )}
        </div>
      </Dialog>
    );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      width="lg"
      title={<Trans>Enter an agreement</Trans>}
      description={
        <Trans>
          Prices that were agreed in writing. The owner is told by e-mail and sees them under Prices.
        </Trans>
      }
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" form={formId} tone="primary" loading={preview.isPending}>
            <Trans>Preview</Trans>
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          askPreview();
        }}
      >
        <ProblemCallout error={preview.error} />
        <TextInput
          label={t`Reference`}
          hint={t`Where the written agreement can be found, such as a contract number.`}
          value={reference}
          onChange={(event) => setReference(event.target.value)}
          minLength={2}
          maxLength={200}
          autoComplete="off"
        />
        <div>
          <Segmented
            label={t`What was agreed`}
            value={kind}
            onValueChange={setKind}
            options={[
              { value: "discount", label: <Trans>A discount</Trans> },
              { value: "rates", label: <Trans>Prices</Trans> },
            ]}
          />
        </div>
        {kind === "discount" ? (
          <TextInput
            label={t`Discount off the list price`}
            value={percent}
            onChange={(event) => setPercent(event.target.value)}
            inputMode="decimal"
            autoComplete="off"
            suffix={<span className="pr-2">%</span>}
            error={wrong === "percent" && t`Write a percentage such as 15 or 12.5.`}
            className="figures max-w-48"
          />
        ) : (
          <PriceRows
            currency={currency}
            rows={rows}
            onRows={setRows}
            error={wrong === "rates" && t`Write each price once, as a number such as 2.5.`}
          />
        )}
        <Textarea
          label={t`Models`}
          hint={
            kind === "discount"
              ? t`One per line, exactly as listed. Left empty: every model.`
              : t`One per line, exactly as listed.`
          }
          optional={kind === "discount"}
          rows={2}
          value={models}
          onChange={(event) => setModels(event.target.value)}
          spellCheck={false}
        />
        <div className="flex flex-wrap gap-4">
          <TextInput
            type="datetime-local"
            label={t`From (UTC)`}
            hint={t`Left empty: now.`}
            optional
            value={from}
            onChange={(event) => setFrom(event.target.value)}
            className="figures min-w-56 flex-1"
          />
          <TextInput
            type="datetime-local"
            label={t`Until (UTC)`}
            hint={t`Left empty: no agreed end.`}
            optional
            value={until}
            onChange={(event) => setUntil(event.target.value)}
            className="figures min-w-56 flex-1"
          />
        </div>
      </form>
    </Dialog>
  );
}

/** Null: the text is no percentage. */
function discountOf(percent: string): Pick<Terms, "discountBps" | "rates"> | null {
  const discountBps = bpsFromPercent(percent);
  return discountBps === null ? null : { discountBps, rates: null };
}

/** Null: a price is no number, or stands twice. */
function ratesOf(currency: string, rows: readonly PriceRow[]): Pick<Terms, "discountBps" | "rates"> | null {
  try {
    const written = rows.map(({ unit, tier, threshold, price }) => ({
      unit,
      tier,
      thresholdTokens: threshold.trim() === "" ? null : Number(threshold),
      price,
    }));
    return { discountBps: null, rates: ratesFromWritten(currency, written) };
  } catch {
    return null;
  }
}
