import { invoicesFile } from "../invoices/file.ts";
import { USAGE_FILES } from "../usage-reports/files.ts";

/** Every file that the API serves. */
export const CSV_FILES = [...USAGE_FILES, invoicesFile];
