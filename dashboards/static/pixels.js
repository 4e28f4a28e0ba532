/* Points as pixels. A canvas that is asked to draw 20,000 small pictures manages five frames a second without
   a graphics card; blending the same pictures into one array of pixels manages sixty. */

/** How much of each pixel a shape covers (0 to 1), in a square of `size` pixels. */
function maskOf(shape, radius) {
  const size = 2 * Math.ceil(radius * 1.25) + 1;
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  pen.translate(size / 2, size / 2);
  pen.scale(radius, radius);
  pen.beginPath();
  if (shape === 0) pen.arc(0, 0, 1, 0, 7);
  for (const [x, y] of CORNERS[shape]) pen.lineTo(x, y);
  pen.fill();
  const { data } = pen.getImageData(0, 0, size, size);
  return { size, cover: Float32Array.from({ length: size * size }, (_, i) => data[i * 4 + 3] / 255) };
}

/** Corners of a circle (none), a triangle and a diamond, about as large as a circle of radius 1. */
const CORNERS = [[], [[0, -1.15], [1.15, 0.95], [-1.15, 0.95]], [[0, -1.25], [1.25, 0], [0, 1.25], [-1.25, 0]]];

const rgbOf = (colour) => [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16));

class Pixels {
  /** Begins a picture of the canvas' size in pixels, filled with one colour. */
  constructor(canvas, ground) {
    this.image = canvas.getContext('2d').createImageData(canvas.width, canvas.height);
    const [red, green, blue] = rgbOf(ground);
    new Uint32Array(this.image.data.buffer).fill(((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0);
  }

  /** Blends a look ({mask, rgb, alpha}) in, its middle at a place in pixels. */
  stamp({ mask, rgb, alpha }, px, py) {
    const { width, height, data } = this.image;
    const { size, cover } = mask;
    const [left, top] = [Math.round(px - size / 2), Math.round(py - size / 2)];
    for (let row = Math.max(0, -top); row < size && top + row < height; row += 1) {
      for (let column = Math.max(0, -left); column < size && left + column < width; column += 1) {
        const share = cover[row * size + column] * alpha;
        if (share > 0) {
          const at = ((top + row) * width + left + column) * 4;
          for (let i = 0; i < 3; i += 1) data[at + i] += (rgb[i] - data[at + i]) * share;
        }
      }
    }
  }
}
