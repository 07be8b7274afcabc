// A date typed chooses « Autre jour », another choice drops it: the two never say different days.
for (const date of document.querySelectorAll("[data-chooses]")) {
  const days = [...date.form.querySelectorAll("input[name=day]")];
  date.addEventListener("input", () => { for (const day of days) day.checked = day.value === date.dataset.chooses; });
  for (const day of days) day.addEventListener("change", () => { if (day.value !== date.dataset.chooses) date.value = ""; });
}
