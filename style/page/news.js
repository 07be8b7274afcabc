// An open page learns that there is newer data and offers to show it: what is being read never moves.
const seen = Number(document.body.dataset.version);
if (seen > 0) {
  const { epoch } = document.body.dataset;
  const offer = document.createElement("div");
  offer.className = "c12-live";
  offer.setAttribute("role", "status");
  document.body.append(offer);
  let source;
  let last;
  const show = () => {
    if (last === epoch || offer.firstChild) return;
    source.close();
    const again = document.createElement("button");
    again.className = "fr-btn";
    again.type = "button";
    again.textContent = "Actualiser";
    again.addEventListener("click", () => location.reload());
    offer.append("De nouvelles données sont arrivées.", again);
  };
  const told = (event) => {
    last = event.lastEventId;
    // An older version is news where the data went back to an earlier state: another server that is a moment behind has caught up by then.
    if (Number(event.data) > seen) show();
    else setTimeout(show, 1000);
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
