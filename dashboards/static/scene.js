/* The drawing of the map: points, names and what lies under the pointer. 20,000 points redraw in some
   milliseconds, since each look (colour, shape, size) is painted once and then copied. */

const HUES = 7;
const CELL = 160; // side of a search cell, in the steps that places are told in
const REACH = 12; // pixels within which a point answers to the pointer
const MARGIN = 28;

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
    const rank = (i) => (topic[i] < 0 ? -2 : topic[i] >= HUES * 3 ? -1 : topic[i]);
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
      if (this.canvas.clientWidth) this.paint();
    });
  }

  paint() {
    const { view, chosen } = mapState;
    const { scale, left, top } = this.transform(view);
    const [width, height] = [this.canvas.clientWidth, this.canvas.clientHeight];
    this.style = window.getComputedStyle(this.canvas);
    this.context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    this.context.clearRect(0, 0, width, height);
    const looks = this.looks(view.zoom, chosen);
    const stamp = (i, look) => {
      const [px, py] = [left + this.data.x[i] * scale, top - this.data.y[i] * scale];
      if (px > -9 && py > -9 && px < width + 9 && py < height + 9) {
        this.context.drawImage(look.image, px - look.half, py - look.half, look.half * 2, look.half * 2);
      }
    };
    for (const i of this.order) if (this.data.topic[i] !== chosen || chosen < 0) stamp(i, looks.of(this.data.topic[i]));
    if (chosen >= 0) for (const i of this.order) if (this.data.topic[i] === chosen) stamp(i, looks.chosen);
    this.paintNames(scale, left, top, chosen);
  }

  colour(topic) {
    const hue = topic >= 0 && topic < HUES * 3 ? `--hue-${topic % HUES}` : '--grey-point';
    return this.style.getPropertyValue(hue).trim();
  }

  looks(zoom, chosen) {
    const radius = this.size * Math.min(2.6, Math.sqrt(zoom));
    const made = new Map();
    const shapeOf = (topic) => (topic < 0 || topic >= HUES * 3 ? 0 : Math.floor(topic / HUES));
    const of = (topic) => {
      const known = topic < 0 || topic >= HUES * 3 ? -1 : topic;
      if (!made.has(known)) {
        const faded = chosen >= 0;
        made.set(known, this.look(faded ? -1 : known, faded ? 0 : shapeOf(known), radius, faded ? 0.3 : known < 0 ? 0.6 : 0.85));
      }
      return made.get(known);
    };
    const bright = chosen >= HUES * 3 ? this.style.getPropertyValue('--accent').trim() : this.colour(chosen);
    return { of, chosen: this.look(chosen, shapeOf(chosen), radius * 1.5, 1, bright) };
  }

  look(topic, shape, radius, alpha, colour = this.colour(topic)) {
    const half = radius + 1;
    const image = document.createElement('canvas');
    image.width = Math.ceil(half * 2 * this.ratio);
    image.height = image.width;
    const pen = image.getContext('2d');
    pen.scale(image.width / (half * 2), image.width / (half * 2));
    pen.translate(half, half);
    pen.globalAlpha = alpha;
    pen.fillStyle = colour;
    pen.beginPath();
    if (shape === 0) pen.arc(0, 0, radius, 0, 7);
    else for (const [px, py] of shape === 1 ? [[0, -1.1], [1.1, 0.9], [-1.1, 0.9]] : [[0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]]) pen.lineTo(px * radius, py * radius);
    pen.fill();
    return { image, half };
  }

  /** Names of topics, the largest first, each only where none is written yet. */
  paintNames(scale, left, top, chosen) {
    const pen = this.context;
    pen.font = `600 12px ${this.style.fontFamily}`;
    pen.textBaseline = 'middle';
    pen.textAlign = 'center';
    pen.lineJoin = 'round';
    pen.lineWidth = 4;
    pen.strokeStyle = this.style.getPropertyValue('--card').trim();
    pen.fillStyle = this.style.getPropertyValue('--ink').trim();
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
