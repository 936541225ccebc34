import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { requireUnrelated } from "./review.ts";
import { moveReview, readChange, reviewState } from "./row.ts";

/** Takes a question for proof back: what was asked stays in the record, and the file is to be reviewed again (C5.2). */
const takeBackRequest = plainCommand({
  name: "subject_changes.take_back",
  input: z.strictObject({ changeId: z.uuid() }),
  async apply(acting, { changeId }) {
    const { tx, context } = acting;
    const change = await readChange(tx, changeId, context.accountId);
    await requireUnrelated(acting, change);
    const review = moveReview(change.reviewState, "take_back");
    await tx.subjectChange.update({
      where: { id: changeId, state: "open" },
      data: { reviewState: review },
    });
    return {
      answer: { review },
      target: { kind: "subject_change", id: changeId },
      before: { review: change.reviewState },
      after: { review },
    };
  },
});

/** Takes a question for proof back. */
export const takeBack = procedureFor("subject_change.review")
  .input(accountInput({ changeId: z.uuid() }))
  .output(z.strictObject({ review: reviewState }))
  .mutation(async ({ ctx, input: { changeId } }) => {
    const { answer } = await ctx.services.runner.run(takeBackRequest, { changeId }, ctx.command());
    return answer;
  });
