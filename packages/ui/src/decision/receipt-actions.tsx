import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { type PublicKey, type Signed, type Verification, verify } from "@tenure/core/decision";
import { Download, ShieldCheck } from "lucide-react";
import { Button } from "../actions/button.tsx";
import { saveFile } from "../actions/save-file.ts";
import { Callout } from "../feedback/callout.tsx";

/** Where every installation publishes the keys that ever signed a receipt. */
const KEYS_PATH = "/.well-known/tenure-keys.json";

function isPublicKey(value: unknown): value is PublicKey {
  if (typeof value !== "object" || value === null) return false;
  return (
    "keyId" in value &&
    typeof value.keyId === "string" &&
    "publicKey" in value &&
    typeof value.publicKey === "string"
  );
}

/** Reads the answer member by member: an error page of a proxy must not pass for "no such key". */
function readKeys(answer: unknown): readonly PublicKey[] {
  const keys = typeof answer === "object" && answer !== null && "keys" in answer ? answer.keys : undefined;
  if (!Array.isArray(keys)) throw new Error("the published keys are not a list");
  return keys.filter(isPublicKey);
}

async function verifyHere(receipt: Signed): Promise<Verification> {
  // Asked anew each time: a key may have been withdrawn since.
  const answer = await fetch(KEYS_PATH, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`the published keys answered ${answer.status}`);
  return verify(receipt, "tenure.decision.v1", readKeys(await answer.json()));
}

/**
 * Download of a signed receipt, and its verification on this device: only the published keys are fetched, the
 * signature is checked by the browser itself.
 */
export function ReceiptActions(props: { readonly receipt: Signed; readonly fileName: string }) {
  const { receipt, fileName } = props;
  const { t } = useLingui();
  const check = useMutation({ mutationFn: () => verifyHere(receipt) });
  return (
    <div className="flex flex-col gap-2" data-print="hide">
      <div className="flex flex-wrap gap-2">
        <Button
          tone="quiet"
          size="sm"
          icon={<Download aria-hidden className="size-4" />}
          onClick={() =>
            saveFile({
              name: fileName,
              type: "application/json",
              content: `${JSON.stringify(receipt, null, 2)}\n`,
            })
          }
        >
          <Trans>Download signed receipt</Trans>
        </Button>
        <Button
          tone="quiet"
          size="sm"
          icon={<ShieldCheck aria-hidden className="size-4" />}
          loading={check.isPending}
          onClick={() => check.mutate()}
        >
          <Trans>Verify</Trans>
        </Button>
      </div>
      {check.error && (
        <Callout tone="refused" live title={t`The published keys could not be read`}>
          <Trans>Nothing was checked. Try again in a moment.</Trans>
        </Callout>
      )}
      {check.data && <VerificationResult result={check.data} keyId={receipt.keyId} />}
    </div>
  );
}

function VerificationResult(props: { readonly result: Verification; readonly keyId: string }) {
  const { result, keyId } = props;
  const { t } = useLingui();
  if (result.valid) {
    return (
      <Callout tone="done" live title={t`The signature is valid`}>
        <Trans>
          Checked on this device with the published key <code className="font-mono text-sm">{keyId}</code>.
          Nothing in the receipt was changed since it was signed.
        </Trans>
      </Callout>
    );
  }
  const reasons = {
    malformed: t`The receipt is not in the form of a receipt.`,
    wrong_purpose: t`The signature was made for something else than a decision.`,
    unknown_key: t`The key that signed it is not among the published ones.`,
    digest_mismatch: t`The content does not match its digest: something in it was changed.`,
    bad_signature: t`The signature does not belong to this content.`,
  } satisfies Record<(typeof result)["reason"], string>;
  return (
    <Callout tone="refused" live title={t`The signature is not valid`}>
      {reasons[result.reason]}
    </Callout>
  );
}
