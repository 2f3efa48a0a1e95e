/** The English of the text editor. */

export const editor = {
  editor: {
    tools: "Text tools",
    bold: "Bold",
    italic: "Italic",
    underline: "Underline",
    heading: "Line style",
    text: "Text",
    h1: "Heading 1",
    h2: "Heading 2",
    h3: "Heading 3",
    bullets: "List",
    numbers: "Numbered list",
    quote: "Quote",
    link: "Link",
    emoji: "Emoji",
    undo: "Undo",
    redo: "Redo",
    clear: "Clear formatting",
    address: "Address of the link",
    apply: "Apply",
    unlink: "Remove link",
    notAnAddress: "That is no address a link could lead to.",
  },
};
