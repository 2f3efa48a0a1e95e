/** A number with its noun, the English way: one thing, but zero things. */

export function counted(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}
