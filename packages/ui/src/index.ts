export { ClockControl, type ClockMove } from "./clock/clock-control.tsx";
export { useClockStops } from "./clock/use-clock-stops.ts";
export { PromiseLine } from "./timeline/promise-line.tsx";
export { PromiseList, type TimelineFact, type TimelinePromise } from "./timeline/promise-list.tsx";
export { Button, type ButtonTone, buttonClass } from "./actions/button.tsx";
export { CopyText } from "./actions/copy-text.tsx";
export { IconButton } from "./actions/icon-button.tsx";
export { Menu, type MenuItem } from "./actions/menu.tsx";
export { MoreButton } from "./actions/more-button.tsx";
export { saveFile } from "./actions/save-file.ts";
export { type AgreementArticle, StarredAgreement, starredOf } from "./agreement/starred-agreement.tsx";
export { ClauseChanges } from "./decision/clause-changes.tsx";
export { ClauseReference } from "./decision/clause-reference.tsx";
export { ConsequenceSheet } from "./decision/consequence-sheet.tsx";
export { DecisionSheet } from "./decision/decision-sheet.tsx";
export { ReceiptActions } from "./decision/receipt-actions.tsx";
export { RefundPreviewSheet } from "./decision/refund-preview-sheet.tsx";
export { RefusalList } from "./decision/refusal-list.tsx";
export { useDecisionTitle } from "./decision/use-decision-title.ts";
export { useRefusalWords } from "./decision/use-refusal-words.ts";
export { Amount } from "./display/amount.tsx";
export { CodeBlock } from "./display/code-block.tsx";
export { Countdown } from "./display/countdown.tsx";
export { DataTable } from "./display/data-table.tsx";
export type { Column } from "./table/column.ts";
export { ColumnsButton } from "./table/columns-button.tsx";
export { useColumns } from "./table/use-columns.ts";
export { SavedViews } from "./table/saved-views.tsx";
export type { ListSearch } from "./table/views.ts";
export { readSort, type Sorting } from "./table/sorting.ts";
export { Instant } from "./display/instant.tsx";
export { KeyHints } from "./display/key-hints.tsx";
export { KeyValue } from "./display/key-value.tsx";
export { Meter } from "./display/meter.tsx";
export { Money } from "./display/money.tsx";
export { OutsideWords } from "./display/outside-words.tsx";
export { planName } from "./display/plan-name.ts";
export { QrCode } from "./display/qr-code.tsx";
export { DisputeTag } from "./display/dispute-tag.tsx";
export { RefundPartNote } from "./display/refund-part-note.tsx";
export { RefundStatusTag } from "./display/refund-status-tag.tsx";
export { Tag, type Tone } from "./display/tag.tsx";
export { Callout } from "./feedback/callout.tsx";
export { EmptyState } from "./feedback/empty-state.tsx";
export { ErrorState } from "./feedback/error-state.tsx";
export { Skeleton } from "./feedback/skeleton.tsx";
export { FileUpload, type UploadedFile } from "./files/file-upload.tsx";
export { sendFile } from "./files/send-file.ts";
export { useDocumentWords } from "./files/use-document-words.ts";
export { Checkbox } from "./forms/checkbox.tsx";
export { PasswordInput } from "./forms/password-input.tsx";
export { RadioList } from "./forms/radio-list.tsx";
export { Segmented } from "./forms/segmented.tsx";
export { Select, type SelectOption } from "./forms/select.tsx";
export { TextInput } from "./forms/text-input.tsx";
export { Textarea } from "./forms/textarea.tsx";
export { InvoiceSheet } from "./invoices/invoice-sheet.tsx";
export { type InvoicePdf, PdfButton } from "./invoices/pdf-button.tsx";
export { classNames } from "./foundation/class-names.ts";
export { type Locale, localeNames, locales } from "./foundation/locale.ts";
export {
  chooseTheme,
  currentTheme,
  subscribeTheme,
  type ThemeChoice,
  themeChoices,
} from "./foundation/theme.ts";
export { type UiSettings, UiSettingsProvider, useNow, useUiSettings } from "./foundation/ui-context.tsx";
export { PolicyBookContext, usePolicyBook, usePolicyInForce } from "./foundation/policy-book.ts";
export { useLocale } from "./foundation/use-locale.ts";
export { AccountMenu } from "./layout/account-menu.tsx";
export { AppShell, type NavItem, type ShellLinkProps } from "./layout/app-shell.tsx";
export { Brand } from "./layout/brand.tsx";
export { PageHeader } from "./layout/page-header.tsx";
export { Section } from "./layout/section.tsx";
export { Stepper } from "./layout/stepper.tsx";
export { tabLinkClass, tabNavClass } from "./layout/tab-link.ts";
export { Tabs } from "./layout/tabs.tsx";
export { Timeline, type TimelineEntry } from "./layout/timeline.tsx";
export { listRow, useListKeys } from "./layout/use-list-keys.ts";
export { AppNameContext, usePageTitle } from "./layout/use-page-title.ts";
export { PaletteButton } from "./palette/palette-button.tsx";
export { usePalette } from "./palette/use-palette.ts";
export { Dialog } from "./overlays/dialog.tsx";
export { DisclosurePopover } from "./overlays/disclosure-popover.tsx";
export { Sheet } from "./overlays/sheet.tsx";
export { type Notice, ToastProvider, useNotify } from "./overlays/toast.tsx";
export {
  CancellationOutcome,
  type CancellationOutcomeFacts,
} from "./subscription/cancellation-outcome.tsx";
export { useCancelReasons } from "./subscription/use-cancel-reasons.ts";
export { AccountPrices } from "./prices/account-prices.tsx";
export { RatingLines } from "./prices/rating-lines.tsx";
export { RateCard } from "./prices/rate-card.tsx";
export { usePriceWords } from "./prices/use-price-words.ts";
export { WebhookDeliveryTable } from "./webhooks/delivery-table.tsx";
export { WebhookEndpointTag } from "./webhooks/endpoint-tag.tsx";
export { useWebhookWords } from "./webhooks/use-webhook-words.ts";
