/* Charts: what a period says under the pointer, and the same rows as a table. */

const series = island('series');
const bubble = element('div', 'bubble');
const guide = element('div', 'guide');

/** The rows of a chart: [period, cell, cell, ...] each. */
function rowsOf(figure) {
  const told = series[figure.closest('.edition').id];
  const { periods, cells } = told.series[figure.dataset.series];
  return told.periods[periods].map((name, i) => [name, ...cells.map((column) => column[i])]);
}

const columnsOf = (figure) => figure.querySelector('.as-table').dataset.columns.split('\t');

function hidePeriod() {
  bubble.hidden = true;
  guide.remove();
}

function showPeriod(event) {
  const box = event.target.closest?.('.plot .box');
  if (!box) return hidePeriod();
  const figure = box.closest('figure');
  const rows = rowsOf(figure);
  const area = box.getBoundingClientRect();
  const index = Math.floor(((event.clientX - area.left) / area.width) * rows.length);
  const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
  guide.style.left = `${((Math.max(0, Math.min(rows.length - 1, index)) + 0.5) / rows.length) * 100}%`;
  box.append(guide);
  const columns = columnsOf(figure);
  bubble.replaceChildren(...row.map((cell, i) => element('p', '', i ? `${columns[i]}: ${cell}` : cell)));
  bubble.hidden = false;
  const left = Math.min(event.clientX + 14, document.documentElement.clientWidth - bubble.offsetWidth - 8);
  const top = Math.max(event.clientY - bubble.offsetHeight - 12, 8);
  bubble.style.transform = `translate(${Math.max(8, left)}px, ${top}px)`;
  return undefined;
}

function fillTable(details) {
  if (!details.open || details.querySelector('table')) return;
  const figure = details.closest('figure');
  const table = element('table', 'plain');
  const head = table.createTHead().insertRow();
  for (const [i, column] of columnsOf(figure).entries()) {
    const cell = element('th', i ? 'n' : '', column);
    cell.scope = 'col';
    head.append(cell);
  }
  const body = table.createTBody();
  for (const row of rowsOf(figure)) {
    const line = body.insertRow();
    for (const [i, text] of row.entries()) {
      const cell = element(i ? 'td' : 'th', i ? 'n' : '', text);
      if (!i) cell.scope = 'row';
      line.append(cell);
    }
  }
  const held = element('div', 'held');
  held.tabIndex = 0;
  held.append(table);
  details.append(held);
}

function startCharts() {
  bubble.hidden = true;
  document.body.append(bubble);
  document.addEventListener('pointermove', showPeriod);
  document.addEventListener('pointerdown', showPeriod);
  document.addEventListener('scroll', hidePeriod, { passive: true });
  document.addEventListener('toggle', (event) => {
    if (event.target.matches?.('.as-table')) fillTable(event.target);
  }, true);
}
