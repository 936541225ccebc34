import { createFileRoute } from "@tanstack/react-router";
import { TopUpReviewPage } from "../../features/credits/top-up-review-page.tsx";
import { BillingDetailsForm } from "../../features/subscription/billing-details-form.tsx";
import { OpeningPayment } from "../../features/subscription/opening-payment.tsx";

export const Route = createFileRoute("/_signed-in/credits_/review")({
  // A search parameter that looks like a number comes as one.
  validateSearch: ({ amount }): { amount: string } => ({
    amount: typeof amount === "string" || typeof amount === "number" ? String(amount) : "",
  }),
  component: function Review() {
    return (
      <TopUpReviewPage
        amount={Route.useSearch().amount}
        billingForm={(onSaved) => <BillingDetailsForm details={null} onSaved={onSaved} />}
        opening={(order) => <OpeningPayment {...order} />}
      />
    );
  },
});
