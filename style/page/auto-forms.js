// Filters are sent at each choice: a button would be one tap more.
for (const form of document.querySelectorAll("form[data-auto]")) {
  form.addEventListener("change", () => form.requestSubmit());
  for (const button of form.querySelectorAll("[data-auto-button]")) button.hidden = true;
}
