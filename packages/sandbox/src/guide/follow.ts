/**
 * Keeps a walk's page up to date: asks for it again and exchanges what changed, piece by piece, so that nobody loses their
 * place or the focus. A page that nobody looks at waits until somebody does.
 */
export const FOLLOW_SCRIPT = `
(() => {
  const EVERY_MS = 1500;
  let busy = false;
  const follow = async () => {
    if (busy || document.hidden) return;
    busy = true;
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (!answer.ok) return;
      const next = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (next.body.dataset.state !== document.body.dataset.state) return location.reload();
      const focused = document.activeElement?.id;
      for (const shown of document.querySelectorAll("[data-live]")) {
        const now = next.getElementById(shown.id);
        if (now !== null && now.outerHTML !== shown.outerHTML) shown.replaceWith(document.importNode(now, true));
      }
      if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
    } catch {
      // The product is being restarted: the next look finds it.
    } finally {
      busy = false;
    }
  };
  setInterval(follow, EVERY_MS);
  document.addEventListener("visibilitychange", follow);
})();
`;
