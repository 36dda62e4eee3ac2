"use strict";
// Words play the recording from where they were said; evidence shows its words. Without this the report reads the same.
for (const take of document.querySelectorAll(".take")) {
  const audio = take.querySelector("audio");
  const words = [...take.querySelectorAll("button.w")];
  const head = take.querySelector(".head");
  const play = (seconds) => {
    for (const other of document.querySelectorAll("audio")) if (other !== audio) other.pause();
    audio.currentTime = seconds;
    audio.play().catch(() => {});
  };
  const choose = (word) => {
    for (const other of words) other.tabIndex = -1;
    word.tabIndex = 0;
  };
  if (words.length) words[0].tabIndex = 0;
  take.addEventListener("click", (event) => {
    const proof = event.target.closest("a.proof");
    if (proof) return show(proof);
    const timed = event.target.closest("[data-t]");
    if (audio && timed) {
      if (timed.matches("button")) choose(timed);
      return play(Number(timed.dataset.t));
    }
    const drawing = event.target.closest(".timeline > svg");
    if (audio && drawing && audio.duration) {
      const box = drawing.getBoundingClientRect();
      play(((event.clientX - box.left) / box.width) * audio.duration);
    }
  });
  const show = (proof) => {
    for (const word of document.querySelectorAll(".shown")) word.classList.remove("shown");
    let word = document.getElementById(proof.hash.slice(1));
    if (!word) return;
    for (let left = Number(proof.dataset.count), at = word; at && left > 0; at = at.nextElementSibling) {
      if (!at.matches(".w")) continue;
      at.classList.add("shown");
      left -= 1;
    }
    if (audio && word.dataset.t) play(Number(word.dataset.t));
    if (word.matches("button")) { choose(word); setTimeout(() => word.focus({ preventScroll: true })); }
  };
  take.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && audio) return audio.pause();
    const at = words.indexOf(event.target);
    if (at < 0) return;
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: words.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const word = words[Math.max(0, Math.min(words.length - 1, to))];
    choose(word);
    word.focus();
  });
  if (!audio) continue;
  const times = words.map((word) => Number(word.dataset.t));
  let now = null;
  audio.addEventListener("timeupdate", () => {
    let at = times.findIndex((t) => t > audio.currentTime);
    at = (at < 0 ? times.length : at) - 1;
    if (words[at] !== now) {
      if (now) now.classList.remove("now");
      now = words[at] || null;
      if (now && !audio.paused) now.classList.add("now");
    }
    if (head && audio.duration) {
      const x = (100 * audio.currentTime) / audio.duration + "%";
      head.setAttribute("x1", x);
      head.setAttribute("x2", x);
      head.setAttribute("visibility", "visible");
    }
  });
}
addEventListener("beforeprint", () => { for (const more of document.querySelectorAll("details")) more.open = true; });
