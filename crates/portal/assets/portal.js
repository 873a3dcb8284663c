// A window that comes late stands at the end of the page; this puts it into the place that was kept for it, while the page is still
// coming. Without it, a link in that place leads to the window.

const settle = (node) => {
  if (!node.id?.startsWith("window-")) return;
  document.getElementById(`place-${node.id.slice("window-".length)}`)?.replaceWith(node);
};

const observer = new MutationObserver((changes) => {
  for (const { target, addedNodes } of changes) if (target.matches(".late")) addedNodes.forEach(settle);
});
document.querySelectorAll(".late > *").forEach(settle);
if (document.readyState === "loading") {
  observer.observe(document.documentElement, { childList: true, subtree: true });
  addEventListener("DOMContentLoaded", () => observer.disconnect());
}
