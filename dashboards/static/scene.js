/* The drawing of the map: where points lie, how they look, their topics' names, and what is under the pointer. */

const HUES = 7; // as in views/map.py, and its shapes as in pixels.js
const CELL = 160; // side of a search cell, in the steps that places are told in
const REACH = 12; // pixels within which a point answers to the pointer
const MARGIN = 28;
const NO_COLOUR = HUES * CORNERS.length; // where the look of all other topics stands among the looks

const isColoured = (topic) => topic >= 0 && topic < NO_COLOUR;

class Scene {
  constructor(canvas, data, language) {
    this.canvas = canvas;
    this.context = canvas.getContext('2d');
    this.data = data;
    this.names = data.topics.map((topic) => topic[language]);
    this.width = Math.max(1, ...data.x);
    this.height = Math.max(1, ...data.y);
    this.grain = data.x.length > 8000 ? 1.5 : data.x.length > 1500 ? 2.1 : 3;
    this.cells = Scene.index(data);
    this.middles = Scene.middles(data);
    this.order = Scene.order(data);
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

  /** The middle (median) of each topic: where its name is written. */
  static middles({ x, y, topic, topics }) {
    const members = topics.map(() => []);
    topic.forEach((of, i) => { if (of >= 0) members[of].push(i); });
    const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
    return members.map((own) => (own.length ? [median(own.map((i) => x[i])), median(own.map((i) => y[i]))] : null));
  }

  /** Grey points first, so that coloured ones lie on them; larger topics below smaller ones. */
  static order({ topic }) {
    const rank = (i) => (isColoured(topic[i]) ? topic[i] : topic[i] < 0 ? -2 : -1);
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
    if (!this.canvas.clientWidth) return;
    const { view, chosen } = mapState;
    const { scale, left, top } = this.transform(view);
    this.style = window.getComputedStyle(this.canvas);
    const pixels = new Pixels(this.canvas, this.token('card'));
    const looks = this.looks(view.zoom, chosen);
    const stamp = (i, look) => pixels.stamp(
      look, (left + this.data.x[i] * scale) * this.ratio, (top - this.data.y[i] * scale) * this.ratio,
    );
    for (const i of this.order) {
      const topic = this.data.topic[i];
      if (topic !== chosen || chosen < 0) stamp(i, looks.others[isColoured(topic) ? topic : NO_COLOUR]);
    }
    for (const i of this.order) if (chosen >= 0 && this.data.topic[i] === chosen) stamp(i, looks.chosen);
    this.context.putImageData(pixels.image, 0, 0);
    this.context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    this.paintNames(scale, left, top, chosen);
  }

  token(name) {
    return this.style.getPropertyValue(`--${name}`).trim();
  }

  /** How points look: by topic, all pale where one topic is brought out, and that one. */
  looks(zoom, chosen) {
    const radius = this.size * Math.min(2.6, Math.sqrt(zoom)) * this.ratio;
    const masks = CORNERS.map((_, shape) => maskOf(shape, radius));
    const grey = { mask: masks[0], rgb: rgbOf(this.token('grey-point')) };
    const shapeOf = (topic) => (isColoured(topic) ? Math.floor(topic / HUES) : 0);
    const others = Array.from({ length: HUES * CORNERS.length }, (_, topic) => (
      chosen >= 0 ? { ...grey, alpha: 0.3 }
        : { mask: masks[shapeOf(topic)], rgb: rgbOf(this.token(`hue-${topic % HUES}`)), alpha: 0.85 }
    ));
    others[NO_COLOUR] = { ...grey, alpha: chosen >= 0 ? 0.3 : 0.6 };
    const colour = this.token(isColoured(chosen) ? `hue-${chosen % HUES}` : 'accent');
    return { others, chosen: { mask: maskOf(shapeOf(chosen), radius * 1.5), rgb: rgbOf(colour), alpha: 1 } };
  }

  /** Names of topics, the largest first, each only where none is written yet. */
  paintNames(scale, left, top, chosen) {
    const pen = this.context;
    pen.font = `600 12px ${this.style.fontFamily}`;
    pen.textBaseline = 'middle';
    pen.textAlign = 'center';
    pen.lineJoin = 'round';
    pen.lineWidth = 4;
    pen.strokeStyle = this.token('card');
    pen.fillStyle = this.token('ink');
    const taken = [[this.canvas.clientWidth - 150, 0, this.canvas.clientWidth, 44]];
    const wanted = chosen >= 0 ? [chosen] : this.middles.keys();
    for (const topic of wanted) if (this.middles[topic]) {
      const text = this.shortened(this.names[topic]);
      const half = pen.measureText(text).width / 2 + 6;
      const [mx, my] = this.middles[topic];
      const px = Math.min(Math.max(left + mx * scale, half), this.canvas.clientWidth - half);
      // The name of a topic that is brought out stands above its points, not on them.
      const py = top - my * scale - (chosen >= 0 ? 26 : 0);
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
          const counted = mapState.chosen >= 0 && this.data.topic[i] !== mapState.chosen ? far * 4 : far;
          if (counted <= least) [best, least] = [i, counted];
        }
      }
    }
    return best;
  }
}
