import { createHmac } from "node:crypto";
import { mailTo } from "./support/mail.ts";
import { newCustomer } from "./support/people.ts";
import { at, productUrl, tenure } from "./support/product.ts";
import { demoAdministrator } from "./support/staff.ts";
import { expect, test } from "./support/test.ts";

const NAME = `store-${crypto.randomUUID().slice(0, 8)}`;

test("a plan bought at a distributor arrives, is shown with where to cancel it, and ends there", async ({
  open,
}) => {
  const customer = await newCustomer("Radia Perlman");
  const added = await tenure(
    "distributors",
    "add",
    NAME,
    "--title",
    "Example Store",
    "--cancel-link",
    "https://store.example/subscriptions",
    "--refund-link",
    "https://store.example/refunds",
    "--billing-link",
    "https://store.example/payment",
  );
  const secret = /tdsec_[\w-]+/.exec(added)?.[0] ?? "";
  const boughtMs = Date.now() - 3_600_000;
  const send = async (event: object, id: string) => {
    const body = JSON.stringify({
      api_version: "1.0",
      event: {
        id: `${NAME}-${id}`,
        event_timestamp_ms: Date.now(),
        original_transaction_id: NAME,
        app_user_id: customer.accountId,
        ...event,
      },
    });
    const seconds = Math.floor(Date.now() / 1000);
    const mac = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
    const answer = await fetch(`${productUrl()}/v1/distributors/${NAME}/notifications`, {
      method: "POST",
      headers: { "content-type": "application/json", "tenure-signature": `t=${seconds},v1=${mac}` },
      body,
    });
    expect(answer.status).toBe(200);
  };
  const admin = await open(demoAdministrator());
  const page = await open(customer);

  await test.step("its product is no plan yet: the administrator sees that and maps it", async () => {
    await send(
      {
        type: "INITIAL_PURCHASE",
        product_id: "max.monthly",
        purchased_at_ms: boughtMs,
        expiration_at_ms: boughtMs + 30 * 86_400_000,
      },
      "bought",
    );
    await expect(async () => {
      await admin.goto(at("admin", "distributors"));
      await expect(admin.getByText("The product is none of our plans yet: map it.")).toBeVisible({
        timeout: 2_000,
      });
    }).toPass();
    await tenure("distributors", "map", NAME, "max.monthly", "max", "month");
  });

  await test.step("the customer has the plan, and each button leads to the distributor", async () => {
    expect((await mailTo(customer.email, /from Example Store is active/)).text).toContain(
      "We charge nothing",
    );
    await page.goto(at("dashboard", "subscription"));
    await expect(page.getByText("You bought this plan at Example Store.")).toBeVisible();
    await expect(page.getByRole("link", { name: "Cancel at Example Store" })).toHaveAttribute(
      "href",
      "https://store.example/subscriptions",
    );
    await expect(page.getByRole("button", { name: "Cancel plan" })).toHaveCount(0);
  });

  await test.step("when it ends there, the account is on Free", async () => {
    await send({ type: "EXPIRATION", expiration_at_ms: Date.now() }, "expired");
    await mailTo(customer.email, /from Example Store has ended/);
    await page.reload();
    await expect(page.getByText("No paid plan")).toBeVisible();
  });
});
