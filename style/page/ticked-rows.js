// One box ticks all rows, and the ticked ones are counted: what is about to be written is seen before it is sent.
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
