// Small helps for reading: a button that copies code, and boxes that the keyboard can scroll.
"use strict";
(() => {
  for (const code of document.querySelectorAll(".md-typeset pre > code")) {
    if (!navigator.clipboard) break;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sd-copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(code.textContent.replace(/^\$ /gm, ""));
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy"; }, 1500);
    });
    code.parentElement.classList.add("sd-copied");
    code.parentElement.append(button);
  }

  const scrollable = () => {
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap:not([tabindex]), .md-typeset .highlight pre:not([tabindex]), .md-typeset pre > code:not([tabindex])")) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    }
  };
  const article = document.querySelector("article");
  if (article) new MutationObserver(scrollable).observe(article, { childList: true, subtree: true });
  addEventListener("resize", scrollable);
  addEventListener("load", scrollable);
  scrollable();
})();
