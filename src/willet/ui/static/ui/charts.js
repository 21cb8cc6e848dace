// <willet-chart>: draws the figures in its data block; the library is fetched only on pages that have a chart.
const PAPER = 690;  // an A4 sheet upright, less its margins, at 96 pixels to the inch
const FONT = "Inter, system-ui, sans-serif";
const COLOURS = 4;  // beyond these, lines of a colour already used are dashed

// Durations of one chart are all written alike: as seconds, or as minutes where one of them reaches two.
function isLong(data) {
  return Math.max(...data.series.flatMap((s) => s.values).map((v) => Math.abs(v ?? 0))) >= 120;
}

// Grouped always, as on the page; some languages would leave four digits together.
const numbers = (tongue, more) => new Intl.NumberFormat(tongue, { useGrouping: "always", ...more });

function writer(data, { tongue, units }) {
  const unit = data.unit;
  const plain = (decimals) => numbers(tongue, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  if (unit === "share") { const f = plain(1); return (v) => `${f.format(v * 100)}${units.percent}`; }
  if (unit === "s") { const f = plain(1); return isLong(data) ? clock(units) : (v) => `${f.format(v)}${units.s}`; }
  const f = plain(unit === "count" ? 0 : 2);
  return (v) => f.format(v);
}

// The axis needs fewer decimals than a value: 70 % instead of 70.0 %, unless the steps are that small.
function axisWriter(data, { tongue, units }) {
  const unit = data.unit;
  const f = numbers(tongue, { maximumFractionDigits: 2 });
  if (unit === "share") return (v) => `${f.format(Math.round(v * 1e6) / 1e4)}${units.percent}`;
  if (unit === "points") return (v) => f.format(Math.round(v * 1e6) / 1e4).replace("-", "\u2212");
  if (unit === "s") return isLong(data) ? clock(units) : (v) => `${f.format(v)}${units.s}`;
  return (v) => f.format(v);
}

function clock(units) {
  return (seconds) => {
    const whole = Math.round(seconds), two = (n) => String(n).padStart(2, "0");
    const h = Math.floor(whole / 3600), m = Math.floor(whole / 60) % 60, s = whole % 60;
    return h ? `${h}:${two(m)}:${two(s)}${units.h}` : `${m}:${two(s)}${units.min}`;
  };
}

// Custom properties hold light-dark(); a probe element turns them into the colour of this moment.
function palette(element) {
  const probe = document.createElement("span");
  element.append(probe);
  const of = (name) => { probe.setAttribute("class", `ink-${name}`); return getComputedStyle(probe).color; };
  const names = ["series-1", "series-2", "series-3", "series-4", "series-quiet", "ink", "quiet", "line", "card", "good", "bad"];
  const colours = Object.fromEntries(names.map((name) => [name, of(name)]));
  probe.remove();
  return colours;
}

function band(series, colour, index) {
  if (!series.low.length) return [];
  const stack = `band-${index}`, silent = { silent: true, symbol: "none", lineStyle: { opacity: 0 }, tooltip: { show: false }, stack, stackStrategy: "all" };
  const width = series.high.map((high, i) => (high === null || series.low[i] === null ? null : high - series.low[i]));
  return [
    { ...silent, type: "line", name: `${stack}-low`, data: series.low },
    { ...silent, type: "line", name: `${stack}-high`, data: width, areaStyle: { color: colour, opacity: 0.16 } },
  ];
}

function drawn(data, series, colour, index, colours) {
  const label = (formatter, position) => ({ formatter, position, color: colours.quiet, textBorderWidth: 0 });
  const lines = index > 0 ? [] : [
    ...(data.mark == null ? [] : [{ xAxis: data.mark, label: label(data.markWords, "insideEndTop") }]),
  ];
  // Remarks are numbered as in the list beneath; one place may have several, and then they share its line.
  const numbered = Map.groupBy((data.notes ?? []).map((place, n) => ({ place, n: n + 1 })), (note) => note.place);
  if (!series.estimated) numbered.forEach((notes, place) => lines.push({ xAxis: place, label: label(notes.map((note) => note.n).join(" "), "end") }));
  const marks = lines.length ? { markLine: { silent: true, symbol: "none", lineStyle: { type: "dashed" }, data: lines } } : {};
  return {
    type: data.kind, name: series.name, data: series.values, color: colour, symbolSize: 6, showSymbol: data.labels.length < 40,
    lineStyle: { width: series.quiet ? 1.5 : 2.5, type: index < COLOURS && !series.estimated ? "solid" : "dashed" }, connectNulls: false, barMaxWidth: 28, ...marks,
  };
}

function tooltip(data, write, colours) {
  const interval = (series, i) => {
    const low = series.low[i], high = series.high[i];
    return low == null || high == null ? "" : `  (${write(low)} – ${write(high)})`;
  };
  return {
    trigger: "axis", renderMode: "richText", confine: true, backgroundColor: colours.card, borderColor: colours.line, textStyle: { color: colours.ink },
    formatter: (items) => {
      const i = items[0].dataIndex;
      const lines = data.series.map((s) => `${s.name}: ${s.values[i] === null ? "–" : write(s.values[i]) + interval(s, i)}`);
      return [data.labels[i], ...lines].join("\n");
    },
  };
}

// A line across the whole drawing that the axis makes room for; its words stand among the names, clear of all points.
function goal(data, colours) {
  const across = { silent: true, symbol: "none", label: { show: false }, lineStyle: { type: "dashed", width: 1 }, data: [{ yAxis: data.goal }] };
  const ends = { symbol: "none", silent: true, lineStyle: { opacity: 0 }, tooltip: { show: false }, data: data.labels.map(() => data.goal) };
  return { type: "line", name: data.goalWords, color: colours.quiet, markLine: across, ...ends };
}

// Names that do not fit beside each other stand beneath each other, and the drawing begins below them.
function legend(data, width, text) {
  const aim = data.goalWords ? [{ name: data.goalWords, lineStyle: { opacity: 1, type: "dashed", width: 1 }, itemStyle: { opacity: 0 } }] : [];
  const entries = [...data.series.map((s) => ({ name: s.name })), ...aim], names = entries.map((s) => s.name);
  const stacked = names.reduce((sum, name) => sum + 44 + 7 * name.length, 0) > width;
  const shown = { show: names.length > 1, data: entries, left: 0, top: 0, textStyle: text, orient: stacked ? "vertical" : "horizontal" };
  return { shown, height: names.length < 2 ? 16 : stacked ? 24 * names.length + 16 : 36 };
}

// All alike, a share would have an axis that reaches beyond the whole: then it shows the whole.
function reach(data) {
  const alike = data.unit === "share" && data.kind === "line";
  const end = (value) => (ends) => (alike && ends.min === ends.max ? value : null);
  return { min: end(0), max: end(1) };
}

function options(data, speech, colours, width) {
  const write = writer(data, speech), count = data.series.filter((s) => !s.quiet).length;
  const colour = (s, i) => (s.quiet ? colours["series-quiet"] : colours[`series-${(i % COLOURS) + 1}`]);
  const text = { color: colours.quiet, fontFamily: FONT }, names = legend(data, width, text);
  return {
    animation: false, textStyle: { fontFamily: text.fontFamily },
    aria: { enabled: true, label: { description: data.title }, decal: { show: data.kind === "bar" && count > 1 } },
    grid: { left: 8, right: 16, top: names.height, bottom: 4, containLabel: true },
    legend: names.shown,
    tooltip: tooltip(data, write, colours),
    xAxis: { type: "category", data: data.labels, boundaryGap: data.kind === "bar", axisLabel: { ...text, margin: 12, hideOverlap: true, showMaxLabel: true }, axisLine: { lineStyle: { color: colours.line } }, axisTick: { show: false } },
    yAxis: { type: "value", scale: data.kind === "line", ...reach(data), axisLabel: { ...text, formatter: axisWriter(data, speech) }, splitLine: { lineStyle: { color: colours.line } } },
    series: [
      ...data.series.flatMap((s, i) => [drawn(data, s, colour(s, i), i, colours), ...band(s, colour(s, i), i)]),
      ...(data.goal === null ? [] : [goal(data, colours)]),
    ],
  };
}

// Bars on their side, the first at the top; a whisker is a broken line through the ends of each interval.
function ranked(data, speech, colours, width) {
  const write = axisWriter(data, speech), text = { color: colours.quiet, fontFamily: FONT }, [bars] = data.series;
  const whiskers = bars.values.flatMap((_, i) => (bars.low[i] == null ? [] : [[bars.low[i], i], [bars.high[i], i], [null, null]]));
  return {
    animation: false, textStyle: { fontFamily: FONT }, aria: { enabled: true, label: { description: data.title } },
    grid: { left: 8, right: 24, top: 8, bottom: 4, containLabel: true }, tooltip: tooltip(data, writer(data, speech), colours),
    xAxis: { type: "value", min: 0, axisLabel: { ...text, formatter: write, hideOverlap: true }, splitLine: { lineStyle: { color: colours.line } } },
    yAxis: { type: "category", inverse: true, data: data.labels, axisTick: { show: false }, axisLine: { lineStyle: { color: colours.line } },
      axisLabel: { ...text, color: colours.ink, width: Math.min(220, width * 0.38), overflow: "break", lineHeight: 16 } },
    series: [
      { type: "bar", name: bars.name, data: bars.values, color: colours["series-1"], itemStyle: { opacity: 0.6 }, barMaxWidth: 28 },
      { type: "line", data: whiskers, silent: true, color: colours.ink, lineStyle: { width: 1.5 }, symbol: "rect", symbolSize: [2, 12], connectNulls: false, z: 4, tooltip: { show: false } },
    ],
  };
}

const SHAPES = {
  "": { symbol: "circle", symbolSize: 8, ink: "series-1" },
  good: { symbol: "triangle", symbolSize: 12, ink: "good" },
  bad: { symbol: "triangle", symbolRotate: 180, symbolSize: 12, ink: "bad" },
  quiet: { symbol: "emptyCircle", symbolSize: 6, ink: "series-quiet" },
};
const MOST_NAMES = 12;

// The library's lines without their stroke: a cloud of points, without carrying another kind of chart.
function cloud(points, colours, named, crowded) {
  const { ink, ...shape } = SHAPES[points.tone], shown = named && (points.tone === "good" || points.tone === "bad");
  return {
    type: "line", name: points.name, ...shape, color: colours[ink], showSymbol: true, lineStyle: { width: 0, opacity: 0 }, z: 4,
    label: { show: shown, formatter: ({ data }) => data.name, color: colours.ink, textBorderWidth: 0, position: points.tone === "bad" ? "bottom" : "top", fontFamily: FONT },
    data: points.points.map((point) => ({ name: point.name, value: [point.x, point.y], words: point.words, ...(crowded.has(point.name) && { label: { show: false } }) })),
  };
}

// The names that would lie over another name: those nearer the middle give way. `place` says where a point is drawn.
function crowd(data, place) {
  const marked = data.clouds.filter((c) => c.tone === "good" || c.tone === "bad").flatMap((c) => c.points.map((p) => ({ ...p, down: c.tone === "bad" })));
  const taken = [], crowded = new Set();
  for (const point of marked.sort((a, b) => Math.abs(b.y - data.goal) - Math.abs(a.y - data.goal))) {
    const [x, y] = place([point.x, point.y]), half = 4 + 3.5 * point.name.length, middle = y + (point.down ? 16 : -16);
    const free = taken.every((t) => Math.abs(t.x - x) > t.half + half || Math.abs(t.middle - middle) > 16);
    if (free) taken.push({ x, half, middle });
    else crowded.add(point.name);
  }
  return crowded;
}

function limit(curves, colours) {
  const line = (ends, more) => ({
    type: "line", name: curves.name, symbol: "none", silent: true, color: colours.quiet, tooltip: { show: false },
    lineStyle: { width: curves.wide ? 1.5 : 1.25, type: curves.wide ? "solid" : "dashed" }, data: curves.x.map((x, i) => [x, ends[i]]), ...more,
  });
  return [line(curves.low), line(curves.high)];
}

function middle(data, colours) {
  return { type: "line", data: [], silent: true, markLine: { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: colours["series-quiet"], type: "dotted", width: 1.5 }, data: [{ yAxis: data.goal }] } };
}

function funnel(data, speech, colours, width, crowded = new Set()) {
  const text = { color: colours.quiet, fontFamily: FONT }, narrow = width < 480, whole = numbers(speech.tongue, {});
  const marked = data.clouds.filter((c) => c.tone === "good" || c.tone === "bad").flatMap((c) => c.points).length;
  const names = [...data.clouds.map((c) => c.name), ...data.limits.map((l) => ({ name: l.name, itemStyle: { opacity: 0 } }))], lines = { lineStyle: { color: colours.line } };
  return {
    animation: false, textStyle: { fontFamily: FONT }, aria: { enabled: true, label: { description: data.title } },
    grid: { left: 8, right: 24, top: narrow ? 24 * names.length + 16 : 64, bottom: 30, containLabel: true },
    legend: { data: names, left: 0, top: 0, textStyle: text, orient: narrow ? "vertical" : "horizontal" },
    tooltip: {
      trigger: "item", renderMode: "richText", confine: true, backgroundColor: colours.card, borderColor: colours.line, textStyle: { color: colours.ink },
      formatter: ({ data: point }) => point.words,
    },
    xAxis: { type: "value", min: 0, name: data.xLabel, nameLocation: "middle", nameGap: 28, nameTextStyle: text, axisLabel: { ...text, formatter: (v) => whole.format(v), hideOverlap: true }, axisLine: lines, splitLine: { show: false } },
    yAxis: { type: "value", scale: true, boundaryGap: ["12%", "12%"], name: data.yLabel, nameTextStyle: { ...text, align: "left" }, axisLabel: { ...text, formatter: axisWriter(data, speech) }, splitLine: lines },
    series: [...data.limits.flatMap((l) => limit(l, colours)), middle(data, colours), ...data.clouds.map((c) => cloud(c, colours, marked <= MOST_NAMES && !narrow, crowded))],
  };
}

const KINDS = { ranked, funnel };

customElements.define("willet-chart", class extends HTMLElement {
  connectedCallback() {
    this.data = JSON.parse(this.querySelector("script").textContent);
    this.speech = { tongue: this.dataset.tongue, units: JSON.parse(this.dataset.units) };
    this.draw().catch(() => this.fail());
  }

  disconnectedCallback() {
    removeEventListener("beforeprint", this.onPaper);
    removeEventListener("afterprint", this.onScreen);
    this.watcher?.disconnect();
    this.chart?.dispose();
  }

  async draw() {
    const { init } = await import(this.dataset.library);
    const language = this.dataset.language;
    this.chart = init(this, null, { renderer: "svg", locale: language.toUpperCase() });
    this.paint();
    this.watcher = new ResizeObserver(() => { this.chart.resize(); this.paint(); });
    this.watcher.observe(this);
    for (const changed of ["(prefers-color-scheme: dark)", "print"])
      matchMedia(changed).addEventListener("change", () => this.paint());
    addEventListener("beforeprint", this.onPaper = () => this.fit(PAPER));
    addEventListener("afterprint", this.onScreen = () => this.fit());
    this.dataset.drawn = "";
  }

  // Drawn anew as wide as a page; the view box lets a sheet that is narrower still have it whole.
  fit(width = "auto") {
    this.chart.resize({ width });
    this.paint();
  }

  paint() {
    const make = KINDS[this.data.kind] ?? options, width = this.chart.getWidth();
    const paint = (...more) => this.chart.setOption(make(this.data, this.speech, palette(document.body), width, ...more), true);
    paint();
    if (make === funnel) paint(crowd(this.data, (point) => this.chart.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, point)));
    this.querySelector("svg")?.setAttribute("viewBox", `0 0 ${this.chart.getWidth()} ${this.chart.getHeight()}`);
  }

  // The figures stand in the table beneath; without the drawing it is opened.
  fail() {
    this.dataset.failed = "";
    const table = this.parentElement.querySelector("details");
    if (table) table.open = true;
  }
});
