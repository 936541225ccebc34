export { type DataExportState, dataExportLifecycle } from "./lifecycle.ts";
