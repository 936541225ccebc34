import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { decisionSchema } from "@tenure/core/decision";
import { PLAN_FEATURE_TEXTS, planFeatures } from "@tenure/core/pricing";
import {
  Amount,
  Button,
  Checkbox,
  DecisionSheet,
  Dialog,
  Skeleton,
  TextInput,
  useLocale,
  useNotify,
} from "@tenure/ui";
import { ProblemCallout } from "@tenure/ui/app";
import { useId, useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { trpc } from "../../trpc.ts";
import { AffectedList } from "./affected-list.tsx";
import { ConcernedCounts } from "./concerned-counts.tsx";
import type { ChangeDraft, PlanVersion, StaffPlan } from "./types.ts";

/** Plans the next version of a price: filled in, then shown with whom it concerns, then confirmed. */
export function ChangeDialog(props: {
  readonly plan: StaffPlan;
  readonly version: PlanVersion;
  readonly onClose: () => void;
}) {
  const { plan, version, onClose } = props;
  const [draft, setDraft] = useState<ChangeDraft | null>(null);
  return draft === null ? (
    <DraftForm plan={plan} version={version} onClose={onClose} onDraft={setDraft} />
  ) : (
    <ChangePreview draft={draft} onBack={() => setDraft(null)} onClose={onClose} />
  );
}

function DraftForm(props: {
  readonly plan: StaffPlan;
  readonly version: PlanVersion;
  readonly onClose: () => void;
  readonly onDraft: (draft: ChangeDraft) => void;
}) {
  const { plan, version, onClose, onDraft } = props;
  const { t } = useLingui();
  const locale = useLocale();
  const formId = useId();
  const [price, setPrice] = useState(version.price.amount);
  const [included, setIncluded] = useState(version.includedUsage.amount);
  const [name, setName] = useState(version.name);
  const [features, setFeatures] = useState<readonly (typeof planFeatures)[number][]>(version.features);
  const [from, setFrom] = useState("");
  const { currency } = version.price;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={<Trans>Change {plan.name}</Trans>}
      description={
        version.interval === "year" ? (
          <Trans>The yearly price in {currency}. The next step shows whom it concerns.</Trans>
        ) : (
          <Trans>The monthly price in {currency}. The next step shows whom it concerns.</Trans>
        )
      }
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" form={formId} tone="primary">
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
          onDraft({
            planId: plan.id,
            interval: version.interval,
            price: { amount: price.trim(), currency },
            includedUsage: { amount: included.trim(), currency },
            name: name.trim(),
            features: [...features],
            // The field knows no zone: what is written counts as UTC, as its label says.
            appliesFrom: from === "" ? null : new Date(`${from}Z`).toISOString(),
          });
        }}
      >
        <TextInput
          label={t`Price before tax`}
          inputMode="decimal"
          pattern="\d+(\.\d+)?"
          value={price}
          onChange={(event) => setPrice(event.target.value)}
          suffix={currency}
          className="figures"
        />
        <TextInput
          label={t`Usage included`}
          inputMode="decimal"
          pattern="\d+(\.\d+)?"
          value={included}
          onChange={(event) => setIncluded(event.target.value)}
          suffix={currency}
          className="figures"
        />
        <TextInput
          label={t`Name`}
          maxLength={40}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1 font-medium">
            <Trans>Features</Trans>
          </legend>
          {planFeatures.map((feature) => (
            <Checkbox
              key={feature}
              label={PLAN_FEATURE_TEXTS[feature][locale]}
              checked={features.includes(feature)}
              onCheckedChange={(checked) =>
                setFeatures(
                  planFeatures.filter((each) => (each === feature ? checked : features.includes(each))),
                )
              }
            />
          ))}
        </fieldset>
        <TextInput
          type="datetime-local"
          label={t`Applies from (UTC)`}
          hint={t`To new subscriptions and renewals. Left empty: from now. A raise reaches each renewal only with a notice that is old enough.`}
          optional
          value={from}
          onChange={(event) => setFrom(event.target.value)}
          className="figures"
        />
      </form>
    </Dialog>
  );
}

function ChangePreview(props: {
  readonly draft: ChangeDraft;
  readonly onBack: () => void;
  readonly onClose: () => void;
}) {
  const { draft, onBack, onClose } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const preview = useQuery(trpc.priceChanges.preview.queryOptions(draft, { staleTime: 0, retry: false }));
  const schedule = useStaffAction(
    (idempotencyKey) => trpc.priceChanges.schedule.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    () => {
      notify({ tone: "done", title: t`The change is planned` });
      void queryClient.invalidateQueries();
      onClose();
    },
  );
  const effects = preview.data?.effects ?? null;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      locked={schedule.isPending}
      width="lg"
      title={<Trans>What changes, and for whom</Trans>}
      footer={
        <>
          <Button onClick={onBack}>
            <Trans>Back</Trans>
          </Button>
          {effects !== null && (
            <Button tone="primary" loading={schedule.isPending} onClick={() => schedule.mutate(draft)}>
              <Trans>
                Plan the change · <Amount value={draft.price} />
              </Trans>
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-5">
        <ProblemCallout error={schedule.error ?? preview.error} />
        {preview.isPending && <Skeleton lines={6} />}
        {preview.data && (
          <DecisionSheet
            title={<Trans>Price change</Trans>}
            decision={decisionSchema.parse(preview.data.decision)}
            stage="preview"
          />
        )}
        {effects !== null && (
          <>
            <ConcernedCounts effects={effects} />
            <AffectedList draft={draft} />
          </>
        )}
      </div>
    </Dialog>
  );
}
