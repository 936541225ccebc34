import type { Language } from "@tenure/core/money";

/** A mail of sign-up or reset: the link is a secret of its recipient. */
export interface IdentityMail {
  readonly kind: "verify_email" | "reset_password";
  readonly to: { readonly email: string; readonly name: string; readonly language: Language };
  readonly url: string;
}

/** Sends, or queues, a mail of the identity service. */
export type SendIdentityMail = (mail: IdentityMail) => Promise<void>;
