"use strict";
// The form on the page of a wish: what is typed becomes an Offer of schema.org, in a file that `talktag wish take`
// reads. It loads and sends nothing, keeps nothing, and puts text from outside on the page as text only.
(function () {
  const values = JSON.parse(document.getElementById("values").text);
  const texts = values.texts;
  const form = document.getElementById("form");
  const made = document.getElementById("made");
  const control = (name) => document.getElementById(name);
  let last = { said: "", text: "" };

  function offered(faults) {
    const [name, title, price, valid] = ["name", "title", "price", "valid"].map(control);
    const fault = (where, reason) => faults.push([where, texts[reason]]);
    const amount = readMoney(typedText(price, false), values.money);
    if (!typedText(name, false)) fault(name, "no_name");
    if (!typedText(title, false)) fault(title, "no_title");
    if (amount === null) fault(price, "no_price");
    if (valid.validity.badInput || (valid.value && !isDay(valid.value))) fault(valid, "no_valid");
    const [digits, currency] = (amount || " ").split(" ");
    const seller = { "@type": "Organization", name: typedText(name, false) };
    const contact = typedText(control("contact"), false);
    if (contact) seller.description = contact;
    const said = {
      "@context": "https://schema.org",
      "@type": "Offer",
      name: typedText(title, false),
      price: digits,
      priceCurrency: currency,
      offeredBy: seller,
      additionalProperty: [property("wish", values.wish)],
      itemOffered: { "@type": "Product", name: typedText(title, false), additionalProperty: points() },
    };
    const text = typedText(control("text"), true);
    if (text) said.description = text;
    if (valid.value) said.validThrough = valid.value;
    return said;
  }

  function property(name, value) {
    return { "@type": "PropertyValue", name: name, value: value };
  }

  function points() {
    const said = values.points.map((name, number) => [name, typedText(control("point-" + number), false)]);
    return said.filter(([, value]) => value).map(([name, value]) => property(name, value));
  }

  // The same words give the same file, so that saving twice is no second offer.
  function written(said) {
    const same = JSON.stringify(said);
    if (same !== last.said) last = { said: same, text: asText(Object.assign({ "@id": "urn:talktag:offer:" + newId() }, said)) };
    return last.text;
  }

  function save(event) {
    event.preventDefault();
    const faults = [];
    const said = offered(faults);
    showFaults(form, faults);
    made.hidden = faults.length > 0;
    if (faults.length) return;
    const text = written(said);
    const link = control("file");
    URL.revokeObjectURL(link.href);
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    control("made-text").value = text;
    made.focus();
    link.click();
  }

  control("price").addEventListener("input", () => {
    const read = readMoney(typedText(control("price"), false), values.money); // so that nobody is taken to have said another amount
    form.querySelector("output").textContent = read ? "= " + read : "";
  });
  form.hidden = false;
  form.addEventListener("submit", save);
  form.addEventListener("input", () => {
    made.hidden = true; // what was saved is no longer what is typed
  });
})();
