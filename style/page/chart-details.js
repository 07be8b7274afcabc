// What a map says of a territory is written above it as well: who goes by the keyboard and sees has no other way to read it.
for (const said of document.querySelectorAll("[data-said]")) {
  const hint = said.textContent = "Au clavier (Tab) ou à la souris : les chiffres d'un territoire s'affichent ici.";
  const tell = ({ target }) => {
    const link = target.closest("a");
    said.textContent = link ? link.getAttribute("aria-label") ?? link.querySelector("title")?.textContent ?? "" : hint;
  };
  for (const kind of ["focusin", "mouseover"]) said.parentElement.addEventListener(kind, tell);
}
