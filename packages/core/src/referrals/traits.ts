/** What two accounts can have in common that makes them one person's (R3.5). */
export const traits = ["login", "subject", "card", "device", "tax_id", "email"] as const;

/** One thing in common. */
export type Trait = (typeof traits)[number];

/**
 * What is known of who is behind an account: logins and subjects by id, cards by the provider's fingerprint, devices by
 * hash, tax ids and addresses as people wrote them.
 */
export type Identity = Readonly<Record<Trait, readonly string[]>>;

/** Mail domains that ignore dots in the name before the @. */
const DOTLESS = new Set(["gmail.com", "googlemail.com"]);

/**
 * An e-mail address as the mailbox it reaches, as far as that can be told: without case, without what stands behind a
 * plus, without dots where the provider ignores them.
 */
export function normaliseEmail(email: string): string {
  const written = email.trim().toLowerCase();
  const at = written.lastIndexOf("@");
  if (at <= 0) return written;
  const domain = written.slice(at + 1);
  const name = written.slice(0, at).split("+", 1)[0] ?? "";
  return DOTLESS.has(domain) ? `${name.replaceAll(".", "")}@gmail.com` : `${name}@${domain}`;
}

/** A tax id without the blanks, dots and dashes that people write into it. */
export const normaliseTaxId = (taxId: string): string => taxId.replaceAll(/[\s.\-/]/g, "").toUpperCase();

const NORMALISE: Partial<Record<Trait, (text: string) => string>> = {
  email: normaliseEmail,
  tax_id: normaliseTaxId,
};

/** What two accounts have in common, in the order of {@link traits}; empty for two people. */
export const sharedTraits = (one: Identity, other: Identity): Trait[] =>
  traits.filter((trait) => {
    const normalise = NORMALISE[trait] ?? ((text: string) => text);
    const known = new Set(one[trait].map(normalise).filter((each) => each !== ""));
    return other[trait].some((each) => known.has(normalise(each)));
  });
