// A slider says its value while it moves.
"use strict";

addEventListener("input", (event) => {
  const slider = event.target;
  if (slider.type !== "range") return;
  const output = document.querySelector(`output[for="${slider.id}"]`);
  if (output) output.textContent = `${slider.value} % of the price`;
});
