import { Trans, useLingui } from "@lingui/react/macro";
import type { Outputs } from "@tenure/api/trpc";
import { formatMoney, fromMoney } from "@tenure/core/money";
import { Button, planName, Segmented, Select, Textarea, TextInput, useLocale } from "@tenure/ui";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";

type Price = Outputs["catalog"]["plans"]["plans"][number]["prices"][number] & {
  readonly planId: Outputs["catalog"]["plans"]["plans"][number]["id"];
};

/** What the giver asks for, as the API takes it. */
export interface GiftWish {
  readonly planPriceId: string;
  readonly terms: number;
  readonly recipientEmail: string;
  readonly senderName: string;
  readonly message: string | null;
  readonly language: "en" | "zh";
  readonly deliverAt: string | null;
}

const MOST_TERMS = 12;
const LONGEST_MESSAGE = 500;

/** What, to whom, with which words, and when. The server's review says what is wrong with it. */
export function GiftForm(props: {
  readonly prices: readonly Price[];
  readonly wish: GiftWish | null;
  readonly onReview: (wish: GiftWish) => void;
}) {
  const { prices, wish, onReview } = props;
  const { t } = useLingui();
  const language = useLocale();
  const { account } = useCurrentAccount();
  const [planPriceId, setPlanPriceId] = useState(wish?.planPriceId ?? prices[0]?.id ?? "");
  const [terms, setTerms] = useState(String(wish?.terms ?? 1));
  const [email, setEmail] = useState(wish?.recipientEmail ?? "");
  const [sender, setSender] = useState(wish?.senderName ?? "");
  const [message, setMessage] = useState(wish?.message ?? "");
  const [mailLanguage, setMailLanguage] = useState<"en" | "zh">(wish?.language ?? language);
  const [when, setWhen] = useState<"now" | "later">(wish?.deliverAt == null ? "now" : "later");
  const [day, setDay] = useState(wish?.deliverAt?.slice(0, 16) ?? "");
  const [tried, setTried] = useState(false);
  const validEmail = /^\S+@\S+\.\S+$/.test(email.trim());
  const complete = planPriceId !== "" && validEmail && sender.trim() !== "" && (when === "now" || day !== "");
  const perTerm = (price: Price) => {
    const name = planName(price.planId);
    const amount = formatMoney(fromMoney(price.price), price.price.currency, language);
    return price.interval === "year" ? t`${name}, ${amount} a year` : t`${name}, ${amount} a month`;
  };
  return (
    <form
      noValidate
      className="flex max-w-xl flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!complete) return;
        onReview({
          planPriceId,
          terms: Number(terms),
          recipientEmail: email.trim(),
          senderName: sender.trim(),
          message: message.trim() === "" ? null : message.trim(),
          language: mailLanguage,
          deliverAt: when === "now" ? null : new Date(day).toISOString(),
        });
      }}
    >
      <Select
        name="plan"
        label={t`Plan`}
        value={planPriceId}
        onChange={(event) => setPlanPriceId(event.currentTarget.value)}
        options={prices.map((price) => ({ value: price.id, label: perTerm(price) }))}
      />
      <Select
        name="terms"
        label={t`How many terms, one after the other`}
        value={terms}
        onChange={(event) => setTerms(event.currentTarget.value)}
        options={Array.from({ length: MOST_TERMS }, (_, index) => ({
          value: String(index + 1),
          label: String(index + 1),
        }))}
      />
      <TextInput
        name="recipientEmail"
        type="email"
        label={t`E-mail of the recipient`}
        value={email}
        maxLength={254}
        autoComplete="off"
        onChange={(event) => setEmail(event.currentTarget.value)}
        error={tried && !validEmail && t`Type a complete e-mail address.`}
      />
      <TextInput
        name="senderName"
        label={t`Your name, as the recipient reads it`}
        value={sender}
        maxLength={80}
        onChange={(event) => setSender(event.currentTarget.value)}
        error={tried && sender.trim() === "" && t`Say who it is from.`}
      />
      <Textarea
        name="message"
        label={t`Message`}
        optional
        hint={t`Up to ${LONGEST_MESSAGE} characters, sent as plain text.`}
        rows={4}
        maxLength={LONGEST_MESSAGE}
        value={message}
        onChange={(event) => setMessage(event.currentTarget.value)}
      />
      <Segmented
        showLabel
        label={t`Language of the e-mail`}
        value={mailLanguage}
        onValueChange={setMailLanguage}
        options={[
          { value: "en", label: "English" },
          { value: "zh", label: "简体中文" },
        ]}
      />
      <Segmented
        showLabel
        label={t`Delivery`}
        value={when}
        onValueChange={setWhen}
        options={[
          { value: "now", label: t`As soon as it is paid` },
          { value: "later", label: t`On a day` },
        ]}
      />
      {when === "later" && (
        <TextInput
          name="deliverAt"
          type="datetime-local"
          label={t`Day and time`}
          hint={t`Within the next 90 days, in the time of this device. Your account's zone is ${account.timeZone}.`}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
          error={tried && day === "" && t`Choose when.`}
        />
      )}
      <div>
        <Button type="submit" tone="primary">
          <Trans>Review the gift</Trans>
        </Button>
      </div>
    </form>
  );
}
