import { detailOf } from "./detail-of.ts";

/**
 * Sends a file as it is; the browser's older request says how far it got, which fetch does not.
 * @param headers beside its name, which goes along
 * @param onProgress how much has left this device, in per cent
 * @returns null when it arrived, else why not, in the server's words; empty where it gave none
 */
export function sendFile(
  url: string,
  file: File,
  onProgress: (percent: number) => void,
  headers: Readonly<Record<string, string>> = {},
): Promise<string | null> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("x-file-name", encodeURIComponent(file.name.slice(-200)));
    request.setRequestHeader("accept-language", document.documentElement.lang);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
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
