/* What people do with the map: hover, press, drag, zoom, choose a topic. All editions share one state. */

const mapData = island('map');
/** `chosen` is the id of the topic or theme that is brought out, '' for none. */
const mapState = { view: { zoom: 1, x: 0.5, y: 0.5 }, chosen: '' };
const scenes = [];
const ZOOMS = { in: 1.5, out: 1 / 1.5 };

const redrawMaps = () => { for (const scene of scenes) scene.draw(); };

function chooseTopic(id) {
  mapState.chosen = id;
  for (const button of document.querySelectorAll('.legend button')) {
    button.setAttribute('aria-pressed', String(button.dataset.topic === id));
  }
  for (const select of document.querySelectorAll('.legend select')) select.value = id;
  redrawMaps();
}

/** Zooms so that what lies under a place of the canvas stays there. */
function zoomMap(scene, factor, px, py) {
  const { view } = mapState;
  const before = scene.transform(view);
  const zoom = Math.min(60, Math.max(1, view.zoom * factor));
  const [x, y] = [(px - before.left) / before.scale, (before.top - py) / before.scale];
  view.zoom = zoom;
  const after = scene.transform(view);
  moveMap(scene, px - after.left - x * after.scale, py - after.top + y * after.scale);
}

function moveMap(scene, dx, dy) {
  const { view } = mapState;
  const { scale } = scene.transform(view);
  const within = (value) => Math.min(1, Math.max(0, value));
  view.x = within(view.x - dx / (scene.width * scale));
  view.y = within(view.y + dy / (scene.height * scale));
  redrawMaps();
}

function resetMap() {
  Object.assign(mapState.view, { zoom: 1, x: 0.5, y: 0.5 });
  redrawMaps();
}

function showTip(scene, tip, index, px, py) {
  tip.hidden = index < 0;
  if (index < 0) return;
  const topic = mapData.topic[index];
  tip.querySelector('.tip-text').textContent = mapData.text[index];
  tip.querySelector('.tip-topic').textContent = topic < 0 ? tip.closest('.map').dataset.noTopic
    : mapData.topics[topic].line.map((id) => scene.nameOf.get(id)).join(' ‹ ');
  const room = tip.parentElement.getBoundingClientRect();
  const left = Math.min(px + 14, room.width - tip.offsetWidth - 8);
  const top = py + 16 + tip.offsetHeight > room.height ? py - tip.offsetHeight - 12 : py + 16;
  tip.style.transform = `translate(${Math.max(8, left)}px, ${Math.max(8, top)}px)`;
}

const placeOf = (event, canvas) => {
  const area = canvas.getBoundingClientRect();
  return [event.clientX - area.left, event.clientY - area.top];
};

function startPointer(scene, tip) {
  const { canvas } = scene;
  const down = new Map();
  let moved = 0;
  canvas.addEventListener('pointerdown', (event) => {
    down.set(event.pointerId, placeOf(event, canvas));
    moved = 0;
    if (event.pointerType === 'mouse') canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener('pointermove', (event) => {
    const [px, py] = placeOf(event, canvas);
    const from = down.get(event.pointerId);
    if (!from) return showTip(scene, tip, scene.nearest(px, py), px, py);
    moved += Math.hypot(px - from[0], py - from[1]);
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const spread = (at) => Math.hypot(at[0] - other[0], at[1] - other[1]) || 1;
      zoomMap(scene, spread([px, py]) / spread(from), (px + other[0]) / 2, (py + other[1]) / 2);
    } else {
      moveMap(scene, px - from[0], py - from[1]);
    }
    down.set(event.pointerId, [px, py]);
    tip.hidden = true;
    return undefined;
  });
  canvas.addEventListener('pointerup', (event) => {
    down.delete(event.pointerId);
    if (moved > 4) return;
    const [px, py] = placeOf(event, canvas);
    const index = scene.nearest(px, py);
    showTip(scene, tip, index, px, py);
    const topic = index < 0 ? '' : mapData.topics[mapData.topic[index]]?.line[0] ?? '';
    chooseTopic(topic === mapState.chosen ? '' : topic);
  });
  canvas.addEventListener('pointercancel', (event) => down.delete(event.pointerId));
  canvas.addEventListener('pointerleave', () => { tip.hidden = true; });
  canvas.addEventListener('wheel', (event) => {
    // The page scrolls on until the map has been clicked: nobody should be caught in it.
    if (document.activeElement !== canvas && !event.ctrlKey) return;
    event.preventDefault();
    tip.hidden = true;
    zoomMap(scene, Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0018)), ...placeOf(event, canvas));
  }, { passive: false });
}

function startKeys(scene) {
  const { canvas } = scene;
  const centre = () => [canvas.clientWidth / 2, canvas.clientHeight / 2];
  const acts = {
    '+': () => zoomMap(scene, ZOOMS.in, ...centre()),
    '=': () => zoomMap(scene, ZOOMS.in, ...centre()),
    '-': () => zoomMap(scene, ZOOMS.out, ...centre()),
    0: resetMap,
    Escape: () => chooseTopic(''),
    ArrowLeft: () => moveMap(scene, 60, 0),
    ArrowRight: () => moveMap(scene, -60, 0),
    ArrowUp: () => moveMap(scene, 0, 60),
    ArrowDown: () => moveMap(scene, 0, -60),
  };
  canvas.addEventListener('keydown', (event) => {
    if (!acts[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    acts[event.key]();
  });
  for (const button of canvas.parentElement.querySelectorAll('[data-zoom]')) {
    button.addEventListener('click', () => {
      if (button.dataset.zoom === 'reset') resetMap();
      else zoomMap(scene, ZOOMS[button.dataset.zoom], ...centre());
    });
  }
}

/** All topics to choose from, each below its theme; a theme can be chosen, too. */
function fillSelect(select, scene, whole) {
  const groups = new Map();
  const option = (id, text) => {
    const made = element('option', '', text);
    made.value = id;
    return made;
  };
  for (const { line: [topic, ...above] } of mapData.topics) {
    const theme = above[above.length - 1];
    if (theme !== undefined && !groups.has(theme)) {
      const group = element('optgroup');
      group.label = scene.nameOf.get(theme);
      group.append(option(theme, group.label + whole));
      groups.set(theme, group);
      select.append(group);
    }
    (groups.get(theme) ?? select).append(option(topic, scene.nameOf.get(topic)));
  }
  select.addEventListener('change', () => chooseTopic(select.value));
}

function startLegend(map, scene) {
  for (const button of map.querySelectorAll('.legend button')) {
    const { topic } = button.dataset;
    button.addEventListener('click', () => chooseTopic(mapState.chosen === topic ? '' : topic));
  }
  fillSelect(map.querySelector('.legend select'), scene, map.dataset.whole);
}

function startMap() {
  for (const map of document.querySelectorAll('.map')) {
    const scene = new Scene(map.querySelector('canvas'), mapData, map.closest('.edition').id);
    scenes.push(scene);
    startLegend(map, scene);
    startPointer(scene, map.querySelector('.tip'));
    startKeys(scene);
    new ResizeObserver(() => scene.resize()).observe(scene.canvas);
  }
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redrawMaps);
  // Paper is light whatever the screen is, and does not wait for the next frame.
  window.matchMedia('print').addEventListener('change', () => { for (const scene of scenes) scene.paint(); });
  for (const button of document.querySelectorAll('.on-map')) {
    button.hidden = !scenes.length;
    button.addEventListener('click', () => {
      chooseTopic(button.dataset.topic);
      document.getElementById(`${button.closest('.edition').id}-map`).scrollIntoView();
    });
  }
}
