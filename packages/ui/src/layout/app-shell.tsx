import { Trans, useLingui } from "@lingui/react/macro";
import { type LucideIcon, Menu as MenuIcon } from "lucide-react";
import { type ReactElement, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { Skeleton } from "../feedback/skeleton.tsx";
import { classNames } from "../foundation/class-names.ts";
import { lazyPiece } from "../foundation/lazy-piece.ts";

// Opened on phones by few: not worth a byte of the first page.
const Sheet = lazyPiece(() => import("../overlays/sheet.tsx").then((module) => ({ default: module.Sheet })));

/** One entry of the navigation. Only pages that exist and that this person may open. */
export interface NavItem {
  readonly href: string;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly current: boolean;
  /** How many things wait there; left out at zero. */
  readonly waiting?: number;
}

/** What the shell asks of a link; the app renders it with its router. */
export interface ShellLinkProps {
  readonly href: string;
  readonly className: string;
  readonly current: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

/**
 * The frame of a signed-in app: navigation at the side, on phones a bar at the bottom (four entries and "More").
 * It starts with a link that skips to the content. `banner` is for what concerns every page (offline, sandbox).
 */
export function AppShell(props: {
  readonly brand: ReactNode;
  readonly nav: readonly NavItem[];
  readonly renderLink: (link: ShellLinkProps) => ReactElement;
  /** The account menu; top right on phones, at the foot of the navigation otherwise. */
  readonly account: ReactNode;
  /** Opens the search over everything; under the brand, on phones beside the account menu. */
  readonly search?: ReactNode;
  readonly banner?: ReactNode;
  readonly children: ReactNode;
}) {
  const { brand, nav, renderLink, account, search, banner, children } = props;
  const { t } = useLingui();
  const [drawerOpen, setDrawerOpen] = useState(false);
  const closeDrawer = () => setDrawerOpen(false);
  // Five places fit under a thumb; with more entries the fifth opens the rest.
  const bar = nav.length > 5 ? nav.slice(0, 4) : nav;
  const behindMore = nav.some((item) => item.current && !bar.includes(item));
  const side = useRef<HTMLElement>(null);
  const currentHref = nav.find(({ current }) => current)?.href;
  useEffect(() => {
    if (currentHref !== undefined)
      side.current?.querySelector("[aria-current=page]")?.scrollIntoView({ block: "nearest" });
  }, [currentHref]);
  return (
    <div className="flex min-h-dvh phone:[--bottom-bar:3.5rem]">
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-md bg-accent-strong px-3 py-2 text-on-accent focus:translate-y-0"
      >
        <Trans>Skip to content</Trans>
      </a>
      <header
        data-print="hide"
        className="sticky top-0 flex h-dvh w-56 shrink-0 flex-col gap-6 border-r border-hairline bg-sunken px-3 py-4 phone:hidden"
      >
        <div className="px-2">{brand}</div>
        {search}
        <nav
          ref={side}
          aria-label={t`Main`}
          className="more-below flex flex-1 flex-col gap-0.5 overflow-y-auto [--ground:var(--sunken)]"
        >
          {nav.map((item) => (
            <NavEntry key={item.href} item={item} renderLink={renderLink} onClick={closeDrawer} />
          ))}
        </nav>
        {account}
      </header>
      <div className="flex min-w-0 flex-1 flex-col">
        <header
          data-print="hide"
          className="sticky top-0 z-20 hidden items-center justify-between border-b border-hairline bg-page px-4 py-1 phone:flex"
        >
          {brand}
          <div className="flex items-center">
            {search}
            {account}
          </div>
        </header>
        {banner}
        <main
          id="content"
          tabIndex={-1}
          className="w-full max-w-5xl flex-1 px-10 py-8 outline-none phone:px-4 phone:pt-5 phone:pb-24"
        >
          <Suspense fallback={<Skeleton lines={6} />}>{children}</Suspense>
        </main>
      </div>
      <nav
        aria-label={t`Main`}
        data-print="hide"
        className="fixed inset-x-0 bottom-0 z-20 hidden border-t border-hairline bg-page pb-[env(safe-area-inset-bottom)] phone:flex"
      >
        {bar.map((item) => (
          <BarEntry key={item.href} item={item} renderLink={renderLink} onClick={closeDrawer} />
        ))}
        {nav.length > bar.length && (
          <button
            type="button"
            className={barEntryClass(behindMore)}
            aria-current={behindMore ? "true" : undefined}
            onClick={() => setDrawerOpen(true)}
          >
            <MenuIcon aria-hidden className="size-5" />
            <Trans>More</Trans>
          </button>
        )}
      </nav>
      {drawerOpen && (
        <Suspense>
          <Sheet open onOpenChange={setDrawerOpen} side="start" title={t`All pages`}>
            <nav aria-label={t`All pages`} className="flex flex-col gap-0.5">
              {nav.map((item) => (
                <NavEntry key={item.href} item={item} renderLink={renderLink} onClick={closeDrawer} />
              ))}
            </nav>
          </Sheet>
        </Suspense>
      )}
    </div>
  );
}

interface EntryProps {
  readonly item: NavItem;
  readonly renderLink: (link: ShellLinkProps) => ReactElement;
  readonly onClick: () => void;
}

function NavEntry({ item, renderLink, onClick }: EntryProps) {
  const Icon = item.icon;
  return renderLink({
    href: item.href,
    current: item.current,
    onClick,
    className: classNames(
      "flex min-h-9 items-center gap-2.5 rounded-md px-2 phone:min-h-11",
      item.current ? "bg-hairline font-medium text-ink" : "text-muted hover:bg-hover hover:text-ink",
    ),
    children: (
      <>
        <Icon aria-hidden className={classNames("size-4 shrink-0", item.current && "text-accent")} />
        <span className="flex-1 truncate">{item.label}</span>
        {item.waiting !== undefined && item.waiting > 0 && <Waiting count={item.waiting} />}
      </>
    ),
  });
}

const barEntryClass = (current: boolean): string =>
  classNames(
    "flex min-h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 px-1 text-xs",
    current ? "font-medium text-accent" : "text-muted",
  );

function BarEntry({ item, renderLink, onClick }: EntryProps) {
  const Icon = item.icon;
  return renderLink({
    href: item.href,
    current: item.current,
    onClick,
    className: barEntryClass(item.current),
    children: (
      <>
        <Icon aria-hidden className="size-5" />
        <span className="max-w-full truncate">{item.label}</span>
      </>
    ),
  });
}

function Waiting({ count }: { readonly count: number }) {
  return (
    <span className="figures rounded-full bg-waiting-soft px-1.5 text-xs font-medium text-waiting">
      {count}
      <span className="sr-only">
        {" "}
        <Trans>waiting</Trans>
      </span>
    </span>
  );
}
