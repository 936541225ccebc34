import { mailTo, writeMail } from "./support/mail.ts";
import { newCustomer } from "./support/people.ts";
import { at } from "./support/product.ts";
import { buyPro } from "./support/purchases.ts";
import { demoAdministrator } from "./support/staff.ts";
import { expect, test } from "./support/test.ts";

const REFUNDS = "refunds@tenure.test";

test("R5: a mail becomes a case, a question is answered by mail, a reviewer approves, and the customer follows it", async ({
  open,
}) => {
  const customer = await newCustomer("Katherine Johnson");
  const { orderId } = await buyPro(customer);
  const { number: order } = await customer.api.orders.get.query({ accountId: customer.accountId, orderId });
  const { email } = customer;

  const { id, number } =
    await test.step("the mail is acknowledged with a number, and what is missing", async () => {
      await writeMail({
        from: email,
        to: REFUNDS,
        subject: "Refund please",
        lines: ["Hello,", "", "I bought the wrong plan."],
      });
      const asked = await mailTo(email, /please complete your refund request/);
      expect(asked.text).toContain("purchase date and time");
      const { items } = await customer.api.refundCases.list.query({ accountId: customer.accountId });
      expect(items).toHaveLength(1);
      return items[0] ?? { id: "", number: "" };
    });

  const admin = await open(demoAdministrator());
  await test.step("the reviewer takes it, links the order and asks", async () => {
    await admin.goto(at("admin", "refund-cases"));
    await admin.getByRole("link", { name: number }).click();
    await admin.getByRole("button", { name: "Go on without the answer" }).click();
    await expect(admin.getByText("In review")).toBeVisible();
    await admin.getByLabel("Begin with").selectOption({ label: "Ask for what is missing" });
    await admin.getByRole("button", { name: "Send the message" }).click();
    await mailTo(email, /a question about your refund request/);
    await expect(admin.getByText("Waits for the customer")).toBeVisible();
  });

  await test.step("the answer by mail brings it back", async () => {
    await writeMail({
      from: email,
      to: REFUNDS,
      subject: `Re: ${number}: a question`,
      lines: ["It is the only order I have."],
    });
    await admin.reload();
    await expect(admin.getByText("In review")).toBeVisible();
    await expect(admin.getByText("It is the only order I have.")).toBeVisible();
    await admin.getByLabel("Order").selectOption({ label: `${order} · plan · 20.00 USD` });
    await expect(admin.getByRole("button", { name: "Approve · $19.00" })).toBeEnabled();
  });

  await test.step("approved without its fee, line by line with the reason", async () => {
    await admin.getByLabel("Lower the fee").check();
    await admin.getByLabel("Why").fill("Our outage of the morning.");
    await admin.getByRole("button", { name: "Approve · $20.00" }).click();
    await expect(admin.getByText("Our outage of the morning.")).toBeVisible();
    expect((await mailTo(email, /your refund is approved/)).text).toContain("banking business days");
  });

  await test.step("the customer sees the same in the dashboard, and the money goes back", async () => {
    const page = await open(customer);
    await page.goto(at("dashboard", `refund-cases/${id}`));
    await expect(page.getByText("The money goes back the way it came.")).toBeVisible();
    await page.getByRole("link", { name: "Follow the refund" }).click();
    await expect(page.getByText("was returned")).toBeVisible({ timeout: 20_000 });
  });
});
