/* Aids on top of pages that work without them: no framework, no inline styles. */
(() => {
  "use strict";

  // --- Dates: the browser's own picker beside the field in which one types dd-mm-jjjj ---
  const asIso = (tekst) => {
    const delen = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$/.exec(tekst.trim());
    return delen ? `${delen[3]}-${delen[2].padStart(2, "0")}-${delen[1].padStart(2, "0")}` : "";
  };

  const addDatePicker = (veld) => {
    const kiezer = document.createElement("input");
    if (!("showPicker" in kiezer)) return;
    kiezer.type = "date";
    kiezer.tabIndex = -1;
    kiezer.setAttribute("aria-hidden", "true");
    const knop = document.createElement("button");
    knop.type = "button";
    knop.className = "knop knop--tweede";
    knop.textContent = "Kies";
    const label = document.querySelector(`label[for="${veld.id}"]`);
    knop.setAttribute("aria-label", `Kies een datum${label ? ` bij ${label.firstChild.textContent.trim()}` : ""}`);
    knop.addEventListener("click", () => {
      kiezer.value = asIso(veld.value);
      kiezer.showPicker();
    });
    kiezer.addEventListener("change", () => {
      if (!kiezer.value) return;
      veld.value = kiezer.value.split("-").reverse().join("-");
      veld.dispatchEvent(new Event("change", { bubbles: true }));
      veld.focus();
    });
    const omhulsel = document.createElement("div");
    omhulsel.className = "datumkiezer";
    veld.replaceWith(omhulsel);
    omhulsel.append(veld, kiezer, knop);
  };

  // --- Files: a place to drop one, and at once a word about what was chosen ---
  const asOmvang = (bytes) => {
    const [getal, eenheid] = bytes < 1048576 ? [Math.max(1, bytes / 1024), "kB"] : [bytes / 1048576, "MB"];
    return `${getal.toLocaleString("nl", { maximumFractionDigits: eenheid === "MB" ? 1 : 0 })} ${eenheid}`;
  };

  // The server judges what is in it; these two faults are seen without sending anything.
  const findBezwaar = (bestand, veld) => {
    const soorten = veld.accept.split(",").filter(Boolean);
    if (soorten.length && !soorten.some((soort) => bestand.name.toLowerCase().endsWith(soort))) {
      return `${bestand.name} eindigt niet op ${soorten.join(", ")}. Kies een ander bestand.`;
    }
    const hoogstens = Number(veld.dataset.hoogstens || 0);
    return hoogstens && bestand.size > hoogstens
      ? `${bestand.name} is ${asOmvang(bestand.size)}, te groot om te lezen. Splits het in kleinere bestanden.`
      : "";
  };

  const addDropZone = (vak) => {
    const veld = vak.querySelector('input[type="file"]');
    if (!veld) return;
    const uitleg = document.createElement("p");
    uitleg.className = "bestand__uitleg";
    uitleg.textContent = "Sleep het bestand hierheen, of kies het.";
    vak.prepend(uitleg);
    const gekozen = document.createElement("p");
    gekozen.className = "bestand__gekozen";
    gekozen.setAttribute("role", "status");
    vak.append(gekozen);
    const tell = (tekst, fout) => {
      gekozen.textContent = tekst;
      gekozen.classList.toggle("bestand__gekozen--fout", Boolean(fout));
    };
    veld.addEventListener("change", () => {
      const bestand = veld.files[0];
      const bezwaar = bestand ? findBezwaar(bestand, veld) : "";
      tell(bezwaar || (bestand ? `Gekozen: ${bestand.name} (${asOmvang(bestand.size)}).` : ""), bezwaar);
    });
    const mark = (boven) => vak.classList.toggle("bestand--boven", boven);
    vak.addEventListener("dragover", (event) => {
      event.preventDefault();
      mark(true);
    });
    vak.addEventListener("dragleave", (event) => {
      if (!vak.contains(event.relatedTarget)) mark(false);
    });
    vak.addEventListener("drop", (event) => {
      event.preventDefault();
      mark(false);
      const { files } = event.dataTransfer;
      if (!files.length) return;
      if (files.length > 1) {
        tell("Dit zijn meer bestanden. Sleep er één hierheen.", true);
        return;
      }
      veld.files = files;
      veld.dispatchEvent(new Event("change", { bubbles: true }));
    });
  };

  // --- Sending a form twice: only the first click counts ---
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.verzonden) {
      event.preventDefault();
      return;
    }
    form.dataset.verzonden = "ja";
    // After this event, so that the name and value of the pressed button still go along.
    setTimeout(() => form.querySelectorAll("button").forEach((knop) => knop.setAttribute("aria-disabled", "true")));
  });

  // Back in the browser may show the old page from memory: it must work again.
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-verzonden]").forEach((form) => {
      delete form.dataset.verzonden;
      form.querySelectorAll("button").forEach((knop) => knop.removeAttribute("aria-disabled"));
    });
  });

  // --- The folded panels of the header close with Escape and by a click elsewhere ---
  const closePanels = (except) => {
    document.querySelectorAll("details[data-sluit][open]").forEach((paneel) => {
      if (!except || !paneel.contains(except)) paneel.open = false;
    });
  };
  document.addEventListener("click", (event) => closePanels(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const paneel = document.activeElement.closest("details[data-sluit][open]");
    closePanels();
    if (paneel) paneel.querySelector("summary").focus();
  });

  // --- Lists that htmx renews ---
  const announce = (tekst) => {
    const plek = document.getElementById("aankondiging");
    if (plek) plek.textContent = tekst;
  };

  // Empty filters do not belong in the address.
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get") return;
    const { parameters } = event.detail;
    Object.keys(parameters).forEach((naam) => {
      if (parameters[naam] === "") delete parameters[naam];
    });
  });

  // Whoever was logged out meanwhile gets the login page, not a login page inside the list.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig } = event.detail;
    const asked = new URL(requestConfig.path, window.location.href);
    if (xhr.responseURL && new URL(xhr.responseURL).pathname !== asked.pathname) {
      event.detail.shouldSwap = false;
      window.location.assign(xhr.responseURL);
    }
  });

  // A new order of the list stays when the filter changes after it.
  document.addEventListener("htmx:pushedIntoHistory", (event) => {
    const sorteer = new URL(event.detail.path, window.location.href).searchParams.get("sorteer");
    if (sorteer) document.querySelectorAll("[data-sorteer]").forEach((veld) => (veld.value = sorteer));
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    const aantal = event.detail.elt.querySelector("[data-aantal]");
    if (aantal) announce(aantal.textContent.trim());
    // Work that is followed: said when it changes, and not at every look.
    const gezegd = event.detail.elt.querySelector("[data-voortgang]")?.textContent.trim();
    if (gezegd && gezegd !== document.getElementById("aankondiging")?.textContent) announce(gezegd);
  });

  const fallBack = (event) => {
    const { requestConfig, pathInfo } = event.detail;
    if (requestConfig && requestConfig.verb === "get" && pathInfo) window.location.assign(pathInfo.finalRequestPath);
  };
  document.addEventListener("htmx:responseError", fallBack);
  document.addEventListener("htmx:sendError", () => announce("Laden is niet gelukt. Probeer het opnieuw."));

  // --- When the page is there ---
  document.querySelectorAll("input[data-datum]").forEach(addDatePicker);
  document.querySelectorAll("[data-bestand]").forEach(addDropZone);
  // Hidden without JavaScript: the browser's own menu prints the page just as well.
  document.querySelectorAll("[data-afdrukken]").forEach((knop) => {
    knop.hidden = false;
    knop.addEventListener("click", () => window.print());
  });
  const fouten = document.querySelector("[data-foutmelding]");
  if (fouten) fouten.focus();
  if (window.matchMedia("(width < 40rem)").matches) {
    document.querySelectorAll("[data-filter]:not(:has(.filter__aan))").forEach((filter) => {
      filter.open = false;
    });
  }
})();
