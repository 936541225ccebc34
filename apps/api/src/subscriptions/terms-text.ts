import { digestOf, type Json } from "@tenure/core/decision";
import type { Language } from "@tenure/core/money";
import { type Policy, publicPolicy } from "@tenure/core/policy";

/** The terms a customer agrees to: their version, and the hash of exactly the text that was shown (T4.1, C1.1). */
export function termsOf(policy: Policy, language: Language) {
  return {
    version: policy.version,
    hash: digestOf(publicPolicy(policy, language) as unknown as Json),
    language,
  };
}
