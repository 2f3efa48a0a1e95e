/** The subject of an answer: one prefix however often a mail went to and fro, one case number. */

/** What mail programs put before a subject they answer or pass on, in the languages met most. */
const PREFIX =
  /^\s*(?:re|aw|antw|sv|vs|ref|r|rif|odp|réf|rép|réponse|fwd?|wg|tr|rv|vb|i|enc|pd)\s*(?:\[\d+\]|\(\d+\))?\s*[:：]\s*/iu;
/** The wire's limit of a line. */
const MOST_CHARS = 500;

export function replySubject(subject: string, caseNumber: string): string {
  return prefixed("Re: ", subject, caseNumber);
}

export function forwardSubject(subject: string, caseNumber: string): string {
  return prefixed("Fwd: ", subject, caseNumber);
}

/** A mail of one's own about the case answers nothing, so nothing stands before its subject. */
export function followUpSubject(subject: string, caseNumber: string): string {
  return prefixed("", subject, caseNumber);
}

/** The subject without what was put before it and without this case's mark. */
export function plainSubject(subject: string, caseNumber: string): string {
  let rest = subject.replaceAll(mark(caseNumber), " ").replace(/\s+/gu, " ").trim();
  for (let shorter = cut(rest); shorter !== rest; shorter = cut(rest)) rest = shorter;
  return rest;
}

function prefixed(prefix: string, subject: string, caseNumber: string): string {
  const end = ` ${mark(caseNumber)}`;
  const plain = plainSubject(subject, caseNumber).slice(0, MOST_CHARS - prefix.length - end.length);
  return (prefix + plain.trim() + end).trim().replace(/\s{2,}/gu, " ");
}

function cut(text: string): string {
  return text.replace(PREFIX, "").trim();
}

function mark(caseNumber: string): string {
  return `[#${caseNumber}]`;
}
