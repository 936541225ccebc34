import { Tabs as RadixTabs } from "radix-ui";
import type { ReactNode } from "react";

/** Two or more views of the same thing. For different things use navigation. */
export function Tabs(props: {
  readonly label: string;
  readonly value: string;
  readonly onValueChange: (value: string) => void;
  readonly tabs: ReadonlyArray<{
    readonly value: string;
    readonly label: ReactNode;
    readonly content: ReactNode;
  }>;
}) {
  return (
    <RadixTabs.Root value={props.value} onValueChange={props.onValueChange}>
      <RadixTabs.List
        aria-label={props.label}
        className="mb-5 flex gap-5 overflow-x-auto border-b border-hairline"
      >
        {props.tabs.map((tab) => (
          <RadixTabs.Trigger
            key={tab.value}
            value={tab.value}
            className="-mb-px min-h-9 border-b-2 border-transparent whitespace-nowrap text-muted -outline-offset-2 hover:text-ink data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink phone:min-h-11"
          >
            {tab.label}
          </RadixTabs.Trigger>
        ))}
      </RadixTabs.List>
      {props.tabs.map((tab) => (
        <RadixTabs.Content key={tab.value} value={tab.value}>
          {tab.content}
        </RadixTabs.Content>
      ))}
    </RadixTabs.Root>
  );
}
