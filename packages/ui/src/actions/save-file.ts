/** Hands content to the person as a file, made on this device: nothing is asked of the server. */
export function saveFile(file: {
  readonly name: string;
  readonly type: string;
  readonly content: BlobPart;
}): void {
  const url = URL.createObjectURL(new Blob([file.content], { type: file.type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = file.name;
  link.click();
  // Revoking at once would cancel the download in some browsers.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
