/** `answer`, or a rejection with `complaint` when it takes longer than `ms`. */
export async function inTime<T>(answer: Promise<T>, ms: number, complaint: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(complaint)), ms);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
