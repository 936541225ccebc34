import { attempt } from "@tenure/core/lifecycle";
import { type GoodwillRefundState, goodwillRefundLifecycle } from "@tenure/core/goodwill-refunds";
import type { Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";
import { goodwillState } from "./show.ts";

/** A proposal that is still to be decided. @throws AppError not_found, or conflict where it was decided */
export async function readProposed(tx: Tx, id: string, accountId: string | null) {
  const row = await tx.goodwillRefund.findFirst({ where: { id, accountId: accountId ?? "" } });
  if (row === null) throw new AppError("not_found", "No such goodwill refund.");
  const state = goodwillState.parse(row.state);
  if (state !== goodwillRefundLifecycle.initial) throw new AppError("conflict", `It is ${state} already.`);
  return { ...row, state };
}

/** Where a move of the lifecycle leads. @throws AppError conflict where the table has no such move */
export function moveGoodwill(
  from: GoodwillRefundState,
  action: "approve" | "decline" | "withdraw",
): GoodwillRefundState {
  const move = attempt(goodwillRefundLifecycle, from, action);
  if (!move.legal) throw new AppError("conflict", `It is ${from} already.`);
  return move.to;
}
