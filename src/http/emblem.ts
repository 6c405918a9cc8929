/** The emblem of Newswire, an N whose wire ends in a signal, as SVG that asks for nothing else. */
export const EMBLEM =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32" role="img" aria-label="Newswire">' +
  '<rect width="32" height="32" rx="7" fill="#14283c"/>' +
  '<path d="M9 24V10l13 13V13" fill="none" stroke="#fff" stroke-width="3.5" stroke-linecap="round" stroke-linejoin="round"/>' +
  '<circle cx="22" cy="8" r="3.5" fill="#ff4d3d"/>' +
  '</svg>';

export const EMBLEM_ADDRESS = `data:image/svg+xml,${encodeURIComponent(EMBLEM)}`;
