/** A number with its noun, the French way: zero and one are singular. */

export function counted(n: number, one: string, many: string): string {
  return `${n}\u00a0${Math.abs(n) < 2 ? one : many}`;
}
