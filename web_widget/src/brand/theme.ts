/** The site's colour, corrected for light and dark, as custom properties. */
import { contrast, inkOn, legibleOn, mix, parseHex, type Rgb, toHex, WHITE } from "./contrast";

/** `--surface` of design/tokens.css, on which controls lie. */
const LIGHT_SURFACE: Rgb = WHITE;
const DARK_SURFACE: Rgb = [33, 31, 29];
/** `--sunken`: of all grounds with accent-coloured text the one nearest to it. */
const LIGHT_SUNKEN: Rgb = [241, 238, 233];
const DARK_SUNKEN: Rgb = [46, 43, 40];

const TEXT = 4.5;
const CONTROL = 3;
const VISIBLE = 1.2;
const FALLBACK: Rgb = [12, 107, 101];

export interface Theme {
  /** Fill of buttons and own messages. */
  accent: string;
  accentHover: string;
  /** The edge of controls with that fill. */
  accentEdge: string;
  /** Text and icons on that fill. */
  onAccent: string;
  /** Links and marks on any surface. */
  accentText: string;
}

export function themeFor(brand: string | null, dark: boolean): Theme {
  const surface = dark ? DARK_SURFACE : LIGHT_SURFACE;
  const sunken = dark ? DARK_SUNKEN : LIGHT_SUNKEN;
  const colour = parseHex(brand ?? "") ?? FALLBACK;
  // A fill stays as the site chose it where it can be told from the surface at all; its edge stands out (3:1),
  // and its ink from the fill (4.5:1).
  let fill = legibleOn(surface, colour, VISIBLE);
  let ink = inkOn(fill);
  if (contrast(ink, fill) < TEXT) {
    fill = legibleOn(WHITE, fill, TEXT);
    ink = inkOn(fill);
  }
  return {
    accent: toHex(fill),
    accentHover: toHex(legibleOn(ink, mix(fill, ink === WHITE ? [0, 0, 0] : WHITE, 0.12), TEXT)),
    accentEdge: toHex(legibleOn(surface, fill, CONTROL)),
    onAccent: toHex(ink),
    accentText: toHex(legibleOn(sunken, colour, TEXT)),
  };
}

/** Writes the theme where the style sheets read it; by CSSOM, as the policy forbids inline styles. */
export function applyTheme(root: HTMLElement, theme: Theme): void {
  root.style.setProperty("--accent", theme.accent);
  root.style.setProperty("--accent-hover", theme.accentHover);
  root.style.setProperty("--accent-edge", theme.accentEdge);
  root.style.setProperty("--on-accent", theme.onAccent);
  root.style.setProperty("--accent-text", theme.accentText);
}
