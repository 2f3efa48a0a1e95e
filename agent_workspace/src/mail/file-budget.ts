/** The budget of a mail's files: as many as one likes, up to so many bytes in all (ERP-013). */

export interface Sized {
  readonly size: number;
}

export interface Admission<File> {
  readonly admitted: readonly File[];
  readonly refused: readonly File[];
}

/** Admits each file that fits beside `used` of `most` bytes, in the order they were given. */
export function admit<File extends Sized>(
  files: readonly File[],
  used: number,
  most: number,
): Admission<File> {
  const admitted: File[] = [];
  const refused: File[] = [];
  let total = used;
  for (const file of files) {
    if (total + file.size > most) refused.push(file);
    else {
      admitted.push(file);
      total += file.size;
    }
  }
  return { admitted, refused };
}

export function totalBytes(files: readonly { readonly size_bytes: number }[]): number {
  return files.reduce((sum, { size_bytes }) => sum + size_bytes, 0);
}
