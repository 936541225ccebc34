import { expect } from "@playwright/test";
import { sandboxUrl } from "./product.ts";

/** Waits for a text message to a number, and reads the newest. */
export async function textTo(number: string): Promise<string> {
  let text = "";
  await expect
    .poll(
      async () => {
        const response = await fetch(`${sandboxUrl()}/phone/api/messages?to=${encodeURIComponent(number)}`);
        const messages = (await response.json()) as { text: string }[];
        text = messages[0]?.text ?? "";
        return text;
      },
      { message: `a text message to ${number}`, timeout: 20_000, intervals: [100, 200, 400] },
    )
    .not.toBe("");
  return text;
}
