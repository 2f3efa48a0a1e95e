/** Cases over HTTP: find, read, change; keep, throw away and send drafts. */

import type {
  BlockedSenders,
  Case,
  CaseStatus,
  Cases,
  Draft,
  Level,
  Mailboxes,
  MailFile,
  NotifyOfCase,
  Ok,
  OpenCase,
  ResolveMail,
  SaveDraft,
  SavedDraft,
  SentMail,
} from "@parley/wire";
import { ask } from "~/transport/http";
import { type Upload, upload } from "~/transport/upload";

export interface CaseQuery {
  readonly status: CaseStatus | null;
  readonly mine: boolean;
  readonly drafts: boolean;
  readonly spam: boolean;
  readonly text: string;
}

/** What is named changes; the rest stays. */
export interface CaseChange {
  readonly subject?: string;
  readonly status?: CaseStatus;
  readonly priority?: Level;
  readonly severity?: Level;
}

/** Every method rejects with a `Refusal`. */
export class CaseRequests {
  constructor(private readonly token: () => string | null) {}

  find(
    { status, mine, drafts, spam, text }: CaseQuery,
    after: string | null = null,
  ): Promise<Cases> {
    const query = new URLSearchParams();
    if (status !== null) query.set("status", status);
    if (mine) query.set("mine", "1");
    if (drafts) query.set("drafts", "1");
    if (spam) query.set("spam", "1");
    if (after !== null) query.set("after", after);
    if (text.trim() !== "") query.set("q", text.trim());
    return this.ask("GET", `/api/v1/cases?${query}`);
  }

  /** How the mailboxes are; for supervisors. */
  mailboxes(): Promise<Mailboxes> {
    return this.ask("GET", "/api/v1/mailboxes");
  }

  /** Opens a case for a mail that answers none; repeating it opens none twice. */
  open(wanted: OpenCase): Promise<Case> {
    return this.ask("POST", "/api/v1/cases", wanted);
  }

  read(caseId: string): Promise<Case> {
    return this.ask("GET", casePath(caseId));
  }

  change(caseId: string, change: CaseChange): Promise<Case> {
    return this.ask("PATCH", casePath(caseId), change);
  }

  /** Deletes it with everything written in it, for good. */
  remove(caseId: string): Promise<Ok> {
    return this.ask("DELETE", casePath(caseId));
  }

  /** Tells people where it stands; repeating it with the same `client_id` tells nobody twice. */
  notify(caseId: string, wanted: NotifyOfCase): Promise<Ok> {
    return this.ask("POST", `${casePath(caseId)}/notify`, wanted);
  }

  /** Closes it as spam; mail of an address that is blocked asks for nobody any more. */
  markSpam(caseId: string, block: string | null): Promise<Case> {
    return this.ask("POST", `${casePath(caseId)}/spam`, { block });
  }

  unmarkSpam(caseId: string): Promise<Case> {
    return this.ask("DELETE", `${casePath(caseId)}/spam`);
  }

  blockedSenders(after: string | null = null): Promise<BlockedSenders> {
    const query = after === null ? "" : `?${new URLSearchParams({ after })}`;
    return this.ask("GET", `/api/v1/blocked-senders${query}`);
  }

  unblock(address: string): Promise<Ok> {
    return this.ask("DELETE", `/api/v1/blocked-senders/${encodeURIComponent(address)}`);
  }

  /** Merges a case into another, and gives that one. */
  merge(caseId: string, into: string): Promise<Case> {
    return this.ask("POST", `${casePath(caseId)}/merge`, { into });
  }

  /** Gives the case again that was merged. */
  undoMerge(caseId: string): Promise<Case> {
    return this.ask("DELETE", `${casePath(caseId)}/merge`);
  }

  /** Moves a mail into another case, and gives that one. */
  moveMail(mailId: string, into: string): Promise<Case> {
    return this.ask("POST", `/api/v1/mails/${encodeURIComponent(mailId)}/move`, { into });
  }

  async keepDraft(caseId: string, draftId: string, draft: SaveDraft): Promise<Draft> {
    return (await this.ask<SavedDraft>("PUT", draftPath(caseId, draftId), draft)).draft;
  }

  discardDraft(caseId: string, draftId: string): Promise<Ok> {
    return this.ask("DELETE", draftPath(caseId, draftId));
  }

  /** Repeating it with the same `key` sends nothing twice. */
  send(caseId: string, draftId: string, key: string): Promise<SentMail> {
    return ask({
      method: "POST",
      path: `${draftPath(caseId, draftId)}/send`,
      token: this.token(),
      headers: { "Idempotency-Key": key },
    });
  }

  resolve(mailId: string, action: ResolveMail["action"]): Promise<SentMail> {
    return this.ask("POST", `/api/v1/mails/${encodeURIComponent(mailId)}/resolve`, { action });
  }

  attach(caseId: string, file: File, onProgress: (fraction: number) => void): Upload<MailFile> {
    return upload(`${casePath(caseId)}/attachments`, file, this.token(), onProgress);
  }

  private ask<Answer>(
    method: "GET" | "PUT" | "POST" | "PATCH" | "DELETE",
    path: string,
    body?: object,
  ): Promise<Answer> {
    return ask({ method, path, token: this.token(), ...(body === undefined ? {} : { body }) });
  }
}

function casePath(caseId: string): string {
  return `/api/v1/cases/${encodeURIComponent(caseId)}`;
}

function draftPath(caseId: string, draftId: string): string {
  return `${casePath(caseId)}/drafts/${encodeURIComponent(draftId)}`;
}
