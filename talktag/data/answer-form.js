"use strict";
// The form for an answer: what is typed becomes the file that `talktag receive --unsigned` takes. It loads and sends
// nothing, keeps nothing, and puts text from outside on the page as text only.
(function () {
  const values = JSON.parse(document.getElementById("values").text);
  const texts = values.texts;
  const form = document.getElementById("form");
  const box = document.getElementById("entries");
  const template = document.getElementById("entry");
  const made = document.getElementById("made");
  let count = 0; // of entries ever made, for ids that never come twice
  let last = { said: "", text: "" };

  function filled(text, number) {
    return text.replace("{number}", String(number));
  }

  function field(entry, name) {
    return entry.querySelector('[name="' + name + '"]');
  }

  function entryOf(entry, number, faults) {
    const kind = field(entry, "kind").value;
    const title = typedText(field(entry, "title"), false);
    const date = field(entry, "date").value;
    const due = field(entry, "due");
    const cost = typedText(field(entry, "cost"), false);
    const text = typedText(field(entry, "text"), true);
    const said = { date: date, kind: kind, title: title };
    const fault = (name, reason) => faults.push([field(entry, name), filled(texts[reason], number)]);
    if (!isDay(date)) fault("date", "no_date");
    const isAddress = values.kinds[kind].is_address;
    if (isAddress ? !/^https?:\/\/[^\s<>"]{1,190}$/.test(title) : !title) {
      fault("title", isAddress ? "no_address" : "no_title");
    }
    if (due.validity.badInput || (due.value && !isDay(due.value))) fault("due", "no_due");
    if (cost && readMoney(cost, values.money) === null) fault("cost", "no_cost");
    if (cost) said.cost = readMoney(cost, values.money);
    if (due.value) said.due = due.value;
    if (text) said.text = text;
    return said;
  }

  function answer(faults) {
    const name = document.getElementById("name");
    const contact = typedText(document.getElementById("contact"), false);
    const entries = Array.from(box.children, (entry, index) => entryOf(entry, index + 1, faults));
    const accept = document.getElementById("accept");
    if (accept && accept.checked) {
      const now = new Date();
      const local = new Date(now.getTime() - now.getTimezoneOffset() * 60000);
      entries.push(Object.assign({ date: local.toISOString().slice(0, 10) }, values.accepting));
    }
    const signer = { name: typedText(name, false) };
    if (!signer.name) faults.unshift([name, texts.no_name]);
    if (contact) signer.contact = contact;
    const shared = Array.from(new Set(entries.map((entry) => "entries:" + entry.kind)));
    const product = Object.assign({ entries: entries }, values.answer.product);
    return Object.assign({}, values.answer, { product: product, shared: shared, signer: signer });
  }

  // The same words give the same file, so that saving twice is no second answer.
  function written(said) {
    const same = JSON.stringify(said);
    if (same !== last.said) {
      const created = new Date().toISOString().slice(0, 19) + "Z";
      last = { said: same, text: asText(Object.assign({ bundle: newId(), created: created }, said)) };
    }
    return last.text;
  }

  function save(event) {
    event.preventDefault();
    const faults = [];
    const said = answer(faults);
    const text = faults.length ? "" : written(said);
    if (text.length > values.limit) faults.push([document.getElementById("make"), texts.too_long]);
    showFaults(form, faults);
    made.hidden = faults.length > 0;
    if (faults.length) return;
    const link = document.getElementById("file");
    URL.revokeObjectURL(link.href);
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    document.getElementById("text").value = text;
    made.focus();
    link.click();
  }

  function number() {
    Array.from(box.children).forEach((entry, index) => {
      entry.querySelector("legend").textContent = filled(texts.entry, index + 1);
      const remove = entry.querySelector("button");
      remove.textContent = filled(texts.remove, index + 1);
      remove.hidden = box.children.length === 1;
    });
    document.getElementById("add").hidden = box.children.length >= values.entries;
  }

  function add() {
    const entry = template.content.firstElementChild.cloneNode(true);
    count += 1;
    entry.querySelectorAll("[name]").forEach((control) => {
      control.id = control.name + "-" + count;
      entry.querySelector('[data-for="' + control.name + '"]').htmlFor = control.id;
    });
    const kind = field(entry, "kind");
    kind.addEventListener("change", () => {
      entry.querySelector('[data-for="title"]').textContent = values.kinds[kind.value].is_address ? texts.address : texts.title;
    });
    const cost = field(entry, "cost");
    cost.addEventListener("input", () => {
      const read = readMoney(typedText(cost, false), values.money); // so that nobody is taken to have said another amount
      entry.querySelector("output").textContent = read ? "= " + read : "";
    });
    const now = new Date();
    const local = new Date(now.getTime() - now.getTimezoneOffset() * 60000);
    field(entry, "date").value = local.toISOString().slice(0, 10);
    entry.querySelector("button").addEventListener("click", () => {
      const next = entry.nextElementSibling || entry.previousElementSibling;
      entry.remove();
      number();
      made.hidden = true;
      field(next, "kind").focus();
    });
    box.appendChild(entry);
    number();
    return entry;
  }

  add();
  form.hidden = false;
  form.addEventListener("submit", save);
  form.addEventListener("input", () => {
    made.hidden = true; // what was saved is no longer what is typed
  });
  document.getElementById("add").addEventListener("click", () => {
    if (box.children.length >= values.entries) return;
    made.hidden = true;
    field(add(), "kind").focus();
  });
})();
