import type { Player, SceneStep, Walk } from "./scene.ts";
import { text } from "./scene.ts";

/** The newest refund of an order with its way at the provider; null before it was asked for. */
export async function refundOf({ read }: Pick<Walk<unknown>, "read">, orderId: string) {
  const row = await read((tx) =>
    tx.refund.findFirst({ where: { orderId }, orderBy: { id: "desc" }, include: { legs: true } }),
  );
  if (row === null) return null;
  const leg = row.legs[0];
  return {
    id: row.id,
    state: row.state,
    /** The provider was asked. */
    called: row.legs.some(({ firstCalledAt }) => firstCalledAt !== null),
    refunded: row.refundedAt !== null,
    failed: row.state === "failed",
    providerId: leg?.providerRefundId ?? null,
  };
}

/** Whether the mail server accepted a notice of a kind to an address. */
export async function wasTold(
  { read }: Pick<Walk<unknown>, "read">,
  recipient: string,
  kinds: readonly string[],
): Promise<boolean> {
  const sent = await read((tx) =>
    tx.notice.count({ where: { recipient, kind: { in: [...kinds] }, sentAt: { not: null } } }),
  );
  return sent > 0;
}

/** The mailbox as it shows one person's mails. */
export const mailsOf = ({ email }: Player) =>
  ({ app: "sandbox", path: `/mailbox?q=${encodeURIComponent(email)}` }) as const;

/** The provider's control page at one refund. */
export const atProvider = (refundId: string | null) =>
  ({ app: "sandbox", path: refundId === null ? "/control#refunds" : `/control#${refundId}` }) as const;

/** The last step of what ends with a refund: its receipt verifies on the device. */
export const verifyReceipt = (walk: Walk<unknown>, as: Player, refundId: string | null): SceneStep => ({
  key: "receipt",
  title: text("Verify the receipt", "验证收据"),
  press: text(
    "On the refund's page, press Verify beneath the decision.",
    "在退款页面的决定书下方点击“验证”。",
  ),
  see: text(
    "“The signature is valid”: your browser checked it by itself; only the published keys were fetched.",
    "“签名有效”：由您的浏览器自行验证，只读取了公开的密钥。",
  ),
  clauses: [],
  opens: refundId === null ? null : { app: "dashboard", path: `refunds/${refundId}`, as },
  done: walk.hasVerified(as),
});
