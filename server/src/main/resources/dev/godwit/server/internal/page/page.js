// What a page does besides what its server sends: questions, keys, colours, and knowing that it is out of touch.
(() => {
  const byId = (id) => document.getElementById(id);

  // Questions. A button's form is put into the dialog; the answer replaces it there.
  const dialog = byId("dialog");
  let asked = null;
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    if (!dialog.open) asked = event.detail.elt.id;
  });
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id !== "dialog-body") return;
    if (!dialog.open) dialog.showModal();
    const first = dialog.querySelector("input:not([type=hidden]), button, a");
    if (first) first.focus();
  });
  dialog.addEventListener("click", (event) => {
    const closes = event.target.closest(".closes");
    if (event.target === dialog || closes) {
      event.preventDefault();
      dialog.close();
    }
  });
  dialog.addEventListener("close", () => {
    const answered = dialog.querySelector("#answer");
    byId("dialog-body").replaceChildren();
    // A page without a stream shows what the command did when it is loaded again.
    if (answered && !document.querySelector("[sse-connect]")) {
      location.reload();
      return;
    }
    const button = asked && byId(asked);
    if (button) button.focus();
  });

  // Plans: a file goes into the text, where it can be read before it is sent.
  const file = byId("plan-file");
  const plan = byId("plan");
  const read = async (chosen) => {
    if (chosen) plan.value = await chosen.text();
  };
  if (file) {
    file.addEventListener("change", () => read(file.files[0]));
    plan.addEventListener("dragover", (event) => event.preventDefault());
    plan.addEventListener("drop", (event) => {
      if (event.dataTransfer.files.length === 0) return;
      event.preventDefault();
      read(event.dataTransfer.files[0]);
    });
  }

  // Out of touch: the server gives a sign of life every second.
  const stream = document.querySelector("[sse-connect]");
  const lost = byId("lost");
  const patience = 3500;
  let heard = Date.now();
  let edition = null;
  const clock = (millis) => new Date(millis).toISOString().slice(11, 19) + " UTC";
  const look = () => {
    const silent = Date.now() - heard > patience;
    if (silent && lost.hidden) {
      lost.textContent = "The connection is lost. The figures are those of " + clock(heard) + "; trying again.";
    }
    lost.hidden = !silent;
    document.body.classList.toggle("stale", silent);
  };
  if (stream) {
    document.body.addEventListener("htmx:sseMessage", (event) => {
      heard = Date.now();
      if (event.detail.type === "beat") {
        if (edition !== null && edition !== event.detail.data) location.reload();
        edition = event.detail.data;
      }
      if (!lost.hidden) look();
    });
    setInterval(look, 500);
  }

  // Colours.
  const dark = () => {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  };
  const turn = () => {
    const next = dark() ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    localStorage.setItem("theme", next);
    document.dispatchEvent(new Event("theme"));
  };
  byId("theme").addEventListener("click", turn);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => document.dispatchEvent(new Event("theme")));

  // Keys.
  const help = byId("help-dialog");
  byId("help").addEventListener("click", () => help.showModal());
  const follow = (id) => byId(id) && byId(id).click();
  const keys = {
    "?": () => help.showModal(),
    t: turn,
    g: () => (location.href = "/"),
    u: () => follow("units-link"),
    r: () => follow("runbook-link"),
    c: () => {
      const first = document.querySelector(".buttons a, #plan");
      if (first) first.focus();
    },
    "/": () => {
      if (byId("search")) byId("search").focus();
      else follow("units-link");
    },
  };
  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest("input, textarea, select");
    const act = keys[event.key];
    if (!act || writing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    act();
  });
  // A link that looks like a button is pressed like one.
  document.addEventListener("keydown", (event) => {
    if (event.key === " " && event.target.matches("a[role=button]")) {
      event.preventDefault();
      event.target.click();
    }
  });
})();
