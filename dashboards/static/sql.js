/* The SQL mode: every figure shows the statement that returns it. */

const FIGURES = 'data[data-sql], time[data-sql], figure[data-sql]';

function showSql(figure) {
  const edition = figure.closest('.edition');
  const panel = edition.querySelector('.sql-panel');
  for (const asked of document.querySelectorAll('.asked')) asked.classList.remove('asked');
  figure.classList.add('asked');
  const said = figure.matches('figure') ? figure.querySelector('figcaption').textContent : figure.textContent;
  const exact = figure.matches('figure') ? '' : figure.value ?? figure.dateTime;
  panel.querySelector('.sql-value').textContent = exact ? `${said} = ${exact}` : said;
  panel.querySelector('code').textContent = figure.dataset.sql;
  panel.hidden = false;
}

function setSqlMode(on) {
  document.documentElement.classList.toggle('sql', on);
  for (const button of document.querySelectorAll('.show-sql')) button.setAttribute('aria-pressed', String(on));
  for (const figure of document.querySelectorAll(FIGURES)) {
    if (on) figure.tabIndex = 0;
    else figure.removeAttribute('tabindex');
  }
  if (!on) {
    for (const panel of document.querySelectorAll('.sql-panel')) panel.hidden = true;
    for (const asked of document.querySelectorAll('.asked')) asked.classList.remove('asked');
  }
}

async function copySql(button) {
  const code = button.closest('.sql-panel').querySelector('code');
  const label = button.textContent;
  window.getSelection().selectAllChildren(code);
  // The clipboard may be closed to local files: the statement is selected then, ready for the keyboard.
  try { await navigator.clipboard.writeText(code.textContent); } catch { return; }
  button.textContent = button.dataset.done;
  window.setTimeout(() => { button.textContent = label; }, 1500);
}

function startSql() {
  const isOn = () => document.documentElement.classList.contains('sql');
  for (const button of document.querySelectorAll('.show-sql')) {
    button.addEventListener('click', () => setSqlMode(!isOn()));
  }
  for (const kind of ['click', 'focusin']) {
    document.addEventListener(kind, (event) => {
      const figure = event.target.closest?.(FIGURES);
      if (!isOn() || !figure) return;
      showSql(figure);
      // A figure in a topic's row must not open the topic, too.
      if (kind === 'click') event.stopPropagation();
    }, true);
  }
  for (const button of document.querySelectorAll('.sql-close')) {
    button.addEventListener('click', () => setSqlMode(false));
  }
  for (const button of document.querySelectorAll('.sql-copy')) {
    button.addEventListener('click', () => copySql(button));
  }
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && isOn()) setSqlMode(false);
  });
}
