import { eventsFile } from "./events-file.ts";
import { statementFile } from "./statement-file.ts";
import { summaryFile } from "./summary-file.ts";

/** Files about usage and the wallet. */
export const USAGE_FILES = [eventsFile, summaryFile, statementFile];
