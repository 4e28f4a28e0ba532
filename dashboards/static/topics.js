/* The table of topics: sorting, narrowing down, opening; themes fold over the topics in them. */

const isTree = (table) => table.classList.contains('tree');
const byId = (table, topic) => document.getElementById(`${table.closest('.edition').id}-topic-${topic}`);

/** A topic and all themes above it, the nearest first. */
function lineOf(topic) {
  const { parent } = topic.dataset;
  return parent === undefined ? [topic] : [topic, ...lineOf(byId(topic.closest('table'), parent))];
}

function setOpen(topic, open) {
  topic.classList.toggle('open', open);
  topic.querySelector('.reveal').setAttribute('aria-expanded', String(open));
}

const isUnfolded = (theme) => theme.classList.contains('unfolded');

function setUnfolded(theme, unfolded) {
  theme.classList.toggle('unfolded', unfolded);
  theme.querySelector('.unfold').setAttribute('aria-expanded', String(unfolded));
}

/** Opens a topic from elsewhere on the page, with its themes unfolded and without a search in the way. */
function openTopic(topic) {
  const section = topic.closest('section');
  section.querySelector('.find input').value = '';
  if (topic.dataset.level !== '0') setForm(section, 'tree');
  for (const theme of lineOf(topic).slice(1)) setUnfolded(theme, true);
  narrow(section);
  setOpen(topic, true);
}

/** How a column is sorted now: the key of each topic, and which of two comes first. */
function orderOf(table) {
  const head = table.tHead.querySelector('[aria-sort="ascending"], [aria-sort="descending"]');
  const { by, kind } = head.querySelector('button').dataset;
  const ascending = head.getAttribute('aria-sort') === 'ascending';
  const collator = new Intl.Collator(table.closest('.edition').lang, { numeric: true });
  const key = (topic) => {
    const cell = topic.querySelector(`.row .${by}`);
    if (kind === 'text') return cell.querySelector('.name').textContent;
    const value = cell.querySelector('data')?.value;
    return value ? Number(value) : null;
  };
  const compare = (a, b) => {
    // What has no value stands last, whichever way the rest is sorted.
    if (a === null || b === null) return (a === null) - (b === null);
    const order = kind === 'text' ? collator.compare(a, b) : a - b;
    return ascending ? order : -order;
  };
  return { key, compare };
}

/** Puts the rows in order: all of them, or in a tree the ones below one theme, each with what is below it. */
function arrange(table) {
  const { key, compare } = orderOf(table);
  const groups = new Map();
  for (const topic of table.tBodies) {
    const group = isTree(table) ? topic.dataset.parent ?? '' : '';
    if (!groups.has(group)) groups.set(group, []);
    groups.get(group).push([key(topic), topic]);
  }
  const inOrder = (group) => (groups.get(group) ?? [])
    .sort(([a], [b]) => compare(a, b))
    .flatMap(([, topic]) => [topic, ...(isTree(table) ? inOrder(topic.dataset.topic) : [])]);
  table.append(...inOrder(''));
}

function sortTopics(table, by, ascending) {
  for (const head of table.tHead.querySelectorAll('th[aria-sort]')) {
    const sorted = head.classList.contains(by);
    head.setAttribute('aria-sort', sorted ? (ascending ? 'ascending' : 'descending') : 'none');
  }
  arrange(table);
}

const folded = (text) => text.normalize('NFKC').toLowerCase();

function saysWords(topic, wanted) {
  const words = [...topic.querySelectorAll('.name, .theme, .mark, .keywords li')].map((one) => one.textContent);
  return folded(words.join('\n')).includes(wanted);
}

/** Shows the rows that hold what is looked for; in a tree with their themes, and only below unfolded ones. */
function narrow(section) {
  const table = section.querySelector('table.topics');
  const wanted = folded(section.querySelector('.find input').value.trim());
  const topics = [...table.tBodies];
  const hits = new Set(topics.filter((topic) => saysWords(topic, wanted)));
  const shown = new Set();
  for (const topic of topics) {
    const line = lineOf(topic);
    if (isTree(table) ? line.some((one) => hits.has(one)) : hits.has(topic) && topic.dataset.level === '0') shown.add(topic);
    // A hit is not left folded away.
    if (isTree(table) && hits.has(topic)) {
      for (const theme of line.slice(1)) {
        shown.add(theme);
        if (wanted) setUnfolded(theme, true);
      }
    }
  }
  for (const topic of topics) {
    topic.hidden = !shown.has(topic) || (isTree(table) && !lineOf(topic).slice(1).every(isUnfolded));
  }
  section.querySelector('.nothing-found').hidden = shown.size > 0;
  tellFolds(section);
}

/** The button of all folds offers what is left to do. */
function tellFolds(section) {
  const button = section.querySelector('.unfold-all');
  if (!button) return;
  const themes = [...section.querySelectorAll('tbody.holds')];
  button.textContent = themes.every(isUnfolded) ? button.dataset.fold : button.dataset.unfold;
  button.hidden = !isTree(section.querySelector('table.topics'));
}

/** Shows topics below their themes, or topics only. */
function setForm(section, form) {
  const table = section.querySelector('table.topics');
  table.classList.toggle('tree', form === 'tree');
  for (const button of section.querySelectorAll('.levels button')) {
    button.setAttribute('aria-pressed', String(button.dataset.form === form));
  }
  arrange(table);
}

function startSorting(table, select) {
  for (const button of table.tHead.querySelectorAll('button')) {
    const { by, kind } = button.dataset;
    button.addEventListener('click', () => {
      const now = button.parentElement.getAttribute('aria-sort');
      // Words start at A, figures at the largest; a second click turns round.
      sortTopics(table, by, now === 'none' ? kind === 'text' : now === 'descending');
    });
    const option = element('option', '', button.textContent);
    option.value = by;
    option.selected = by === 'reviews';
    select.append(option);
  }
  select.addEventListener('change', () => {
    const { by, kind } = table.tHead.querySelector(`[data-by="${select.value}"]`).dataset;
    sortTopics(table, by, kind === 'text');
  });
}

function startFolding(section) {
  for (const button of section.querySelectorAll('.levels button')) {
    button.addEventListener('click', () => { setForm(section, button.dataset.form); narrow(section); });
  }
  section.querySelector('.unfold-all')?.addEventListener('click', () => {
    const themes = [...section.querySelectorAll('tbody.holds')];
    const unfolded = !themes.every(isUnfolded);
    for (const theme of themes) setUnfolded(theme, unfolded);
    narrow(section);
  });
}

/** The themes that were unfolded before a search opened others; null where nothing is searched for. */
function startFinding(section) {
  let before = null;
  section.querySelector('.find input').addEventListener('input', (event) => {
    const themes = [...section.querySelectorAll('tbody.holds')];
    if (event.target.value.trim() && before === null) before = new Set(themes.filter(isUnfolded));
    if (!event.target.value.trim() && before !== null) {
      for (const theme of themes) setUnfolded(theme, before.has(theme));
      before = null;
    }
    narrow(section);
  });
}

/** A row does what the first button in it does, except where another one is pressed. */
function pressRow(section, target) {
  const topic = target.closest('.row')?.parentElement;
  if (!topic) return;
  if (topic.matches('.holds') && !target.closest('.reveal')) {
    setUnfolded(topic, !isUnfolded(topic));
    narrow(section);
  } else {
    setOpen(topic, !topic.classList.contains('open'));
  }
}

function startTopics() {
  for (const table of document.querySelectorAll('table.topics')) {
    const section = table.closest('section');
    startSorting(table, section.querySelector('.sort-by select'));
    startFolding(section);
    startFinding(section);
    table.addEventListener('click', (event) => pressRow(section, event.target));
    narrow(section);
  }
}
