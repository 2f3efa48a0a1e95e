/** The site's colour, corrected for light and dark, as custom properties. */
import { contrast, inkOn, legibleOn, mix, parseHex, type Rgb, toHex, WHITE } from "./contrast";

/** The surfaces of design/tokens.css that carry accent-coloured text. */
const LIGHT_GROUND: Rgb = [255, 255, 255];
const DARK_GROUND: Rgb = [33, 31, 29];

const TEXT = 4.5;
const FALLBACK: Rgb = [12, 107, 101];

export interface Theme {
  /** Fill of buttons and own messages. */
  accent: string;
  accentHover: string;
  /** Text and icons on that fill. */
  onAccent: string;
  /** Links and marks on the plain surface. */
  accentText: string;
}

export function themeFor(brand: string | null, dark: boolean): Theme {
  const ground = dark ? DARK_GROUND : LIGHT_GROUND;
  const colour = parseHex(brand ?? "") ?? FALLBACK;
  // A fill must stand out from the surface (3:1), and its ink from the fill (4.5:1).
  let fill = legibleOn(ground, colour, 3);
  let ink = inkOn(fill);
  if (contrast(ink, fill) < TEXT) {
    fill = legibleOn(WHITE, fill, TEXT);
    ink = inkOn(fill);
  }
  return {
    accent: toHex(fill),
    accentHover: toHex(legibleOn(ink, mix(fill, ink === WHITE ? [0, 0, 0] : WHITE, 0.12), TEXT)),
    onAccent: toHex(ink),
    accentText: toHex(legibleOn(ground, colour, TEXT)),
  };
}

/** Writes the theme where the style sheets read it; by CSSOM, as the policy forbids inline styles. */
export function applyTheme(root: HTMLElement, theme: Theme): void {
  root.style.setProperty("--accent", theme.accent);
  root.style.setProperty("--accent-hover", theme.accentHover);
  root.style.setProperty("--on-accent", theme.onAccent);
  root.style.setProperty("--accent-text", theme.accentText);
}
