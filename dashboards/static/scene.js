/* The drawing of the map: where points lie, how they look, names of topics and themes, and what is under the
   pointer. */

const HUES = 7; // as in views/map.py, and its shapes as in pixels.js
const CELL = 160; // side of a search cell, in the steps that places are told in
const REACH = 12; // pixels within which a point answers to the pointer
const MARGIN = 28;
const NAMES_ZOOM = 1.8; // from here on topics are named beside their themes

class Scene {
  constructor(canvas, data, language) {
    this.canvas = canvas;
    this.context = canvas.getContext('2d');
    this.data = data;
    this.themes = new Set(Object.keys(data.themes));
    this.nameOf = new Map(Object.entries(data.themes).map(([id, names]) => [id, names[language]]));
    for (const topic of data.topics) this.nameOf.set(topic.line[0], topic[language]);
    this.width = Math.max(1, ...data.x);
    this.height = Math.max(1, ...data.y);
    this.grain = data.x.length > 8000 ? 1.5 : data.x.length > 1500 ? 2.1 : 3;
    this.cells = Scene.index(data);
    this.middles = Scene.middles(data);
    this.order = this.sorted();
    this.frame = 0;
  }

  static index({ x, y }) {
    const cells = new Map();
    x.forEach((_, i) => {
      const key = `${Math.floor(x[i] / CELL)} ${Math.floor(y[i] / CELL)}`;
      if (cells.has(key)) cells.get(key).push(i);
      else cells.set(key, [i]);
    });
    return cells;
  }

  /** The middle (median) of each topic and theme, by id: where its name is written. */
  static middles({ x, y, topic, topics }) {
    const members = new Map();
    topic.forEach((of, i) => {
      for (const id of topics[of]?.line ?? []) {
        if (members.has(id)) members.get(id).push(i);
        else members.set(id, [i]);
      }
    });
    const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
    return new Map([...members].map(([id, own]) => [id, [median(own.map((i) => x[i])), median(own.map((i) => y[i]))]]));
  }

  /** Which look a point has: a place in `looks`, -1 for grey. */
  lookOf(i) {
    return this.data.topics[this.data.topic[i]]?.look ?? -1;
  }

  /** Whether a point belongs to the topic or theme that is brought out. */
  isChosen(i) {
    return mapState.chosen !== '' && (this.data.topics[this.data.topic[i]]?.line.includes(mapState.chosen) ?? false);
  }

  /** Grey points first, so that coloured ones lie on them; larger topics below smaller ones. */
  sorted() {
    const { topic } = this.data;
    const rank = (i) => (topic[i] < 0 ? -2 : this.lookOf(i));
    return topic.map((_, i) => i).sort((a, b) => rank(a) - rank(b));
  }

  resize() {
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(this.canvas.clientWidth * ratio);
    this.canvas.height = Math.round(this.canvas.clientHeight * ratio);
    this.ratio = ratio;
    this.size = this.grain * (this.canvas.clientWidth < 500 ? 0.75 : 1);
    this.draw();
  }

  /** Pixels a step and the shift of the origin, at the zoom and centre of `view`. */
  transform(view) {
    const [width, height] = [this.canvas.clientWidth, this.canvas.clientHeight];
    const fit = Math.min((width - 2 * MARGIN) / this.width, (height - 2 * MARGIN) / this.height);
    const scale = fit * view.zoom;
    return { scale, left: width / 2 - view.x * this.width * scale, top: height / 2 + view.y * this.height * scale };
  }

  draw() {
    if (this.frame) return;
    this.frame = window.requestAnimationFrame(() => {
      this.frame = 0;
      this.paint();
    });
  }

  paint() {
    // A page just shown has a width before its canvas has been given one.
    if (!this.canvas.clientWidth || !this.canvas.width) return;
    const { view, chosen } = mapState;
    const { scale, left, top } = this.transform(view);
    this.style = window.getComputedStyle(this.canvas);
    const pixels = new Pixels(this.canvas, this.token('card'));
    const looks = this.looks(view.zoom, chosen);
    const stamp = (i, look) => pixels.stamp(
      look, (left + this.data.x[i] * scale) * this.ratio, (top - this.data.y[i] * scale) * this.ratio,
    );
    for (const i of this.order) if (!this.isChosen(i)) stamp(i, looks.others[this.lookOf(i)] ?? looks.grey);
    for (const i of this.order) if (this.isChosen(i)) stamp(i, looks.chosen[this.lookOf(i)] ?? looks.accent);
    this.context.putImageData(pixels.image, 0, 0);
    this.context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    this.paintNames(scale, left, top, mapState);
  }

  token(name) {
    return this.style.getPropertyValue(`--${name}`).trim();
  }

  /** How points look: by topic or theme; all pale where one is brought out, and that one. */
  looks(zoom, chosen) {
    const radius = this.size * Math.min(2.6, Math.sqrt(zoom)) * this.ratio;
    const masks = [radius, radius * 1.5].map((size) => CORNERS.map((_, shape) => maskOf(shape, size)));
    const look = (large, place, alpha) => (
      { mask: masks[large][Math.floor(place / HUES)], rgb: rgbOf(this.token(`hue-${place % HUES}`)), alpha }
    );
    const pale = { mask: masks[0][0], rgb: rgbOf(this.token('grey-point')), alpha: 0.3 };
    return {
      others: this.data.looks.map((_, place) => (chosen ? pale : look(0, place, 0.85))),
      grey: chosen ? pale : { ...pale, alpha: 0.6 },
      chosen: this.data.looks.map((_, place) => look(1, place, 1)),
      accent: { mask: masks[1][0], rgb: rgbOf(this.token('accent')), alpha: 1 },
    };
  }

  /** Whose names are written: what is brought out and what is in it; else what has a colour, and near by all topics. */
  wanted(zoom, chosen) {
    const topics = this.data.topics.filter(({ line }) => !chosen || line.includes(chosen)).map(({ line }) => line[0]);
    if (chosen) return new Set([chosen, ...topics]);
    const isByTheme = this.data.looks.some((id) => this.themes.has(id));
    return new Set(isByTheme && zoom < NAMES_ZOOM ? this.data.looks : [...this.data.looks, ...topics]);
  }

  /** Names, the largest topic's first, each only where none is written yet; themes' are heavier. */
  paintNames(scale, left, top, { view, chosen }) {
    const pen = this.context;
    pen.textBaseline = 'middle';
    pen.textAlign = 'center';
    pen.lineJoin = 'round';
    pen.lineWidth = 4;
    pen.strokeStyle = this.token('card');
    pen.fillStyle = this.token('ink');
    const taken = [[this.canvas.clientWidth - 150, 0, this.canvas.clientWidth, 44]];
    for (const id of this.wanted(view.zoom, chosen)) if (this.middles.has(id)) {
      pen.font = `${this.themes.has(id) ? '700 13px' : '500 12px'} ${this.style.fontFamily}`;
      const text = this.shortened(this.nameOf.get(id));
      const half = pen.measureText(text).width / 2 + 6;
      const [mx, my] = this.middles.get(id);
      const px = Math.min(Math.max(left + mx * scale, half), this.canvas.clientWidth - half);
      // The name of a topic that is brought out stands above its points, not on them.
      const py = top - my * scale - (id === chosen ? 26 : 0);
      const box = [px - half, py - 11, px + half, py + 11];
      const inside = left + mx * scale > 0 && left + mx * scale < this.canvas.clientWidth && py > 8 && py < this.canvas.clientHeight - 8;
      if (inside && !taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) {
        taken.push(box);
        pen.strokeText(text, px, py);
        pen.fillText(text, px, py);
      }
    }
  }

  shortened(text) {
    const room = Math.min(190, this.canvas.clientWidth * 0.5);
    if (this.context.measureText(text).width <= room) return text;
    const letters = [...text].slice(0, 40);
    while (letters.length > 1 && this.context.measureText(`${letters.join('')}…`).width > room) letters.pop();
    return `${letters.join('').trimEnd()}…`;
  }

  /** The point nearest to a place of the canvas, in pixels; -1 where none is near. */
  nearest(px, py) {
    const { scale, left, top } = this.transform(mapState.view);
    const [x, y, reach] = [(px - left) / scale, (top - py) / scale, REACH / scale];
    let [best, least] = [-1, reach * reach];
    for (let cx = Math.floor((x - reach) / CELL); cx <= Math.floor((x + reach) / CELL); cx += 1) {
      for (let cy = Math.floor((y - reach) / CELL); cy <= Math.floor((y + reach) / CELL); cy += 1) {
        for (const i of this.cells.get(`${cx} ${cy}`) ?? []) {
          const far = (this.data.x[i] - x) ** 2 + (this.data.y[i] - y) ** 2;
          // Where a topic is brought out, its points answer first.
          const counted = mapState.chosen !== '' && !this.isChosen(i) ? far * 4 : far;
          if (counted <= least) [best, least] = [i, counted];
        }
      }
    }
    return best;
  }
}
