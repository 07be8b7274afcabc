// A page that waits for an import loads itself again: nobody has to ask whether it is done.
for (const waiting of document.querySelectorAll("[data-refresh-seconds]")) {
  setTimeout(() => location.reload(), Number(waiting.dataset.refreshSeconds) * 1000);
}
