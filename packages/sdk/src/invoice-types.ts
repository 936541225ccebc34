import type { Instant, Money } from "./types.ts";

/** A numbered document: an invoice of a payment, or a credit note of a refund, whose amounts are negative. */
export interface InvoiceSummary {
  readonly id: string;
  readonly number: string;
  readonly kind: "invoice" | "credit_note";
  readonly orderId: string;
  readonly orderNumber: string;
  readonly refundId: string | null;
  readonly currency: string;
  /** Before tax. */
  readonly net: Money;
  readonly tax: Money;
  readonly total: Money;
  readonly buyerName: string;
  readonly issuedAt: Instant;
}

/** A document with everything it says, as it was issued; it never changes. */
export interface Invoice extends InvoiceSummary {
  readonly lines: readonly {
    readonly key: string;
    readonly params: Readonly<Record<string, string>>;
    /** As printed, in the document's language. */
    readonly text: string;
    readonly net: Money;
    readonly tax: Money;
  }[];
  /** Basis points. */
  readonly taxBps: number;
  /** Number of the invoice that a credit note takes back from. */
  readonly creditsInvoice: string | null;
  readonly refundNumber: string | null;
  readonly seller: {
    readonly name: string;
    readonly address: readonly string[];
    readonly email: string | null;
    readonly taxId: string | null;
  };
  readonly buyer: {
    readonly fullName: string;
    readonly companyName: string | null;
    readonly email: string | null;
    readonly country: string | null;
    readonly addressLine: string | null;
    readonly city: string | null;
    readonly region: string | null;
    readonly postalCode: string | null;
    readonly taxId: string | null;
  };
  readonly method: string;
  readonly paidAt: Instant;
  readonly note: "reverse_charge" | null;
  readonly language: "en" | "zh";
  /** IANA zone in which its instants are shown. */
  readonly zone: string;
  /** SHA-256 of the canonical content, hex. */
  readonly digest: string;
}

/** The printed form of a document. */
export interface InvoicePdf {
  readonly fileName: string;
  readonly contentType: "application/pdf";
  readonly base64: string;
}

/** A saved card of the present holder. */
export interface PaymentMethod {
  readonly id: string;
  readonly provider: "stripe";
  readonly label: string;
  readonly brand: string | null;
  readonly last4: string | null;
  readonly expMonth: number | null;
  readonly expYear: number | null;
  readonly validity: "valid" | "expiring" | "expired";
  readonly savedAt: Instant;
  /** Whether renewals are charged to it. */
  readonly isDefault: boolean;
  readonly neededBySubscription: boolean;
  readonly usedByAutoTopUp: boolean;
}
