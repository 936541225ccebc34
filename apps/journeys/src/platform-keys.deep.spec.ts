import { RefusedError, Tenure } from "@tenure/sdk";
import { newCustomer } from "./support/people.ts";
import { at, productUrl } from "./support/product.ts";
import { buyTopUp } from "./support/purchases.ts";
import { demoAdministrator } from "./support/staff.ts";
import { expect, test } from "./support/test.ts";

test("an administrator gives the platform's gateway one key for every account, replaces it and revokes it", async ({
  open,
}) => {
  const [ada, bo] = [await newCustomer("Ada Lindqvist"), await newCustomer("Bo Holm")];
  await buyTopUp(ada, "20");
  const page = await open(demoAdministrator());
  const name = `gateway ${crypto.randomUUID().slice(0, 4)}`;
  const dialog = page.getByRole("dialog");
  const shown = async (): Promise<string> => {
    const code = dialog.locator("code", { hasText: /^tnp_test_[\w-]{43}$/ }).first();
    const key = (await code.textContent()) ?? "";
    await dialog.getByRole("button", { name: "I have stored it" }).click();
    return key;
  };

  const first = await test.step("it is made, and shown once", async () => {
    await page.goto(at("admin", "platform-keys"));
    await page.getByRole("button", { name: "Create a key" }).click();
    await dialog.getByRole("button", { name: "Create key" }).click();
    await expect(dialog).toContainText("Give the key a name.");
    await dialog.getByLabel("Key name").fill(name);
    await dialog.getByRole("button", { name: "Create key" }).click();
    await expect(dialog).toContainText("shown only this once");
    return shown();
  });
  const row = page.getByRole("row", { name: new RegExp(`^${name}`) });

  const gateway = (apiKey: string, accountId: string) =>
    new Tenure({ apiKey, baseUrl: productUrl() }).forAccount(accountId);
  const ask = { model: "harbor-small", maxInputTokens: 1000, maxOutputTokens: 0 };
  await test.step("with it the gateway asks for each account, and each is answered by its own means", async () => {
    const hold = await gateway(first, ada.accountId).usage.authorize(ask);
    expect(hold.state).toBe("open");
    await gateway(first, ada.accountId).usage.release(hold.holdId);
    await expect(gateway(first, bo.accountId).usage.authorize(ask)).rejects.toBeInstanceOf(RefusedError);
    await page.reload();
    await expect(row).not.toContainText("never");
  });

  await test.step("replaced, both work for a while; revoked, a key works no more", async () => {
    await row.getByRole("button", { name: "Replace" }).click();
    await dialog.getByRole("button", { name: "Replace key" }).click();
    const second = await shown();
    for (const key of [first, second])
      expect((await gateway(key, ada.accountId).usage.authorize(ask)).state).toBe("open");
    await page
      .getByRole("row", { name: new RegExp(`^${name}`) })
      .filter({ hasText: "Replaced, ends soon" })
      .getByRole("button", { name: "Revoke" })
      .click();
    await dialog.getByRole("button", { name: "Revoke key" }).click();
    await expect(page.getByText("Key revoked", { exact: true })).toBeVisible();
    await expect(gateway(first, ada.accountId).usage.authorize(ask)).rejects.toMatchObject({
      code: "key_invalid",
    });
    expect((await gateway(second, ada.accountId).usage.authorize(ask)).state).toBe("open");
  });
});
