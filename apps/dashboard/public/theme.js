// Sets the theme before the first paint. Same key and rule as packages/ui/src/foundation/theme.ts.
(() => {
  let choice = "system";
  try {
    choice = localStorage.getItem("tenure.theme") ?? "system";
  } catch {
    // Storage can be forbidden; the device's preference then decides.
  }
  const dark =
    choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
