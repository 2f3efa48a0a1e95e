/** The icons of the editor's tools, drawn like the desk's own. */

const PATHS = {
  bold: "M6 4h5a3 3 0 0 1 0 6H6V4Zm0 6h6a3 3 0 0 1 0 6H6v-6Z",
  italic: "M9 4h6M5 16h6M12 4 8 16",
  underline: "M6 3.5V9a4 4 0 0 0 8 0V3.5M5 17h10",
  text: "M4 5h12M10 5v11",
  h1: "M4 4v12M11 4v12M4 10h7M14.5 10.5 16.5 9v7",
  h2: "M4 4v12M11 4v12M4 10h7",
  h3: "M4 4v12M11 4v12M4 10h7",
  bullets: "M8 5h9M8 10h9M8 15h9M3.5 5h.1M3.5 10h.1M3.5 15h.1",
  numbers: "M8.5 5H17M8.5 10H17M8.5 15H17M3 4l1.2-.8v3.6M3 13h2l-2 3.5h2.2",
  quote: "M4 4v12M8 6h9M8 10h9M8 14h6",
  link: "M8.5 11.5a3 3 0 0 0 4.3.1l2.8-2.8a3 3 0 0 0-4.3-4.3l-1 1M11.5 8.5a3 3 0 0 0-4.3-.1l-2.8 2.8a3 3 0 0 0 4.3 4.3l1-1",
  emoji: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM7.5 8.3v.1M12.5 8.3v.1M7 11.8a3.8 3.8 0 0 0 6 0",
  picture:
    "M4 4h12a1.5 1.5 0 0 1 1.5 1.5v9A1.5 1.5 0 0 1 16 16H4a1.5 1.5 0 0 1-1.5-1.5v-9A1.5 1.5 0 0 1 4 4ZM3 14.5l4.2-4.2 3.3 3.2 2.3-2.2 4 4M13 7.6v.1",
  undo: "M4 8.5h8a4 4 0 0 1 0 8H8M4 8.5 7.5 5M4 8.5 7.5 12",
  redo: "M16 8.5H8a4 4 0 0 0 0 8h4M16 8.5 12.5 5M16 8.5 12.5 12",
  clear: "M6 4h10M11 4 9.5 10M8.6 13.5 8 16M3.5 3.5l13 13",
} as const;

export function ToolIcon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
