// Asking without leaving the page: the form becomes an address, the address goes to the server, the answer comes back.
"use strict";
globalThis.wearscribe ??= {};

(() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const form = () => one("[data-ask-form]");
  const filterNames = ["subject", "source", "label", "min_coverage", "since", "to", "time_from", "time_to", "weekday", "by"];

  const parameters = () =>
    new URLSearchParams([...new FormData(form())].filter(([, value]) => value !== ""));

  function fill(query) {
    for (const field of form().elements) {
      if (!field.name) continue;
      const value = query.get(field.name) ?? "";
      if (field.type === "checkbox") field.checked = query.getAll(field.name).includes(field.value);
      else {
        if (field.options && ![...field.options].some((option) => option.value === value)) field.add(new Option(value));
        field.value = value;
      }
    }
  }

  function reflect() {
    const query = parameters();
    const on = new Set([...query.keys()].filter((name) => filterNames.includes(name))).size;
    one("[data-filters-on]").textContent = on || "";
    one("[data-filters-clear]").hidden = !on;
    form().classList.toggle("first", !query.has("q") && !query.has("like"));
  }

  function ask(query, push = true) {
    const address = query.size ? `/?${query}` : "/";
    if (!globalThis.socket?.connected) return location.assign(address);
    if (push && address !== location.pathname + location.search) history.pushState({}, "", address);
    reflect();
    one("[data-results]").setAttribute("aria-busy", "true");
    emitEvent("ask", query.toString());
  }

  wearscribe.answered = () => one("[data-results]").removeAttribute("aria-busy");

  function submitted() {
    const query = parameters();
    query.delete("like"); // a new text is a new question
    query.delete("language");
    fill(query);
    ask(query);
  }

  document.addEventListener("submit", (event) => {
    const sent = event.target;
    if (sent === form()) {
      event.preventDefault();
      submitted();
      one("input[name=q]", sent).blur();
    } else if (sent.matches(".but") && form()) {
      event.preventDefault();
      const query = new URLSearchParams(new FormData(sent));
      fill(query);
      ask(query);
      scrollTo(0, 0);
    }
  });

  document.addEventListener("change", (event) => {
    if (!event.target.closest("[data-filters]")) return;
    reflect();
    const query = parameters();
    if (query.has("q") || query.has("like")) ask(query);
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-ask]");
    if (link && form() && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
      event.preventDefault();
      const query = new URL(link.href).searchParams;
      fill(query);
      ask(query);
      if (link.dataset.ask !== "keep") scrollTo(0, 0);
    }
    const opened = event.target.closest("[data-open]");
    if (opened && event.detail === 0) sessionStorage.setItem("opened", opened.closest(".card").dataset.card);
    const but = event.target.closest("[data-but]");
    if (but) {
      const answer = one(".but", but.closest("[data-alike]"));
      answer.hidden = !answer.hidden;
      but.setAttribute("aria-expanded", String(!answer.hidden));
      if (!answer.hidden) one("input[type=text]", answer).focus();
    }
    if (event.target.closest("[data-filters-clear]")) {
      const query = parameters();
      filterNames.forEach((name) => query.delete(name));
      fill(query);
      if (query.has("q") || query.has("like")) ask(query);
      else { history.replaceState({}, "", "/"); reflect(); }
    }
    if (event.target.closest("[data-again]")) location.reload();
  });

  addEventListener("popstate", () => {
    if (!form()) return;
    const query = new URLSearchParams(location.search);
    fill(query);
    ask(query, false);
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea");
    const box = form() && one("input[name=q]", form());
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      if (box) { box.focus(); box.select(); } else location.assign("/");
    } else if (event.key === "Escape" && box) {
      if (event.target === box && !box.value) box.blur();
      else if (!typing || event.target === box) { box.value = ""; box.focus(); }
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && (!typing || event.target === box)) {
      const days = [...document.querySelectorAll("[data-open]")];
      if (!days.length) return;
      event.preventDefault();
      const at = days.indexOf(document.activeElement.closest(".card")?.querySelector("[data-open]"));
      const next = event.key === "ArrowDown" ? at + 1 : at - 1;
      if (next < 0) box?.focus();
      else days[Math.min(next, days.length - 1)].focus();
      document.activeElement.closest(".card")?.scrollIntoView({ block: "nearest" });
    }
  });

  wearscribe.ready(() => {
    if (!form()) return;
    fill(new URLSearchParams(location.search));
    reflect();
    // Back from a window: where one was, for whoever went there by keyboard.
    one(`[data-card="${sessionStorage.getItem("opened")}"] [data-open]`)?.focus();
    sessionStorage.removeItem("opened");
    if (!matchMedia("(max-width: 760px)").matches && one("[data-filters-on]").textContent) one("[data-filters]").open = true;
  });
})();
