// Mends what the theme leaves open for keyboard and screen reader, as soon as it has made the elements.
"use strict";
(() => {
  const article = document.querySelector("article");
  if (!article) return;

  function mend() {
    // A navigation landmark around each copy button would drown the real ones.
    for (const bar of article.querySelectorAll(".md-code__nav:not([role])")) bar.role = "none";
    // Wide tables scroll, so the keyboard must reach them.
    for (const wrap of article.querySelectorAll(".md-typeset__scrollwrap:not([tabindex])")) {
      wrap.tabIndex = 0;
      wrap.role = "group";
      wrap.ariaLabel = "Table";
    }
  }

  new MutationObserver(mend).observe(article, { childList: true, subtree: true });
  mend();
})();
