import { Trans, useLingui } from "@lingui/react/macro";
import { type Currency, decimalToNanos, nanosToDecimal } from "@tenure/core/money";
import { policyByVersion } from "@tenure/core/policy";
import { type CaseOverride, caseOverrideSchema } from "@tenure/core/refund-cases";
import { Checkbox, Textarea, TextInput } from "@tenure/ui";
import type { Case, Override } from "./types.ts";
import { useOverrideWords } from "./override-words.tsx";

/** An override that is being written. */
export interface DraftOverride {
  readonly kind: CaseOverride["kind"];
  /** A percentage, an amount or a country, as typed. */
  readonly value: string;
  readonly reason: string;
}

/** Drafts of overrides that are there already. */
export function draftsOf(overrides: Case["overrides"]): readonly DraftOverride[] {
  return overrides.flatMap(({ override, reason }) => {
    const { data } = caseOverrideSchema.safeParse(override);
    if (data === undefined) return [];
    const value =
      data.kind === "fee"
        ? String(data.feeBps / 100)
        : data.kind === "usage_excused"
          ? nanosToDecimal(data.nanos)
          : data.kind === "statutory"
            ? data.country
            : "";
    return [{ kind: data.kind, value, reason }];
  });
}

/** The overrides that are complete: a value that can be read, and a reason. */
export const overridesIn = (drafts: readonly DraftOverride[]): Override[] =>
  drafts.flatMap(({ kind, value, reason }) => {
    const override = overrideOf(kind, value.trim());
    return override === null || reason.trim() === "" ? [] : [{ override, reason: reason.trim() }];
  });

function overrideOf(kind: DraftOverride["kind"], value: string): Override["override"] | null {
  switch (kind) {
    case "review_passed":
    case "previous_holder_paid":
      return { kind };
    case "statutory":
      return /^[A-Z]{2}$/.test(value) ? { kind, country: value } : null;
    case "fee": {
      const match = /^(\d{1,2})(?:\.(\d{1,2}))?$/.exec(value);
      return match === null
        ? null
        : { kind, feeBps: Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0")) };
    }
    case "usage_excused": {
      const nanos = decimalToNanos(value);
      return nanos === null || nanos <= 0n ? null : { kind, nanos: nanos.toString() };
    }
  }
}

/** The lines that may be decided otherwise: what stands against the request and a person may set aside, fee and usage. */
export function OverrideList(props: {
  readonly drafts: readonly DraftOverride[];
  readonly standing: readonly string[];
  readonly currency: Currency;
  readonly country: string | null;
  readonly policyVersion: string;
  readonly onChange: (drafts: readonly DraftOverride[]) => void;
}) {
  const { drafts, standing, currency, country, policyVersion, onChange } = props;
  const { t } = useLingui();
  const words = useOverrideWords();
  const policy = policyByVersion(policyVersion);
  const law = country === null ? undefined : policy?.refunds.statutoryExceptions[country];
  const offered: readonly {
    readonly kind: DraftOverride["kind"];
    readonly label: string;
    readonly value: string;
  }[] = [
    ...(standing.includes("review_required")
      ? [{ kind: "review_passed" as const, label: words({ kind: "review_passed" }), value: "" }]
      : []),
    ...(standing.includes("paid_by_previous_holder")
      ? [
          {
            kind: "previous_holder_paid" as const,
            label: words({ kind: "previous_holder_paid" }),
            value: "",
          },
        ]
      : []),
    ...(law !== undefined && country !== null && standing.includes("window_expired")
      ? [{ kind: "statutory" as const, label: words({ kind: "statutory", country }), value: country }]
      : []),
    { kind: "fee", label: t`Lower the fee`, value: "0" },
    { kind: "usage_excused", label: t`Do not count some usage`, value: "" },
  ];
  // What was ticked stays to be seen, though the preview no longer shows what it sets aside.
  const shown = [
    ...offered,
    ...drafts
      .filter(({ kind }) => !offered.some((each) => each.kind === kind))
      .map(({ kind, value }) => ({ kind, value, label: words(overrideOf(kind, value)) })),
  ];
  const change = (kind: DraftOverride["kind"], part: Partial<DraftOverride>) =>
    onChange(drafts.map((draft) => (draft.kind === kind ? { ...draft, ...part } : draft)));
  return (
    <fieldset className="flex max-w-prose flex-col gap-3">
      <legend className="mb-2 font-medium">
        <Trans>Decide otherwise, line by line</Trans>
      </legend>
      {shown.map(({ kind, label, value }) => {
        const draft = drafts.find((each) => each.kind === kind);
        return (
          <div key={kind} className="flex flex-col gap-3">
            <Checkbox
              label={label}
              checked={draft !== undefined}
              onCheckedChange={(checked) =>
                onChange(
                  checked
                    ? [...drafts, { kind, value, reason: "" }]
                    : drafts.filter((each) => each.kind !== kind),
                )
              }
            />
            {draft !== undefined && (
              <div className="flex flex-col gap-3 pl-6">
                {kind === "fee" && (
                  <TextInput
                    className="w-40"
                    label={t`Fee`}
                    suffix="%"
                    inputMode="decimal"
                    value={draft.value}
                    maxLength={5}
                    onChange={(event) => change(kind, { value: event.target.value })}
                  />
                )}
                {kind === "usage_excused" && (
                  <TextInput
                    className="w-40"
                    label={t`Usage not counted`}
                    suffix={currency}
                    inputMode="decimal"
                    value={draft.value}
                    maxLength={20}
                    onChange={(event) => change(kind, { value: event.target.value })}
                  />
                )}
                <Textarea
                  label={t`Why`}
                  hint={t`Kept with the decision; the customer does not see it.`}
                  value={draft.reason}
                  maxLength={500}
                  onChange={(event) => change(kind, { reason: event.target.value })}
                />
              </div>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}
