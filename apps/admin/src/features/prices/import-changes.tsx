import { Plural, Trans } from "@lingui/react/macro";
import type { Outputs } from "@tenure/api/trpc";
import { IMPORT_WARNING_TEXTS, SKIP_REASON_TEXTS } from "@tenure/core/pricing";
import { Callout, Instant, usePriceWords } from "@tenure/ui";
import { ReportedModels } from "./reported-models.tsx";

type Planned = Outputs["catalog"]["previewImport"];
type Changed = Planned["changed"][number];

/** Every price that an import changes, old and new, and what it leaves out or remarks. */
export function ImportChanges(props: { readonly planned: Planned }) {
  const { changed, unchanged, skipped, warnings } = props.planned;
  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted">
        <Plural value={changed.length} _0="No model changes" one="# model changes" other="# models change" />
        {" · "}
        <Plural value={unchanged} one="# model stays as it is" other="# models stay as they are" />
      </p>
      {changed.length > 0 && (
        <ul className="border-t border-hairline">
          {changed.map((model) => (
            <li key={`${model.currency} ${model.model}`} className="border-b border-hairline py-2">
              <ModelChanges model={model} />
            </li>
          ))}
        </ul>
      )}
      <ReportedModels
        summary={
          <Plural
            value={skipped.length}
            _0="No model was left out"
            one="# model left out"
            other="# models left out"
          />
        }
        texts={SKIP_REASON_TEXTS}
        rows={skipped}
      />
      <ReportedModels
        summary={<Plural value={warnings.length} _0="No notes" one="# note" other="# notes" />}
        texts={IMPORT_WARNING_TEXTS}
        rows={warnings}
      />
    </div>
  );
}

function ModelChanges(props: { readonly model: Changed }) {
  const { model } = props;
  const { currency } = model;
  const words = usePriceWords();
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-medium wrap-anywhere">{model.model}</span>
        <span className="text-sm text-muted">
          {model.known ? (
            <Trans>{currency} per million tokens, or each</Trans>
          ) : (
            <Trans>new · {currency} per million tokens, or each</Trans>
          )}
        </span>
      </p>
      {model.untilLater !== null && (
        <Callout tone="info">
          <Trans>
            A price announced earlier takes over at <Instant at={model.untilLater} />.
          </Trans>
        </Callout>
      )}
      {model.changes.length === 0 && (
        <p className="text-sm text-muted">
          <Trans>Only multipliers or remarks, which are not charged.</Trans>
        </p>
      )}
      <dl>
        {model.changes.map((change) => (
          <div key={words.place(change)} className="flex justify-between gap-4 py-0.5 text-sm">
            <dt className="text-muted">{words.place(change)}</dt>
            <dd className="figures flex flex-wrap justify-end gap-x-2">
              {change.before !== null && (
                <del className="text-muted">{words.price(change.unit, change.before)}</del>
              )}
              {change.after === null ? (
                <span className="text-muted">
                  <Trans>no price any more</Trans>
                </span>
              ) : (
                <span>{words.price(change.unit, change.after)}</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
