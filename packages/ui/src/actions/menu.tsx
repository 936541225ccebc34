import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "../foundation/class-names.ts";

/** One entry of a menu. A disabled entry carries its reason as a second line. */
export interface MenuItem {
  readonly key: string;
  readonly label: ReactNode;
  readonly icon?: ReactNode;
  readonly tone?: "danger";
  readonly disabledReason?: ReactNode;
  readonly checked?: boolean;
  readonly onSelect: () => void;
}

const itemClass =
  "flex min-h-8 w-full items-start gap-2 rounded-sm px-2 py-1.5 text-base outline-none select-none data-[highlighted]:bg-hover phone:min-h-11 phone:items-center";

/** A list of actions behind a button. `trigger` must be one element that takes a ref (our Button, IconButton). */
export function Menu(props: {
  readonly trigger: ReactNode;
  readonly groups: ReadonlyArray<{ readonly label?: ReactNode; readonly items: readonly MenuItem[] }>;
  readonly header?: ReactNode;
  readonly align?: "start" | "end";
  readonly defaultOpen?: boolean;
}) {
  const { trigger, groups, header, align = "end", defaultOpen = false } = props;
  return (
    <DropdownMenu.Root modal={false} defaultOpen={defaultOpen}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-52 animate-appear overflow-y-auto rounded-lg bg-raised p-1 shadow-raised"
        >
          {header && <div className="border-b border-hairline px-2 pt-1 pb-2">{header}</div>}
          {groups.map((group, index) => (
            <DropdownMenu.Group
              // Groups of a menu have no identity but their place.
              key={index}
              className={classNames("py-1", index > 0 && "border-t border-hairline")}
            >
              {group.label && (
                <DropdownMenu.Label className="px-2 py-1 text-xs text-muted">
                  {group.label}
                </DropdownMenu.Label>
              )}
              {group.items.map((item) => (
                <MenuEntry key={item.key} item={item} />
              ))}
            </DropdownMenu.Group>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function MenuEntry({ item }: { readonly item: MenuItem }) {
  const body = (
    <>
      <span aria-hidden className="mt-0.5 flex size-4 shrink-0 items-center justify-center phone:mt-0">
        {item.checked === true ? "✓" : item.icon}
      </span>
      <span className="flex flex-col">
        {item.label}
        {item.disabledReason && <span className="text-sm text-muted">{item.disabledReason}</span>}
      </span>
    </>
  );
  const className = classNames(
    itemClass,
    item.tone === "danger" && "text-refused",
    item.disabledReason ? "cursor-not-allowed text-muted" : null,
  );
  if (item.checked !== undefined) {
    return (
      <DropdownMenu.CheckboxItem checked={item.checked} className={className} onSelect={item.onSelect}>
        {body}
      </DropdownMenu.CheckboxItem>
    );
  }
  return (
    <DropdownMenu.Item
      className={className}
      aria-disabled={item.disabledReason ? true : undefined}
      onSelect={(event) => {
        if (item.disabledReason) event.preventDefault();
        else item.onSelect();
      }}
    >
      {body}
    </DropdownMenu.Item>
  );
}
