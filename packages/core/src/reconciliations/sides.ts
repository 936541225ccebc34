import type { RefundLegState } from "../refunds/index.ts";

/** An amount in minor units; the currency as the provider writes it, upper case. */
export interface Amount {
  readonly amountMinor: bigint;
  readonly currency: string;
}

/** A payment in the provider's books. */
export interface PaymentThere extends Amount {
  readonly id: string;
  readonly captured: boolean;
  /** Our order that it names; null when it names none. */
  readonly orderId: string | null;
}

/** A refund in the provider's books. */
export interface RefundThere extends Amount {
  readonly id: string;
  /** Our leg that it names; null when it names none. */
  readonly legId: string | null;
  readonly state: "pending" | "refunded" | "failed";
  /** Its money came back after it had been paid, as only the settlement report tells. */
  readonly returned: boolean;
}

/** State of a dispute, or of all disputes of a payment. */
export type DisputeThereState = "open" | "won" | "lost";

/** A dispute in the provider's books. */
export interface DisputeThere extends Amount {
  readonly id: string;
  readonly state: DisputeThereState;
}

/** What the provider holds about one payment. */
export interface There {
  readonly payment: PaymentThere | null;
  readonly refunds: readonly RefundThere[];
  readonly disputes: readonly DisputeThere[];
}

/** What goes back of a payment, as we asked for it: in the currency that was charged. */
export interface LegHere extends Amount {
  readonly id: string;
  readonly state: RefundLegState;
  readonly providerRefundId: string | null;
}

/** What we hold about the same payment. */
export interface Here {
  readonly payment: (Amount & { readonly disputeState: "none" | DisputeThereState }) | null;
  /** The order that the provider's payment names, where it is ours: what we asked to be paid. */
  readonly order: (Amount & { readonly id: string; readonly paid: boolean }) | null;
  readonly legs: readonly LegHere[];
}
