import { newCustomer } from "./support/people.ts";
import { at, productUrl } from "./support/product.ts";
import { expect, test } from "./support/test.ts";

test("a key is made for one address, replaced while the old one works on, and tried in the reference of the API", async ({
  open,
}) => {
  const customer = await newCustomer("Ingrid Holm");
  const page = await open(customer);
  await page.goto(at("dashboard", "keys"));
  const made: string[] = [];
  const keepKey = async () => {
    const dialog = page.getByRole("dialog");
    made.push(
      (await dialog
        .locator("code", { hasText: /^tnr_test_[\w-]{43}$/ })
        .first()
        .textContent()) ?? "",
    );
    await dialog.getByRole("button", { name: "I have stored it" }).click();
  };

  await test.step("an address that is none is refused beside its field", async () => {
    await page.getByRole("button", { name: "Create a key" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Key name").fill("gateway");
    await dialog.getByLabel("Only from these addresses").fill("127.0.0.1, nowhere");
    await dialog.getByLabel("Read credits and debt").check();
    await dialog.getByRole("button", { name: "Create key" }).click();
    await expect(dialog.getByText("is no address and no network")).toBeVisible();
  });

  await test.step("it is made and shown once", async () => {
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Only from these addresses").fill("127.0.0.1, ::1");
    await dialog.getByRole("button", { name: "Create key" }).click();
    await keepKey();
    await expect(page.getByText("127.0.0.1/32, ::1/128")).toBeVisible();
  });

  await test.step("it is replaced; the old one ends soon", async () => {
    await page.getByRole("button", { name: "Replace gateway" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Replace key" }).click();
    await keepKey();
    await expect(page.getByText("Replaced, ends soon")).toBeVisible();
    await expect(page.getByRole("button", { name: "Replace gateway" })).toHaveCount(1);
    expect(new Set(made).size).toBe(2);
    for (const key of made) {
      const answer = await customer.request.get("/v1/wallet", {
        headers: { authorization: `Bearer ${key}` },
      });
      expect(answer.status()).toBe(200);
    }
  });

  await test.step("the reference tries a request with it, without the session of whoever reads", async () => {
    await page.goto(`${productUrl()}/docs/`);
    await page.getByRole("button", { name: "Authorize" }).click();
    await page.getByLabel("auth-bearer-value").fill(made[1] ?? "");
    await page.getByRole("button", { name: "Apply credentials" }).click();
    await page.getByRole("button", { name: "Close" }).last().click();
    await page.getByRole("link", { name: "wallet", exact: true }).click();
    const operation = page.locator(".opblock", { has: page.locator('[data-path="/wallet"]') });
    await operation.locator(".opblock-summary-control").click();
    await operation.getByRole("button", { name: "Try it out" }).click();
    const sent = page.waitForRequest((request) => new URL(request.url()).pathname === "/v1/wallet");
    await operation.getByRole("button", { name: "Execute" }).click();
    expect((await (await sent).allHeaders())["cookie"]).toBeUndefined();
    expect((await (await sent).response())?.status()).toBe(200);
    await expect(operation.getByText("Server response")).toBeVisible();
  });
});
