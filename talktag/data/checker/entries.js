// What a message says, in rows of a name, a value and a detail: there need be no page in it to read.
// It never judges any of it; whatever it gives becomes text.

function isAboutOne(table) {
  return BUNDLE_KINDS[table.get("kind")].is_about_one;
}

function productsOf(table) {
  return isAboutOne(table) ? [table.get("product")] : table.get("products");
}

function conversation(table) {
  if (isAboutOne(table)) return [];
  const rows = (told, name) => (told.get("entries") || []).map((entry) => entryRow(entry, name, table.get("created")));
  return [...table.get("products").flatMap((product) => rows(product, product.get("name"))), ...rows(table, "")];
}

function entryRow(entry, name, created) {
  const moment = entry.get("time") || created;
  const due = entry.get("due");
  const again = due && (entry.get("kind") === "promise" ? PAGE.promised : PAGE.again).replace("{date}", due);
  const data = Array.from(entry.get("data") || [], ([key, value]) => `${key}: ${value}`);
  const when = `${moment.slice(0, 10)} ${moment.slice(11, 16)}`;
  const rest = [name, when, entry.get("cost"), again, ...data, entry.get("text")];
  const kind = called(PAGE.entries, entry.get("kind") || "");
  return [kind, entry.get("title") || "\u2026", rest.filter(Boolean).join(" \u00b7 ")];
}
