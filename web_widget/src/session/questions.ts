/** The form before a chat, as the site asked for it: one list of questions, checked before sending. */
import type { FieldMode, Prechat, Session, StartChat } from "@parley/wire";
import { type Known, type StandardField, vouchedFor } from "./known";
import { looksLikeEmail, looksLikeNumber } from "./validate";

export interface Question {
  /** As the gateway names it when it refuses an answer. */
  path: string;
  /** The site's own label; null for the gateway's own questions. */
  label: string | null;
  kind: "text" | "email" | "number";
  required: boolean;
  autocomplete: string;
}

export type Fault = "missing" | "notANumber" | "notAnEmail";

const STANDARD: readonly [StandardField, Question["kind"], string][] = [
  ["name", "text", "name"],
  ["email", "email", "email"],
  ["account_number", "text", "off"],
  ["case_number", "text", "off"],
];
const OWN = "fields.";

/** What is left to ask: nobody types what the site has vouched for. */
export function questionsOf(prechat: Prechat, met: Session["known"]): Question[] {
  const questions: Question[] = [];
  const vouched: Partial<Record<StandardField, boolean>> = vouchedFor(met);
  for (const [path, kind, autocomplete] of STANDARD) {
    const mode: FieldMode = prechat[path];
    if (mode !== "off" && !vouched[path])
      questions.push({ path, label: null, kind, required: mode === "require", autocomplete });
  }
  for (const { key, label, kind, mode } of prechat.fields ?? []) {
    if (mode === "off") continue;
    questions.push({
      path: OWN + key,
      label,
      kind,
      required: mode === "require",
      autocomplete: "off",
    });
  }
  return questions;
}

/** What is wrong with an answer, or null. */
export function faultOf({ kind, required }: Question, answer: string): Fault | null {
  if (answer.trim() === "") return required ? "missing" : null;
  if (kind === "number" && !looksLikeNumber(answer)) return "notANumber";
  return kind === "email" && !looksLikeEmail(answer) ? "notAnEmail" : null;
}

/** Answers the page gave through `identify`, by question path. */
export function answersFrom({ standard, fields }: Known): Record<string, string> {
  const own = Object.entries(fields).map(([key, value]) => [OWN + key, String(value)]);
  return { ...standard, ...Object.fromEntries(own) };
}

/** The start as the gateway takes it; what the page passed and nobody asked for goes along in `fields`. */
export function startWith(
  questions: readonly Question[],
  answers: Readonly<Record<string, string>>,
  known: Known,
  message: string,
): Omit<StartChat, "client_id"> {
  const fields: Record<string, string | number> = { ...known.fields };
  const start: Omit<StartChat, "client_id"> = { ...known.standard };
  for (const { path } of questions) {
    const answer = answers[path]?.trim() ?? "";
    if (path.startsWith(OWN)) {
      if (answer) fields[path.slice(OWN.length)] = answer;
      else delete fields[path.slice(OWN.length)];
    } else if (answer) start[path as StandardField] = answer;
    else delete start[path as StandardField];
  }
  if (Object.keys(fields).length > 0) start.fields = fields;
  if (message.trim()) start.message = message.trim();
  return start;
}
