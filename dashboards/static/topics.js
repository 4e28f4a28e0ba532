/* The table of topics: sorting, narrowing down, opening. */

function setOpen(topic, open) {
  topic.classList.toggle('open', open);
  topic.querySelector('.row .label button').setAttribute('aria-expanded', String(open));
}

/** Opens a topic from elsewhere on the page, at its level and without a search in the way. */
function openTopic(topic) {
  const section = topic.closest('section');
  section.querySelector('.find input').value = '';
  const level = section.querySelector(`.levels [data-level="${topic.dataset.level}"]`);
  if (level) pressLevel(level);
  narrow(section);
  setOpen(topic, true);
}

function sortTopics(table, by, kind, ascending) {
  const collator = new Intl.Collator(table.closest('.edition').lang, { numeric: true });
  const key = (topic) => {
    const cell = topic.querySelector(`.row .${by}`);
    if (kind === 'text') return cell.querySelector('.name').textContent;
    const value = cell.querySelector('data')?.value;
    return value ? Number(value) : null;
  };
  const keyed = [...table.tBodies].map((topic) => [key(topic), topic]);
  keyed.sort(([a], [b]) => {
    // What has no value stands last, whichever way the rest is sorted.
    if (a === null || b === null) return (a === null) - (b === null);
    const order = kind === 'text' ? collator.compare(a, b) : a - b;
    return ascending ? order : -order;
  });
  table.append(...keyed.map(([, topic]) => topic));
  for (const head of table.tHead.querySelectorAll('th[aria-sort]')) {
    const sorted = head.classList.contains(by);
    head.setAttribute('aria-sort', sorted ? (ascending ? 'ascending' : 'descending') : 'none');
  }
}

const folded = (text) => text.normalize('NFKC').toLowerCase();

function narrow(section) {
  const wanted = folded(section.querySelector('.find input').value.trim());
  const level = section.querySelector('.levels [aria-pressed="true"]')?.dataset.level;
  let found = 0;
  for (const topic of section.querySelectorAll('tbody.topic')) {
    const words = [...topic.querySelectorAll('.name, .theme, .keywords li')].map((one) => one.textContent);
    topic.hidden = !(level === undefined || topic.dataset.level === level)
      || !folded(words.join('\n')).includes(wanted);
    if (!topic.hidden) found += 1;
  }
  section.querySelector('.nothing-found').hidden = found > 0;
}

function pressLevel(button) {
  for (const other of button.parentElement.children) {
    other.setAttribute('aria-pressed', String(other === button));
  }
}

function startSorting(table, select) {
  for (const button of table.tHead.querySelectorAll('button')) {
    const { by, kind } = button.dataset;
    button.addEventListener('click', () => {
      const now = button.parentElement.getAttribute('aria-sort');
      // Words start at A, figures at the largest; a second click turns round.
      sortTopics(table, by, kind, now === 'none' ? kind === 'text' : now === 'descending');
    });
    const option = element('option', '', button.textContent);
    option.value = by;
    option.selected = by === 'reviews';
    select.append(option);
  }
  select.addEventListener('change', () => {
    const { by, kind } = table.tHead.querySelector(`[data-by="${select.value}"]`).dataset;
    sortTopics(table, by, kind, kind === 'text');
  });
}

function startTopics() {
  for (const table of document.querySelectorAll('table.topics')) {
    const section = table.closest('section');
    startSorting(table, section.querySelector('.sort-by select'));
    section.querySelector('.find input').addEventListener('input', () => narrow(section));
    for (const button of section.querySelectorAll('.levels button')) {
      button.addEventListener('click', () => { pressLevel(button); narrow(section); });
    }
    table.addEventListener('click', (event) => {
      const row = event.target.closest('.row');
      if (row) setOpen(row.parentElement, !row.parentElement.classList.contains('open'));
    });
    narrow(section);
  }
}
