import { shapes } from './shapes.js';

/**
 * The product's picture as inline SVG.
 * @param {string} slug
 * @returns {string} SVG text, decorative (the product's name stands beside it)
 */
export function picture(slug) {
  const shadow = '<ellipse cx="160" cy="256" rx="96" ry="11" fill="#1c1a17" opacity=".13"/>';
  const drawing = Object.hasOwn(shapes, slug) ? shapes[slug] : '';
  return `<svg viewBox="0 0 320 320" aria-hidden="true" focusable="false">${shadow}${drawing}</svg>`;
}
