// Filters over a list that is complete without them. The choice stands in the address bar.
"use strict";
(() => {
  const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

  function browse(form) {
    const list = document.getElementById(form.dataset.browse);
    if (!list) return;
    const count = form.querySelector(".sd-count");
    let groups = [];
    const fields = [...form.elements].filter((field) => field.name);
    let items = [];
    let more = (list.dataset.more || "").split(" ").filter(Boolean).map((entry) => {
      const [number, address] = entry.split("=");
      return { number: Number(number), address };
    });

    function known() {
      items = [...list.querySelectorAll("li[data-item]")];
      if (!items.length) items = [...list.children];
      groups = [...list.querySelectorAll("[data-group]")];
      items.forEach((item, index) => { item._at = index; item._words ??= plain(item.textContent); });
    }

    // The other pages of a long list are fetched once, when somebody looks for something, and set in their order.
    async function fetchMore() {
      count.textContent = "Fetching the rest of the list …";
      const wanted = more;
      more = [];
      const here = Number(list.dataset.page);
      const first = list.firstElementChild;
      const fetched = await Promise.all(wanted.map(async ({ address, number }) => {
        try {
          const answer = await fetch(address);
          if (!answer.ok) throw new Error(answer.statusText);
          return { address, number, root: answer.url, page: new DOMParser().parseFromString(await answer.text(), "text/html") };
        } catch {
          more.push({ address, number });
          return null;
        }
      }));
      for (const { number, root, page } of fetched.filter(Boolean)) {
        for (const item of [...page.querySelectorAll(`#${CSS.escape(list.id)} > li`)]) {
          for (const link of item.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), root).href;
          list.insertBefore(document.adoptNode(item), number < here ? first : null);
        }
      }
      const pages = document.querySelector(".sd-pages");
      if (pages) pages.hidden = !more.length;
      known();
    }

    function read() {
      const wanted = new URLSearchParams(location.search);
      for (const field of fields) {
        const value = wanted.get(field.name) ?? "";
        const choice = field.tagName === "SELECT";
        if (choice && field.name !== "sort" && value && ![...field.options].some((option) => option.value === value)) field.add(new Option(value, value));
        field.value = value;
        if (choice && field.selectedIndex < 0) field.selectedIndex = 0;
      }
    }

    function write() {
      const wanted = new URLSearchParams();
      for (const field of fields) {
        const unset = field.tagName === "SELECT" ? field.options[0].value : "";
        if (field.value && field.value !== unset) wanted.set(field.name, field.value);
      }
      const query = wanted.toString();
      history.replaceState(null, "", (query ? `?${query}` : location.pathname) + location.hash);
    }

    let turns = 0;
    let fetching = null;
    async function apply() {
      const turn = ++turns;
      const words = plain(form.elements.q ? form.elements.q.value : "").split(/\s+/).filter(Boolean);
      const chosen = fields.filter((field) => field.tagName === "SELECT" && field.name !== "sort" && field.value);
      const order = form.elements.sort;
      if (more.length && (words.length || chosen.length || (order && order.selectedIndex > 0))) fetching ??= fetchMore().finally(() => { fetching = null; });
      if (fetching) await fetching;
      if (turn !== turns) return;
      let shown = 0;
      for (const item of items) {
        const fits = chosen.every((field) => (item.getAttribute(`data-${field.name}`) || "").split(" ").includes(field.value))
          && words.every((word) => item._words.includes(word));
        item.hidden = !fits;
        if (fits) shown += 1;
      }
      for (const group of groups) {
        group.hidden = !group.querySelector("li[data-item]:not([hidden])");
        const fold = group.querySelector(":scope > details");
        if (fold && (words.length || chosen.length)) fold.open = true;
      }
      const hidden = new Set(items.filter((item) => item.hidden).map((item) => item.id));
      for (const mark of document.querySelectorAll("[data-for]")) mark.classList.toggle("sd-off", hidden.has(mark.dataset.for));
      if (order) {
        const key = `data-sort-${order.value}`;
        const sorted = items.filter((item) => item.hasAttribute(key)).sort((a, b) => a.getAttribute(key).localeCompare(b.getAttribute(key)) || a._at - b._at);
        sorted.forEach((item) => item.parentElement.append(item));
      }
      const missing = more.length && (words.length || chosen.length) ? " A part of the list could not be fetched; try again." : "";
      count.textContent = shown === items.length && !missing ? `${items.length} shown` : shown ? `${shown} of ${items.length} shown` : "Nothing fits. Clear a filter to see more.";
      count.textContent += missing;
    }

    let waiting;
    form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(() => { write(); apply(); }, 80); });
    form.addEventListener("submit", (event) => { event.preventDefault(); write(); apply(); });
    form.addEventListener("reset", () => setTimeout(() => { for (const field of fields) { if (field.tagName === "SELECT") field.selectedIndex = 0; else field.value = ""; } write(); apply(); }));
    addEventListener("popstate", () => { read(); apply(); });
    known();
    form.hidden = false;
    read();
    apply();
  }

  document.querySelectorAll("form[data-browse]").forEach(browse);
})();
