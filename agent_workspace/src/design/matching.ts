/** Matching what a person types against a name. */

/** Every typed word begins a word of the name; case and accents do not matter. */
export function matches(name: string, typed: string): boolean {
  const parts = fold(name).split(/[^\p{L}\p{N}]+/u);
  return fold(typed)
    .split(/[^\p{L}\p{N}]+/u)
    .every((word) => word === "" || parts.some((part) => part.startsWith(word)));
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}
