import { newCustomer } from "./support/people.ts";
import { textTo } from "./support/phone.ts";
import { at } from "./support/product.ts";
import { expect, test } from "./support/test.ts";

test("a phone is added, a wrong code refused, and the right one from the text message verifies it", async ({
  open,
}) => {
  const customer = await newCustomer("Ingrid Holm");
  // Of the numbers that Sweden keeps for stories.
  const number = "+46701740655";
  const page = await open(customer);
  await page.goto(at("dashboard", "ownership"));
  const phone = page.getByRole("region", { name: "Phone" });

  await test.step("what is no mobile number is refused beside its field", async () => {
    await phone.getByLabel("Mobile number").fill("+46 8 508 29 000");
    await phone.getByRole("button", { name: "Send a code" }).click();
    await expect(phone.getByText("Text messages do not reach this kind of number.")).toBeVisible();
  });

  await test.step("a number of the own country needs no plus; its code is on its way", async () => {
    await phone.getByLabel("Mobile number").fill("070-174 06 55");
    await phone.getByRole("button", { name: "Send a code" }).click();
    await expect(phone.getByText("+46 ••• •••• 0655")).toBeVisible();
    await expect(phone.getByText(/Another code in \d+ s/)).toBeVisible();
  });

  await test.step("a wrong code is refused, the one from the phone verifies", async () => {
    const code = /\d{6}/.exec(await textTo(number))?.[0] ?? "";
    const field = phone.getByLabel("Code from the text message");
    await expect(field).toHaveAttribute("autocomplete", "one-time-code");
    await field.fill(String((Number(code) + 1) % 1_000_000).padStart(6, "0"));
    await phone.getByRole("button", { name: "Verify the phone" }).click();
    await expect(phone.getByText("This code is wrong, or it is over.")).toBeVisible();
    // As it is copied from a message that sets it apart.
    await field.fill(`${code.slice(0, 3)} ${code.slice(3)}`);
    await phone.getByRole("button", { name: "Verify the phone" }).click();
    await expect(phone.getByText("Verified", { exact: true })).toBeVisible();
  });

  await test.step("replacing it asks for a second factor, which this owner has not set up", async () => {
    await phone.getByRole("button", { name: "Replace…" }).click();
    await phone.getByLabel("New mobile number").fill("070-174 06 56");
    await phone.getByRole("button", { name: "Send a code" }).click();
    await expect(phone.getByRole("link", { name: /Set up an authenticator/ })).toBeVisible();
  });
});
