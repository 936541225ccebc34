import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { verifyWebhook } from "@tenure/sdk";
import { newCustomer } from "./support/people.ts";
import { at } from "./support/product.ts";
import { expect, test } from "./support/test.ts";

test("an endpoint is added, tried with a signed test event, fails, is sent again, and ends", async ({
  open,
}) => {
  let status = 204;
  const got: { readonly body: string; readonly headers: Record<string, string> }[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (piece: Buffer) => (body += piece.toString()));
    request.on("end", () => {
      got.push({ body, headers: request.headers as Record<string, string> });
      response.writeHead(status).end("noted");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tenure`;
  const customer = await newCustomer("Ingrid Holm");
  const page = await open(customer);
  await page.goto(at("dashboard", "webhooks"));
  let secret = "";

  await test.step("an address that leads nowhere is refused beside its field", async () => {
    await page.getByRole("button", { name: "Add an endpoint" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Address").fill("ftp://example.com");
    await dialog.getByRole("button", { name: "Add endpoint" }).click();
    await expect(dialog.getByText("must begin with https://")).toBeVisible();
  });

  await test.step("its secret is shown once", async () => {
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Address").fill(url);
    await dialog.getByLabel("What it is for").fill("gateway");
    await dialog.getByRole("button", { name: "Add endpoint" }).click();
    secret = (await dialog.getByRole("region", { name: "Secret, code" }).textContent()) ?? "";
    await dialog.getByRole("button", { name: "I have stored it" }).click();
  });

  await test.step("a test event comes, signed with it", async () => {
    await page.getByRole("link", { name: url }).click();
    await page.getByRole("button", { name: "Send a test" }).click();
    await expect(page.getByText("Accepted", { exact: true })).toBeVisible();
    const [first] = got;
    expect(
      await verifyWebhook({ body: first?.body ?? "", headers: first?.headers ?? {}, secret }),
    ).toMatchObject({
      type: "webhook_endpoint.test",
      sequence: 1,
    });
  });

  await test.step("one that is not accepted waits, with what was answered; sent again it is accepted", async () => {
    status = 500;
    await page.getByRole("button", { name: "Send webhook_endpoint.test again" }).click();
    await expect(page.getByText("Trying again", { exact: true })).toBeVisible();
    await expect(page.getByText(/Nothing accepted since/)).toBeVisible();
    status = 204;
    // The second attempt comes five seconds after the first.
    await expect(page.getByText("Accepted", { exact: true })).toBeVisible();
    await expect(page.getByText(/Nothing accepted since/)).toBeHidden();
  });

  await test.step("ended, it is offered nothing more", async () => {
    await page.getByRole("button", { name: "End endpoint" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "End endpoint" }).click();
    await expect(page.getByText("Ended", { exact: true })).toBeVisible();
    await expect(page.getByRole("button", { name: "Send a test" })).toBeHidden();
  });
  server.closeAllConnections();
  server.close();
});
