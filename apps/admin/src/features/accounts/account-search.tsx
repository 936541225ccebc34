import { useLingui } from "@lingui/react/macro";
import { TextInput } from "@tenure/ui";
import { useEffect, useRef } from "react";

/** The search field; the key "/" leads to it from anywhere on the page. */
export function AccountSearch(props: { readonly value: string; readonly onChange: (value: string) => void }) {
  const { value, onChange } = props;
  const { t } = useLingui();
  const input = useRef<HTMLInputElement | null>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest("input, textarea, select");
      if (event.key !== "/" || typing || document.querySelector("[role=dialog]")) return;
      event.preventDefault();
      input.current?.focus();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return (
    <search className="mb-5 block max-w-xl">
      <TextInput
        ref={input}
        type="search"
        label={t`Search`}
        hint={t`Name, e-mail, account id, order or refund number.`}
        optional={false}
        required={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        autoComplete="off"
        spellCheck={false}
      />
    </search>
  );
}
