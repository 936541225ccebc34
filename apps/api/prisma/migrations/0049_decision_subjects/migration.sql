-- Which order, refund or case a decision is about: a page of decisions asks these tables by the decision's id, whatever
-- lies in them.

-- CreateIndex
CREATE INDEX "order_decision_id_idx" ON "order"("decision_id");

-- CreateIndex
CREATE INDEX "renewal_attempt_decision_id_idx" ON "renewal_attempt"("decision_id");

-- CreateIndex
CREATE INDEX "refund_submit_decision_id_idx" ON "refund"("submit_decision_id");

-- CreateIndex
CREATE INDEX "refund_settle_decision_id_idx" ON "refund"("settle_decision_id");

-- CreateIndex
CREATE INDEX "refund_case_decision_id_idx" ON "refund_case"("decision_id");
