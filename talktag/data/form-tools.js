"use strict";
// What every form of ours does with what is typed: read it, judge a day, write JSON, name what is wrong. It loads and
// sends nothing, keeps nothing, and puts text from outside on the page as text only.

// What a reader refuses is not even written: control characters and halves of characters.
function typedText(control, lines) {
  const text = control.value
    .replace(/\r\n?/g, "\n")
    .replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, (found) => (found.length === 2 ? found : ""))
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g, "");
  return (lines ? text : text.replace(/[\n\t]+/g, " ")).trim();
}

function isDay(text) {
  const moment = new Date(text + "T00:00:00Z");
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && text >= "0001" && !isNaN(moment) &&
    moment.toISOString().slice(0, 10) === text;
}

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const found = {};
  for (const key of Object.keys(value).sort()) found[key] = sorted(value[key]);
  return found;
}

// ASCII, with sorted keys, as talktag writes it.
function asText(value) {
  const text = JSON.stringify(sorted(value), null, 1) + "\n";
  return text.replace(/[\u007f-\uffff]/g, (letter) => "\\u" + letter.charCodeAt(0).toString(16).padStart(4, "0"));
}

function newId() {
  const letters = "0123456789abcdefghjkmnpqrstvwxyz"; // Crockford's base32
  const numbers = crypto.getRandomValues(new Uint8Array(13));
  return Array.from(numbers, (number) => letters[number & 31]).join("");
}

// Each fault is a control and a sentence; they are listed, each with a way to its control.
function showFaults(form, faults) {
  const faultsBox = document.getElementById("faults");
  form.querySelectorAll("[aria-invalid]").forEach((control) => {
    control.removeAttribute("aria-invalid");
    control.removeAttribute("aria-describedby");
  });
  faultsBox.hidden = faults.length === 0;
  const list = faultsBox.querySelector("ul");
  list.textContent = "";
  faults.forEach(([control, text], index) => {
    const item = list.appendChild(document.createElement("li"));
    const link = item.appendChild(document.createElement("a"));
    item.id = "fault-" + index;
    link.href = "#" + control.id;
    link.textContent = text;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      control.focus();
    });
    if (control.id !== "make") {
      control.setAttribute("aria-invalid", "true");
      control.setAttribute("aria-describedby", item.id);
    }
  });
  if (faults.length) faultsBox.focus();
}
