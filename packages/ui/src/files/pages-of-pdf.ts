import { AnnotationMode, getDocument, GlobalWorkerOptions, type PDFPageProxy, version } from "pdfjs-dist";
// The address of a file, which the bundler makes: https://vite.dev/guide/assets#explicit-url-imports
// oxlint-disable-next-line import/default
import workerUrl from "pdfjs-dist/build/pdf.worker.min.mjs?url";

/** Papers have a few pages; a book is downloaded. */
const MAX_PAGES = 20;
/** Enough to read small print at twice the width of a screen's column. */
const LONG_SIDE_PX = 2000;

GlobalWorkerOptions.workerSrc = workerUrl;
/** Fonts and encodings that a PDF may lean on without bringing them, put there by the build (`pdfData`). */
const dataAt = (folder: string): string => `${import.meta.env.BASE_URL}assets/pdf/${version}/${folder}/`;

/**
 * A PDF's pages as pictures. The file is a stranger's: it is read in a worker, and nothing in it acts. Its scripts are not
 * run, forms, links and attachments are not shown, and nothing is fetched from elsewhere.
 *
 * @throws what the reader says of a file that it cannot read
 */
export async function pagesOfPdf(
  data: Uint8Array,
  signal: AbortSignal,
): Promise<{ readonly pages: readonly ImageBitmap[]; readonly pageCount: number }> {
  const task = getDocument({
    data,
    enableXfa: false,
    // Our policy of content lets no page compile WebAssembly; what decodes old scans comes as a script as well.
    useWasm: false,
    wasmUrl: dataAt("wasm"),
    cMapUrl: dataAt("cmaps"),
    cMapPacked: true,
    standardFontDataUrl: dataAt("standard_fonts"),
  });
  // A file that keeps its reader busy for ever ends with the look at it.
  const stop = () => void task.destroy();
  signal.addEventListener("abort", stop, { once: true });
  const pages: ImageBitmap[] = [];
  try {
    const file = await task.promise;
    for (let number = 1; number <= Math.min(file.numPages, MAX_PAGES); number += 1) {
      signal.throwIfAborted();
      // One after the other: a page of a scan takes a hundred megabytes while it is drawn.
      // oxlint-disable-next-line no-await-in-loop
      pages.push(await drawn(await file.getPage(number)));
    }
    return { pages, pageCount: file.numPages };
  } catch (error) {
    for (const page of pages) page.close();
    throw error;
  } finally {
    signal.removeEventListener("abort", stop);
    await task.destroy();
  }
}

async function drawn(page: PDFPageProxy): Promise<ImageBitmap> {
  const whole = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: LONG_SIDE_PX / Math.max(whole.width, whole.height) });
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(viewport.width);
  canvas.height = Math.ceil(viewport.height);
  await page.render({ canvas, viewport, annotationMode: AnnotationMode.DISABLE }).promise;
  page.cleanup();
  return createImageBitmap(canvas);
}
