// One window: sentences light up their minutes, minutes lead to their sentences, layers are shown and hidden.
"use strict";
globalThis.wearscribe ??= {};

(() => {
  const box = () => document.querySelector("[data-chart]");
  const chart = () => box() && getElement(Number(box().dataset.chart))?.chart;
  const start = () => Number(box().dataset.start);
  const spansOf = (sentence) => JSON.parse(sentence.dataset.spans);
  const narrow = () => matchMedia("(max-width: 900px)").matches; // the chart is above the captions, not beside them
  const gently = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
  let kept = null; // the sentence that was chosen: it stays lit when the pointer leaves

  // spans: [[id, first, end, chart or -1], ...]
  function light(spans) {
    const drawn = chart();
    if (!drawn) return;
    const minutes = Number(box().dataset.minutes);
    const series = [...Array(Number(box().dataset.grids)).keys()].map((grid) => ({
      id: `lit-${grid}`,
      markArea: {
        data: spans
          .filter(([, first, end, on]) => (on === -1 || on === grid) && first < minutes && end > 0)
          .map(([, first, end]) => [{ xAxis: start() + first * 60000 }, { xAxis: start() + end * 60000 }]),
      },
    }));
    drawn.setOption({ series });
    box().dataset.lit = JSON.stringify(spans.map(([, first, end]) => [first, end]));
  }

  const relight = () => light(kept ? spansOf(kept) : []);

  function choose(sentence) {
    for (const each of document.querySelectorAll(".sentence.chosen")) each.classList.remove("chosen");
    kept = sentence;
    sentence?.classList.add("chosen");
    relight();
  }

  // The narrowest claim about that minute of that chart, and the sentence that makes it.
  function sentenceAt(minute, grid) {
    let best = null, width = Infinity;
    for (const sentence of document.querySelectorAll("[data-said]:not([hidden]) .sentence"))
      for (const [, first, end, on] of spansOf(sentence))
        if ((on === -1 || on === grid) && first <= minute && minute < end && end - first < width) {
          best = sentence;
          width = end - first;
        }
    return best;
  }

  function clicked(event) {
    const drawn = chart(), at = [event.offsetX, event.offsetY];
    for (let grid = 0; grid < Number(box().dataset.grids); grid++) {
      if (!drawn.containPixel({ gridIndex: grid }, at)) continue;
      const minute = Math.floor((drawn.convertFromPixel({ gridIndex: grid }, at)[0] - start()) / 60000);
      const sentence = sentenceAt(minute, grid);
      choose(sentence);
      sentence?.scrollIntoView({ block: "nearest", behavior: gently() });
    }
  }

  // The labels of what is inferred stand on the first chart.
  function label(language) {
    const data = JSON.parse(box().dataset.inferred)[language].map(([first, end, name]) => [
      { xAxis: start() + first * 60000, name }, { xAxis: start() + end * 60000 },
    ]);
    if (data.length) chart().setOption({ series: [{ id: "inferred-0", markArea: { data } }] });
  }

  // What a person has chosen to see stands in the address: whoever has the link sees the same.
  function keep(name, value) {
    const query = new URLSearchParams(location.search);
    if (value === null) query.delete(name);
    else query.set(name, value);
    history.replaceState(history.state, "", query.size ? `?${query}` : location.pathname);
  }

  function keepZoom() {
    const { startValue, endValue } = chart().getOption().dataZoom[0];
    const [first, end] = [startValue, endValue].map((time) => Math.round((time - start()) / 60000));
    const isAll = first <= 0 && end >= Number(box().dataset.minutes);
    keep("zoom", isAll ? null : `${Math.max(first, 0)}-${end}`);
  }

  function dress() {
    if (!box()) return;
    const drawn = chart();
    if (!drawn) return setTimeout(dress, 30);
    drawn.getZr().on("click", clicked);
    const kept = /^(\d+)-(\d+)$/.exec(new URLSearchParams(location.search).get("zoom") ?? "");
    if (kept && Number(kept[1]) < Number(kept[2])) show(Number(kept[1]), Number(kept[2]));
    let saving;
    drawn.on("dataZoom", () => { clearTimeout(saving); saving = setTimeout(keepZoom, 200); });
    box().dataset.drawn = "";
  }

  function show(first, end) {
    chart().dispatchAction({
      type: "dataZoom",
      startValue: start() + Math.max(0, first) * 60000,
      endValue: start() + Math.min(Number(box().dataset.minutes), end) * 60000,
    });
  }

  function zoom(to) {
    const [first, end] = to === "match" ? box().dataset.match.split("-").map(Number) : [0, Number(box().dataset.minutes)];
    const around = to === "match" ? Math.max(20, (end - first) / 2) : 0;
    show(first - around, end + around);
  }

  for (const [enter, leave] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    document.addEventListener(enter, (event) => {
      const sentence = box() && event.target.closest?.(".sentence");
      if (sentence) light(spansOf(sentence));
    });
    document.addEventListener(leave, (event) => {
      if (box() && event.target.closest?.(".sentence")) relight();
    });
  }

  document.addEventListener("click", (event) => {
    if (!box()) return;
    const sentence = event.target.closest(".sentence");
    if (sentence) {
      choose(sentence === kept ? null : sentence);
      if (kept && narrow()) box().scrollIntoView({ block: "start", behavior: gently() });
    }

    const layer = event.target.closest("[data-kind]");
    if (layer) {
      const on = layer.getAttribute("aria-pressed") !== "true";
      layer.setAttribute("aria-pressed", String(on));
      chart().dispatchAction({ type: on ? "legendSelect" : "legendUnSelect", name: layer.dataset.kind });
      const shown = document.querySelectorAll("[data-kind][aria-pressed=true]");
      keep("layers", [...shown].map((each) => each.dataset.kind).join(","));
    }

    const language = event.target.closest("[data-language]");
    if (language) {
      choose(null);
      for (const button of document.querySelectorAll("[data-language]"))
        button.setAttribute("aria-pressed", String(button === language));
      for (const said of document.querySelectorAll("[data-said]")) said.hidden = said.dataset.said !== language.dataset.language;
      label(language.dataset.language);
      keep("said", language.dataset.language);
    }

    const zoomed = event.target.closest("[data-zoom]");
    if (zoomed) zoom(zoomed.dataset.zoom);
  });

  document.addEventListener("keydown", (event) => {
    if (!box()) return;
    if (event.key === "Escape") choose(null);
    if (event.key === "Enter" && event.target.matches(".sentence")) event.target.click();
  });

  wearscribe.ready(dress);
})();
