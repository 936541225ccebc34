-- What came in and went back in the last days, for staff's first page: found by its instant, whatever came before.

-- CreateIndex
CREATE INDEX "payment_captured_at_idx" ON "payment"("captured_at");

-- CreateIndex
CREATE INDEX "refund_refunded_at_idx" ON "refund"("refunded_at");

-- What Prisma cannot say: the few that are on their way.
CREATE INDEX refund_not_ended ON refund (state) WHERE refunded_at IS NULL AND failed_at IS NULL;
