/* What is more pleasant with a script, and works without one: shortcuts, tooltips, short addresses. */
"use strict";

(() => {
  const KEYS_OFF = "dragoman.keys-off";
  const box = document.getElementById("q");
  const keys = document.getElementById("keys");

  /* Shortcuts of one key, which people who speak to their computer must be able to switch off (WCAG 2.1.4). */

  function remembered() {
    try {
      return localStorage.getItem(KEYS_OFF) === "yes";
    } catch {
      return false; // storage is blocked: the choice holds for this page
    }
  }

  let keysAreOff = remembered();

  function switchKeys(off) {
    keysAreOff = off;
    try {
      localStorage.setItem(KEYS_OFF, off ? "yes" : "no");
    } catch {
      // as above
    }
  }

  function isTyping(target) {
    return target.closest("input, textarea, select, [contenteditable]") !== null;
  }

  function openKeys() {
    if (!keys.open) keys.showModal();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hideReason();
    if (keysAreOff || event.ctrlKey || event.metaKey || event.altKey || keys.open || isTyping(event.target)) return;
    if (event.key === "/" && box) {
      event.preventDefault();
      box.focus();
      box.select();
    } else if (event.key === "?") {
      event.preventDefault();
      openKeys();
    }
  });

  const opener = document.getElementById("open-keys");
  opener.hidden = false;
  opener.addEventListener("click", openKeys);
  const choice = document.getElementById("keys-on");
  choice.checked = !keysAreOff;
  choice.addEventListener("change", () => switchKeys(!choice.checked));
  keys.addEventListener("click", (event) => {
    if (event.target === keys) keys.close(); // a click on the backdrop
  });

  /* Why a word is marked, beside it, for the mouse and for the keyboard (WCAG 1.4.13). */

  const tip = document.createElement("div");
  tip.className = "tip";
  tip.id = "tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  document.body.append(tip);
  let shownFor = null;

  function showReason(mark) {
    shownFor = mark;
    tip.textContent = mark.dataset.why;
    tip.hidden = false;
    const place = mark.getClientRects()[0];
    const width = document.documentElement.clientWidth;
    const left = Math.min(Math.max(8, place.left + place.width / 2 - tip.offsetWidth / 2), width - tip.offsetWidth - 8);
    const above = place.top - tip.offsetHeight - 6;
    tip.style.left = `${Math.max(8, left) + scrollX}px`;
    tip.style.top = `${(above > 0 ? above : place.bottom + 6) + scrollY}px`;
  }

  function hideReason() {
    shownFor = null;
    tip.hidden = true;
  }

  for (const mark of document.querySelectorAll("mark[title]")) {
    mark.dataset.why = mark.title;
    mark.removeAttribute("title"); // or the browser would show it a second time
    mark.addEventListener("focus", () => showReason(mark));
    mark.addEventListener("blur", hideReason);
    mark.addEventListener("mouseenter", () => showReason(mark));
    mark.addEventListener("mouseleave", (event) => {
      if (event.relatedTarget !== tip && document.activeElement !== mark) hideReason();
    });
  }
  tip.addEventListener("mouseleave", () => {
    if (shownFor !== document.activeElement) hideReason();
  });

  /* Empty fields need not be in the address. */

  for (const form of document.querySelectorAll(".search form")) {
    form.addEventListener("submit", () => {
      const empty = [...form.elements].filter((field) => field.name && field.name !== "q" && !field.value);
      for (const field of empty) field.disabled = true;
      // The page may come back from the browser's cache as it was left.
      setTimeout(() => empty.forEach((field) => (field.disabled = false)));
    });
  }
})();
