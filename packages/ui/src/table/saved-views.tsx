import { Trans, useLingui } from "@lingui/react/macro";
import { Bookmark } from "lucide-react";
import { useState } from "react";
import { Button } from "../actions/button.tsx";
import { Menu } from "../actions/menu.tsx";
import { TextInput } from "../forms/text-input.tsx";
import { keep, readKept, useKept } from "../foundation/kept.ts";
import { Dialog } from "../overlays/dialog.tsx";
import { useNotify } from "../overlays/toast.tsx";
import { columnChoiceKey, readColumnChoice } from "./column-choice.ts";
import {
  type ListSearch,
  MAX_VIEW_NAME,
  readViews,
  type SavedView,
  shownView,
  viewsKey,
  withoutView,
  withView,
} from "./views.ts";

/** Views of a list that somebody saved: filters, sorting and columns under a name, to be gone back to. */
export function SavedViews(props: {
  /** Whose views: people who share a browser do not share them. */
  readonly owner: string;
  /** The list, by the name under which its choice of columns is kept. */
  readonly list: string;
  readonly search: ListSearch;
  readonly onOpen: (search: ListSearch) => void;
}) {
  const { owner, list, search, onOpen } = props;
  const { t } = useLingui();
  const notify = useNotify();
  const key = viewsKey(owner, list);
  const columnsKey = columnChoiceKey(list);
  const views = readViews(useKept(key));
  const columns = readColumnChoice(useKept(columnsKey));
  const shown = shownView(views, search, columns);
  const [naming, setNaming] = useState<SavedView | null>(null);
  // Read anew: an undo comes later, when other views may have come or gone.
  const change = (how: (views: readonly SavedView[]) => readonly SavedView[]) =>
    keep(key, JSON.stringify(how(readViews(readKept(key)))));
  const open = (view: SavedView) => {
    keep(columnsKey, view.columns === null ? null : JSON.stringify(view.columns));
    onOpen(view.search);
  };
  const remove = (view: SavedView) => {
    change((kept) => withoutView(kept, view.id));
    notify({
      tone: "done",
      title: t`View deleted: ${view.name}`,
      undo: () => change((kept) => withView(kept, view)),
    });
  };
  return (
    <>
      <Menu
        trigger={
          <Button icon={<Bookmark aria-hidden className="size-4" />}>
            {shown === undefined ? <Trans>Views</Trans> : <Trans>View: {shown.name}</Trans>}
          </Button>
        }
        groups={[
          ...(views.length === 0
            ? []
            : [
                {
                  label: <Trans>Saved views</Trans>,
                  items: views.map((view) => ({
                    key: view.id,
                    label: view.name,
                    checked: view === shown,
                    onSelect: () => open(view),
                  })),
                },
              ]),
          {
            items:
              shown === undefined
                ? [
                    {
                      key: "save",
                      label: <Trans>Save this view…</Trans>,
                      onSelect: () => setNaming({ id: crypto.randomUUID(), name: "", search, columns }),
                    },
                  ]
                : [
                    { key: "rename", label: <Trans>Rename…</Trans>, onSelect: () => setNaming(shown) },
                    {
                      key: "delete",
                      label: <Trans>Delete view</Trans>,
                      tone: "danger" as const,
                      onSelect: () => remove(shown),
                    },
                  ],
          },
        ]}
      />
      {naming !== null && (
        <NameDialog
          view={naming}
          onClose={() => setNaming(null)}
          onNamed={(view) => {
            change((kept) => withView(kept, view));
            setNaming(null);
          }}
        />
      )}
    </>
  );
}

function NameDialog(props: {
  readonly view: SavedView;
  readonly onClose: () => void;
  readonly onNamed: (view: SavedView) => void;
}) {
  const { view, onClose, onNamed } = props;
  const { t } = useLingui();
  const [name, setName] = useState(view.name);
  const [tried, setTried] = useState(false);
  const missing = name.trim() === "";
  const save = () => {
    setTried(true);
    if (!missing) onNamed({ ...view, name: name.trim() });
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={view.name === "" ? t`Save this view` : t`Rename this view`}
      description={
        <Trans>
          Filters, sorting and columns under a name, for you in this browser. One of the same name is
          replaced.
        </Trans>
      }
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button tone="primary" onClick={save}>
            <Trans>Save</Trans>
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextInput
          label={t`Name of the view`}
          value={name}
          maxLength={MAX_VIEW_NAME}
          onChange={(event) => setName(event.target.value)}
          error={tried && missing && t`Give it a name.`}
        />
      </form>
    </Dialog>
  );
}
