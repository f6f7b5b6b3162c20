// What every page does: countdowns go on, a form is sent once, rows that lead somewhere are links already.
"use strict";

const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
const words = new Intl.NumberFormat(navigator.language);

function left(seconds) {
  const [unit, size] = UNITS.find(([, size]) => seconds >= size * 1.5) || UNITS[3];
  const count = Math.max(0, Math.floor(seconds / size));
  return `${words.format(count)} ${unit}${count === 1 ? "" : "s"} left`;
}

function tick() {
  for (const one of document.querySelectorAll("time[data-until]")) {
    const seconds = (Number(one.dataset.until) - Date.now()) / 1000;
    const text = seconds > 0 ? left(seconds) : "over";
    if (one.textContent !== text) one.textContent = text;
    one.classList.toggle("soon", seconds < 300);
    one.classList.toggle("over", seconds <= 0);
  }
}

// A second press while the first is under way does nothing; the server knows a replay too.
addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  for (const one of form.querySelectorAll("button")) one.setAttribute("aria-disabled", "true");
});
addEventListener("pageshow", () => {
  for (const form of document.forms) {
    delete form.dataset.sent;
    for (const one of form.querySelectorAll("button")) one.removeAttribute("aria-disabled");
  }
});

// A button that copies the text of the element that it names.
addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  if (!source) return;
  await navigator.clipboard.writeText(source.value ?? source.textContent);
  document.getElementById("news").textContent = "Copied.";
  const before = button.textContent;
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = before; }, 1500);
});

// What a stream tells is also said to those who hear the page, in a few words.
document.addEventListener("htmx:sseMessage", (event) => {
  if (event.detail.type === "news") document.getElementById("news").textContent = event.detail.data;
});

setInterval(tick, 1000);
tick();
