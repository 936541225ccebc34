/**
 * Sends a file as it is; the browser's older request says how far it got, which fetch does not.
 * @returns null when it arrived, else why not, in the server's words; empty where it gave none
 */
export function uploadDocument(
  accountId: string,
  reviewId: string,
  file: File,
  onProgress: (percent: number) => void,
): Promise<string | null> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/v1/accounts/${accountId}/document-reviews/${reviewId}/files`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("x-file-name", encodeURIComponent(file.name.slice(-200)));
    request.setRequestHeader("accept-language", document.documentElement.lang);
    request.upload.addEventListener("progress", ({ loaded, total }) =>
      onProgress(total === 0 ? 0 : Math.floor((loaded * 100) / total)),
    );
    request.addEventListener("load", () =>
      resolve(request.status === 201 ? null : detailOf(request.responseText)),
    );
    request.addEventListener("error", () => resolve(""));
    request.send(file);
  });
}

function detailOf(body: string): string {
  try {
    const problem: unknown = JSON.parse(body);
    return typeof problem === "object" && problem !== null && "detail" in problem
      ? String(problem.detail)
      : "";
  } catch {
    return "";
  }
}
