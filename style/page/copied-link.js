// A link to copy is chosen whole: half of one opens nothing.
for (const field of document.querySelectorAll("input[data-select]")) field.addEventListener("focus", () => field.select());
