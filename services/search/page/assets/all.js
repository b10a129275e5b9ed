// What every page does: light or dark, copying, menus.
"use strict";
globalThis.wearscribe ??= {};

(() => {
  // The elements come after the scripts: run `action` when they are there.
  wearscribe.ready = (action) => {
    if (document.querySelector("[data-main]")) action();
    else requestAnimationFrame(() => wearscribe.ready(action));
  };

  wearscribe.say = (text) => {
    const toast = document.querySelector("[data-toast]");
    toast.textContent = text;
    toast.classList.add("on");
    clearTimeout(wearscribe.saying);
    wearscribe.saying = setTimeout(() => toast.classList.remove("on"), 1800);
  };

  async function copy(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const field = Object.assign(document.createElement("textarea"), { value: text }); // http beyond loopback
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }

  function toggleTheme() {
    const root = document.documentElement;
    const dark = root.dataset.theme === "auto" ? matchMedia("(prefers-color-scheme: dark)").matches : root.dataset.theme === "dark";
    root.dataset.theme = dark ? "light" : "dark";
    localStorage.setItem("theme", root.dataset.theme);
  }

  document.addEventListener("click", async (event) => {
    if (event.target.closest("[data-theme-toggle]")) toggleTheme();
    const copied = event.target.closest("[data-copy]");
    if (copied) {
      await copy(copied.dataset.copy);
      wearscribe.say(`${copied.textContent} copied`);
    }
    for (const menu of document.querySelectorAll("[data-menu][open]"))
      if (!menu.contains(event.target) || copied) menu.open = false;
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") for (const menu of document.querySelectorAll("[data-menu][open]")) menu.open = false;
  });
})();
