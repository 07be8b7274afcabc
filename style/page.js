// Small comforts: every page works without them.
for (const form of document.querySelectorAll("form[data-auto]")) {
  form.addEventListener("change", () => form.requestSubmit());
  for (const button of form.querySelectorAll("[data-auto-button]")) button.hidden = true;
}

// A form is sent once: the server would recognise a second time, the reader should not wonder.
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", () => {
    for (const button of form.querySelectorAll("button[type=submit]")) button.setAttribute("aria-disabled", "true");
    if (form.dataset.sent) return;
    form.dataset.sent = "yes";
  });
}
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-once]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
  }
});

// A date typed chooses « Autre jour »; another choice drops it.
for (const date of document.querySelectorAll("[data-chooses]")) {
  const days = [...date.form.querySelectorAll("input[name=day]")];
  date.addEventListener("input", () => { for (const day of days) day.checked = day.value === date.dataset.chooses; });
  for (const day of days) day.addEventListener("change", () => { if (day.value !== date.dataset.chooses) date.value = ""; });
}

for (const all of document.querySelectorAll("[data-check-all]")) {
  const form = all.form;
  const boxes = [...form.querySelectorAll("input[name=unit]")];
  const said = form.querySelector("[data-check-count]");
  const count = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
    said.textContent = ticked === 0 ? "" : ticked === 1 ? "1 classe cochée" : `${ticked} classes cochées`;
  };
  all.closest("[hidden]")?.removeAttribute("hidden");
  all.addEventListener("change", () => { for (const box of boxes) box.checked = all.checked; count(); });
  form.addEventListener("change", count);
  count();
}

for (const waiting of document.querySelectorAll("[data-refresh-seconds]")) {
  setTimeout(() => location.reload(), Number(waiting.dataset.refreshSeconds) * 1000);
}

// An address that names a class opens it.
const named = location.hash && document.getElementById(location.hash.slice(1));
if (named instanceof HTMLDetailsElement) named.open = true;

// What a map says of a territory is written above it as well: who goes by the keyboard and sees has no other way to read it.
for (const said of document.querySelectorAll("[data-said]")) {
  const hint = said.textContent = "Au clavier (Tab) ou à la souris : les chiffres d'un territoire s'affichent ici.";
  const tell = ({ target }) => {
    const link = target.closest("a");
    said.textContent = link ? link.getAttribute("aria-label") ?? link.querySelector("title")?.textContent ?? "" : hint;
  };
  for (const kind of ["focusin", "mouseover"]) said.parentElement.addEventListener(kind, tell);
}

// A link to copy is chosen whole.
for (const field of document.querySelectorAll("input[data-select]")) field.addEventListener("focus", () => field.select());

// An open page learns that there is newer data and offers to show it: what is being read never moves.
const seen = Number(document.body.dataset.version);
if (seen > 0) {
  const offer = document.createElement("div");
  offer.className = "c12-live";
  offer.setAttribute("role", "status");
  document.body.append(offer);
  let source;
  const told = (event) => {
    if (Number(event.data) <= seen || offer.firstChild) return;
    source.close();
    const again = document.createElement("button");
    again.className = "fr-btn";
    again.type = "button";
    again.textContent = "Actualiser";
    again.addEventListener("click", () => location.reload());
    offer.append("De nouvelles données sont arrivées.", again);
  };
  // Only a page that is looked at listens: a browser opens few connections to one place.
  const listen = () => {
    source?.close();
    if (document.hidden || offer.firstChild) return;
    source = new EventSource("/evenements");
    source.addEventListener("version", told);
  };
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => source?.close());
  listen();
}
