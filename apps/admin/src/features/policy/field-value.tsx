import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { formatBps, nanosToDecimal } from "@tenure/core/money";
import { useLocale } from "@tenure/ui";
import type { ReactNode } from "react";
import { type PolicyField, fieldOf } from "./fields.ts";
import { Days, Hours, Minutes } from "./policy-group.tsx";

/** A value of the policy in words. */
export function FieldValue(props: { readonly path: string; readonly value: unknown }): ReactNode {
  const { path, value } = props;
  const { i18n } = useLingui();
  const field = fieldOf(path);
  if (value === undefined) return <Trans context="no value">none</Trans>;
  if (value === null) return <Trans>never</Trans>;
  if (typeof value === "boolean") return value ? <Trans>yes</Trans> : <Trans>no</Trans>;
  if (typeof value === "number") return <Counted field={field} count={value} />;
  if (Array.isArray(value) && value.every((each) => typeof each !== "object"))
    return value.length === 0 ? (
      <Trans context="no value">none</Trans>
    ) : (
      value.map((each) => wordOf(field, String(each), (word) => i18n._(word))).join(", ")
    );
  if (typeof value === "string")
    return field?.kind === "amount" && /^\d+$/.test(value) ? (
      <Trans>{nanosToDecimal(BigInt(value))} of the wallet's currency</Trans>
    ) : (
      wordOf(field, value, (word) => i18n._(word))
    );
  return <code className="text-sm wrap-anywhere whitespace-pre-wrap">{JSON.stringify(value)}</code>;
}

function wordOf(
  field: PolicyField | null,
  value: string,
  worded: (word: NonNullable<PolicyField["words"]>[string]) => string,
): string {
  const word = field?.words?.[value];
  return word === undefined ? value : worded(word);
}

function Counted(props: { readonly field: PolicyField | null; readonly count: number }): ReactNode {
  const { field, count } = props;
  const locale = useLocale();
  switch (field?.kind) {
    case "hours":
      return <Hours count={count} />;
    case "days":
      return <Days count={count} />;
    case "minutes":
      return <Minutes count={count} />;
    case "business_days":
      return <Plural value={count} one="# business day" other="# business days" />;
    case "characters":
      return <Plural value={count} one="# character" other="# characters" />;
    case "percent":
      return formatBps(BigInt(count), locale);
    default:
      return count;
  }
}
