/* Editions: one language is shown at a time. The address keeps it (#ja-topics opens Japanese at the topics),
   and so does the browser's storage where it has one. */

const KEPT = 'koe-language';

const storage = {
  read() {
    // Storage may be forbidden for local files: then the first language of the project it is.
    try { return window.localStorage.getItem(KEPT); } catch { return null; }
  },
  keep(language) {
    try { window.localStorage.setItem(KEPT, language); } catch { /* nothing to keep it in */ }
  },
};

const editions = [...document.querySelectorAll('.edition')];
const shownEdition = () => editions.find((edition) => !edition.hidden);
const island = (name) => JSON.parse(document.getElementById(`data-${name}`).textContent);

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function showLanguage(language) {
  const edition = editions.find((one) => one.id === language);
  if (!edition || !edition.hidden) return;
  for (const one of editions) one.hidden = one !== edition;
  document.documentElement.lang = language;
  document.title = edition.dataset.title;
  storage.keep(language);
}

/** The last section whose head is above the upper third of the window, and how far it is scrolled. */
function place(edition) {
  const sections = [...edition.querySelectorAll('main > section')];
  const above = sections.filter((one) => one.getBoundingClientRect().top < window.innerHeight / 3);
  const section = above[above.length - 1] ?? sections[0];
  return { name: section.id.slice(edition.id.length), offset: section.getBoundingClientRect().top };
}

function switchLanguage(language) {
  const { name, offset } = place(shownEdition());
  showLanguage(language);
  const section = document.getElementById(language + name);
  window.history.replaceState(null, '', `#${section.id}`);
  window.scrollBy(0, section.getBoundingClientRect().top - offset);
  document.querySelector(`#${language} .languages [data-to="${language}"]`).focus({ preventScroll: true });
}

function targetOfAddress() {
  let id = window.location.hash.slice(1);
  try { id = decodeURIComponent(id); } catch { /* taken as it stands */ }
  return id ? document.getElementById(id) : null;
}

function followAddress() {
  const target = targetOfAddress();
  const edition = target?.closest('.edition');
  if (!edition) return;
  showLanguage(edition.id);
  if (target.matches('tbody.topic')) openTopic(target);
  target.scrollIntoView();
}

function startPage() {
  document.documentElement.classList.add('js');
  for (const button of document.querySelectorAll('.languages [data-to]')) {
    button.addEventListener('click', () => switchLanguage(button.dataset.to));
  }
  if (!targetOfAddress()) showLanguage(storage.read() ?? editions[0].id);
  window.addEventListener('hashchange', followAddress);
}
