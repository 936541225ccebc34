import { inDatabase } from "./support/database.ts";
import { newCustomer } from "./support/people.ts";
import { at } from "./support/product.ts";
import { expect, test } from "./support/test.ts";

test("T4.1: terms that changed are read clause by clause and accepted; what is new waits for it", async ({
  open,
}) => {
  const customer = await newCustomer("Annie Easley");
  const { api, accountId } = customer;
  // This build ships one version of the terms: nobody can have accepted an older one through a door.
  await inDatabase(
    `INSERT INTO consent (account_id, holder_period_id, login_id, kind, version, text_hash, language, given_at)
     SELECT account_id, holder_period_id, login_id, kind, '2025-06', text_hash, language, clock_timestamp()
       FROM consent WHERE account_id = $1 AND kind = 'terms'`,
    [accountId],
  );
  const page = await open(customer);
  await page.goto(at("dashboard", ""));
  await expect(page.getByText("The terms have changed")).toBeVisible();

  await test.step("a new key waits for it and says so", async () => {
    const refused = api.partners.keys.create.mutate({ accountId, name: "gateway", scopes: ["usage:read"] });
    await expect(refused).rejects.toThrow(/terms/i);
  });

  await test.step("what changed stands clause by clause, and is accepted", async () => {
    await page.getByRole("button", { name: "Read what changed…" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("What differs from version 2025-06, which you accepted.");
    await expect(dialog.getByText("T4.1", { exact: true })).toBeVisible();
    await dialog.getByRole("button", { name: "Accept version 2026-11" }).click();
    await expect(page.getByText("Accepted; thank you").first()).toBeVisible();
    await expect(page.getByText("The terms have changed")).toHaveCount(0);
  });

  await test.step("and the key is made", async () => {
    const { key } = await api.partners.keys.create.mutate({
      accountId,
      name: "gateway",
      scopes: ["usage:read"],
    });
    expect(key).toMatch(/^tnr_/);
  });
});
