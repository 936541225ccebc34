/** The mark and the name of the product, with the name of the app when it is not the customer's. */
export function Brand(props: { readonly area?: string }) {
  return (
    <span className="flex items-center gap-2">
      <svg aria-hidden viewBox="0 0 20 20" className="size-5 shrink-0 text-accent">
        <rect x="1" y="1" width="18" height="18" rx="4.5" fill="currentColor" />
        <path d="M5.4 6.4h9.2M10 6.4v8.2" stroke="var(--page)" strokeWidth="2" strokeLinecap="round" />
        <path d="M13 10.6h1.8M13 14h1.8" stroke="var(--page)" strokeWidth="1.4" strokeLinecap="round" />
      </svg>
      <span className="font-semibold tracking-[-0.01em]">Tenure</span>
      {props.area !== undefined && <span className="text-muted">{props.area}</span>}
    </span>
  );
}
