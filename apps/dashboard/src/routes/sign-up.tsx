import { createFileRoute } from "@tanstack/react-router";
import { SignUpPage } from "../features/identity/sign-up-page.tsx";
import { keepReferralCode, readReferralCode } from "../features/referrals/keep-referral-code.ts";

export const Route = createFileRoute("/sign-up")({
  validateSearch: (search): { ref?: string } => {
    const code = readReferralCode(search["ref"]);
    return code === null ? {} : { ref: code };
  },
  beforeLoad: ({ search }) => {
    if (search.ref !== undefined) keepReferralCode(search.ref);
  },
  component: function SignUp() {
    return <SignUpPage invited={Route.useSearch().ref !== undefined} />;
  },
});
