// Draws the tables of figures that the server sends; without this script the tables stand for themselves.
(() => {
  const charts = new Map();
  const color = (name) => {
    const probe = document.createElement("span");
    probe.className = "ink-" + name;
    document.body.append(probe);
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
  };
  const cells = (section) =>
    [...section.querySelectorAll("tbody tr")].map((row) => [...row.cells].map((cell) => cell.textContent));
  const heads = (section) => [...section.querySelectorAll("thead th")].map((head) => head.textContent);

  const axis = (text, extra) => ({
    grid: { color: color("line") },
    border: { display: false },
    ticks: { color: color("quiet"), maxRotation: 0, autoSkipPadding: 24, precision: 0 },
    title: { display: true, text, color: color("quiet") },
    beginAtZero: true,
    ...extra,
  });
  const line = (label, ink, yAxisID) => ({
    label,
    yAxisID,
    borderColor: color(ink),
    backgroundColor: color(ink),
    borderWidth: 2,
    pointRadius: 0,
    tension: 0.25,
    data: [],
  });

  const kinds = {
    rates: {
      make: (titles) => ({
        type: "line",
        data: { labels: [], datasets: [line(titles[1], "accent", "y"), line(titles[2], "good", "y"), line(titles[3], "warn", "lag")] },
        options: {
          scales: {
            x: axis("", { title: { display: false }, grid: { display: false } }),
            y: axis("rows/s", { suggestedMax: 10 }),
            lag: axis("lag, ms", { position: "right", grid: { display: false }, suggestedMax: 10 }),
          },
        },
      }),
    },
    pauses: {
      make: (titles) => ({
        type: "bar",
        data: {
          labels: [],
          datasets: [{ label: titles[1], backgroundColor: color("accent"), borderRadius: 3, data: [] }],
        },
        options: {
          scales: { x: axis(titles[0], { grid: { display: false } }), y: axis("units", { suggestedMax: 4 }) },
          legend: false,
        },
      }),
    },
    latency: {
      beside: true,
      label: (row) => row[0] + ", " + row[1],
      values: (row) => [row[2], row[3]],
      make: (titles) => ({
        type: "bar",
        data: {
          labels: [],
          datasets: [
            { label: titles[2], backgroundColor: color("accent"), borderRadius: 3, data: [] },
            { label: titles[3], backgroundColor: color("warn"), borderRadius: 3, data: [] },
          ],
        },
        options: {
          indexAxis: "y",
          scales: {
            x: axis("p99, ms", { suggestedMax: 10 }),
            y: axis("", {
              title: { display: false },
              grid: { display: false },
              ticks: { color: color("quiet"), autoSkipPadding: 0 },
            }),
          },
        },
      }),
    },
  };

  const settings = (options) => ({
    ...options,
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    interaction: { mode: "index", intersect: false },
    plugins: {
      title: { display: true, align: "start", text: options.caption, color: color("text"), font: { size: 15, weight: 600 }, padding: { bottom: 10 } },
      legend: { display: options.legend !== false, labels: { color: color("text"), boxWidth: 12, boxHeight: 2 } },
    },
  });

  const draw = (section) => {
    const rows = cells(section);
    let chart = charts.get(section.id);
    const kind = kinds[section.id];
    // A table that says more than its chart stays beside it.
    section.classList.toggle(kind.beside ? "beside" : "drawn", rows.length > 0);
    if (rows.length === 0) return;
    if (!chart) {
      const frame = document.createElement("div");
      frame.className = "chart";
      const canvas = document.createElement("canvas");
      canvas.setAttribute("aria-hidden", "true");
      frame.append(canvas);
      section.after(frame);
      section.chartFrame = frame;
      const made = kind.make(heads(section));
      chart = new Chart(canvas, { ...made, options: settings({ ...made.options, caption: section.querySelector("caption").textContent }) });
      charts.set(section.id, chart);
    }
    const label = kind.label || ((row) => row[0]);
    const values = kind.values || ((row) => row.slice(1));
    chart.data.labels = rows.map(label);
    chart.data.datasets.forEach((set, index) => (set.data = rows.map((row) => Number(values(row)[index]))));
    chart.update("none");
  };
  const sections = () => Object.keys(kinds).map((id) => document.getElementById(id)).filter(Boolean);
  const again = () => {
    charts.forEach((chart) => chart.destroy());
    charts.clear();
    sections().forEach((section) => {
      if (section.chartFrame) section.chartFrame.remove();
      draw(section);
    });
  };

  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  sections().forEach(draw);
  document.body.addEventListener("htmx:sseMessage", (event) => {
    if (kinds[event.target.id]) draw(event.target);
  });
  document.addEventListener("theme", again);
})();
