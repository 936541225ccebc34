import { Trans, useLingui } from "@lingui/react/macro";
import { Command } from "cmdk";
import { CornerDownLeft, type LucideIcon, Search } from "lucide-react";
import { Dialog as RadixDialog } from "radix-ui";
import { useState } from "react";

/** One thing to go to or to do. */
export interface PaletteItem {
  readonly key: string;
  readonly label: string;
  /** What tells it from others of its name, small at its side. */
  readonly detail?: string;
  readonly icon: LucideIcon;
  /** Further words by which it is found. */
  readonly words?: readonly string[];
  readonly onSelect: () => void;
}

/** Items of a kind. */
export interface PaletteGroup {
  readonly key: string;
  readonly heading: string;
  readonly items: readonly PaletteItem[];
  /** Found elsewhere for what was typed: shown as they are, not sifted once more. */
  readonly found?: boolean;
}

/**
 * Everything by its name: pages, things, actions. Opened by Ctrl K or ⌘K; arrows choose, Enter goes, Escape closes. What is
 * chosen closes it. Loaded when it is first opened (`usePalette`).
 */
export function CommandPalette(props: {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly groups: readonly PaletteGroup[];
  readonly placeholder: string;
  /** Something is still being looked for. */
  readonly searching?: boolean;
  readonly onClose: () => void;
}) {
  const { query, onQuery, groups, placeholder, searching = false, onClose } = props;
  const { t } = useLingui();
  const foundAt = groups.findIndex((group) => group.found === true && group.items.length > 0);
  const found = groups[foundAt];
  const firstFound = found === undefined ? null : valueOf(foundAt, found, found.items[0]);
  // What comes after the typing is what was looked for: until somebody moves on from it, Enter goes there.
  const [moved, setMoved] = useState<{ readonly from: string | null; readonly to: string } | null>(null);
  const chosen = moved?.from === firstFound ? moved.to : (firstFound ?? "");
  return (
    <RadixDialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <RadixDialog.Content
          data-palette=""
          aria-describedby={undefined}
          className="fixed top-[12dvh] left-1/2 z-40 w-[calc(100%-2rem)] max-w-xl -translate-x-1/2 animate-rise overflow-hidden rounded-lg bg-raised shadow-raised outline-none phone:top-3"
        >
          <RadixDialog.Title className="sr-only">
            <Trans>Go to or do</Trans>
          </RadixDialog.Title>
          <Command
            label={t`Go to or do`}
            loop
            filter={sift}
            value={chosen}
            onValueChange={(to) => setMoved({ from: firstFound, to })}
          >
            <div className="flex items-center gap-2.5 border-b border-hairline px-4">
              <Search aria-hidden className="size-4 shrink-0 text-muted" />
              <Command.Input
                value={query}
                onValueChange={onQuery}
                placeholder={placeholder}
                className="min-h-12 w-full bg-transparent text-base outline-none placeholder:text-muted"
              />
            </div>
            <Command.List
              label={t`What there is`}
              className="max-h-[min(26rem,60dvh)] overflow-y-auto p-2 phone:max-h-[70dvh]"
            >
              {searching ? (
                <Command.Loading>
                  <p className="px-3 py-2 text-sm text-muted">
                    <Trans>Searching…</Trans>
                  </p>
                </Command.Loading>
              ) : found !== undefined ? null : (
                <Command.Empty className="px-3 py-6 text-center text-muted">
                  <Trans>Nothing is called “{query}”.</Trans>
                </Command.Empty>
              )}
              {groups.map((group, place) =>
                group.items.length === 0 ? null : (
                  <Command.Group
                    key={group.key}
                    heading={group.heading}
                    forceMount={group.found === true}
                    className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted"
                  >
                    {group.items.map((item) => (
                      <Entry key={item.key} item={item} group={group} place={place} onClose={onClose} />
                    ))}
                  </Command.Group>
                ),
              )}
            </Command.List>
          </Command>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

/** An item's name for the list: the place of its group, by which equals are told apart, then what it is. */
const valueOf = (place: number, group: PaletteGroup, item: PaletteItem | undefined): string =>
  `${place} ${group.key} ${item?.key ?? ""}`;

function Entry(props: {
  readonly item: PaletteItem;
  readonly group: PaletteGroup;
  /** Of its group among the others. */
  readonly place: number;
  readonly onClose: () => void;
}) {
  const { item, group, place, onClose } = props;
  const Icon = item.icon;
  return (
    <Command.Item
      value={valueOf(place, group, item)}
      keywords={[item.label, ...(item.words ?? [])]}
      forceMount={group.found === true}
      onSelect={() => {
        onClose();
        item.onSelect();
      }}
      className="group flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-3 py-1.5 aria-selected:bg-hover phone:min-h-11"
    >
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="truncate">{item.label}</span>
      {item.detail !== undefined && (
        <span className="min-w-0 flex-1 truncate text-right text-sm text-muted">{item.detail}</span>
      )}
      <CornerDownLeft
        aria-hidden
        className="ml-auto size-3.5 shrink-0 text-muted opacity-0 group-aria-selected:opacity-100"
      />
    </Command.Item>
  );
}

/** Every word that was typed begins some word of an item; its own name counts more, then what stands in an earlier group. */
function sift(value: string, search: string, keywords: string[] = []): number {
  const words = keywords.flatMap((text) => text.toLocaleLowerCase().split(/[\s/·-]+/));
  const whole = keywords.map((text) => text.toLocaleLowerCase());
  const typed = search
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  // Written without spaces, as in Chinese, a name is found by any part of it.
  const matches = (each: string) =>
    words.some((word) => word.startsWith(each)) ||
    whole.some((text) => /[^\u0000-\u024f]/.test(each) && text.includes(each));
  if (!typed.every(matches)) return 0;
  return (whole[0]?.startsWith(typed.join(" ")) === true ? 1 : 0.5) - Number.parseInt(value, 10) / 100;
}
