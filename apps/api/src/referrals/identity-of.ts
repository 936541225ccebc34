import type { Identity, Trait } from "@tenure/core/referrals";
import type { Tx } from "../db/database.ts";

/** Who is and was behind an account, as far as we know (R3.5). Platform scope: it compares two customers. */
export async function identityOf(tx: Tx, accountId: string): Promise<Identity> {
  const rows = await tx.$queryRaw<{ trait: Trait; value: string }[]>`
    SELECT 'login' AS trait, login_id::text AS value FROM member WHERE account_id = ${accountId}::uuid
    UNION SELECT 'subject', subject_id::text FROM holder_period WHERE account_id = ${accountId}::uuid
    UNION SELECT 'card', fingerprint FROM payment_method WHERE account_id = ${accountId}::uuid AND fingerprint IS NOT NULL
    UNION SELECT 'device', device_hash FROM account_device WHERE account_id = ${accountId}::uuid
    UNION SELECT 'tax_id', tax_id FROM billing_details WHERE account_id = ${accountId}::uuid AND tax_id IS NOT NULL
    UNION SELECT 'email', email FROM billing_details WHERE account_id = ${accountId}::uuid
    UNION SELECT 'email', u.email FROM member m JOIN auth_user u ON u.id = m.login_id WHERE m.account_id = ${accountId}::uuid`;
  const valuesOf = (trait: Trait) => rows.filter((row) => row.trait === trait).map((row) => row.value);
  return {
    login: valuesOf("login"),
    subject: valuesOf("subject"),
    card: valuesOf("card"),
    device: valuesOf("device"),
    tax_id: valuesOf("tax_id"),
    email: valuesOf("email"),
  };
}
