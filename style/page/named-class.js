// An address that names a class opens it: a link from a list leads to the form, not to a folded line.
const named = location.hash && document.getElementById(location.hash.slice(1));
if (named instanceof HTMLDetailsElement) named.open = true;
