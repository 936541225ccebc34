import type { EvidenceKind } from "@tenure/core/text";
import { detailOf } from "@tenure/ui";

/**
 * Sends a piece of evidence as it is.
 * @returns null when it arrived, else why not, in the server's words; empty where it gave none
 */
export async function uploadEvidence(
  {
    accountId,
    changeId,
    kind,
  }: { readonly accountId: string; readonly changeId: string; readonly kind: EvidenceKind },
  file: File,
): Promise<string | null> {
  try {
    const response = await fetch(`/v1/accounts/${accountId}/subject-changes/${changeId}/evidence`, {
      method: "POST",
      headers: {
        "content-type": "application/octet-stream",
        "x-file-name": encodeURIComponent(file.name.slice(-200)),
        "x-evidence-kind": kind,
        "accept-language": document.documentElement.lang,
      },
      body: file,
    });
    return response.status === 201 ? null : detailOf(await response.text());
  } catch {
    return "";
  }
}
