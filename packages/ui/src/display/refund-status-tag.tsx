import { REFUND_STATUS_TEXTS, type ShownRefundStatus } from "@tenure/core/refunds";
import { fillPlain } from "@tenure/core/text";
import { useLocale } from "../foundation/use-locale.ts";
import { Tag, type Tone } from "./tag.tsx";

const tones = {
  refunding: "progress",
  refunded: "done",
  failed: "refused",
  canceled: "neutral",
} satisfies Record<ShownRefundStatus, Tone>;

/** Where a refund stands, in the words of R4.3: "Refunding (1–3 business days)". */
export function RefundStatusTag(props: {
  readonly status: ShownRefundStatus;
  readonly arrivalBusinessDays: { readonly min: number; readonly max: number };
}) {
  const { status, arrivalBusinessDays } = props;
  const language = useLocale();
  const params = { min: String(arrivalBusinessDays.min), max: String(arrivalBusinessDays.max) };
  // The texts hold neither instants nor amounts, so zone and currency are never looked at.
  const words = fillPlain(REFUND_STATUS_TEXTS[status], params, { language, zone: "UTC", currency: "USD" });
  return <Tag tone={tones[status]}>{words}</Tag>;
}
