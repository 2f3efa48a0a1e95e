/** The desk's part for mail: cases, drafts, uploads, tabs, wired once. */

import type { Locale, MailFile } from "@parley/wire";
import type { ReadonlySignal } from "@preact/signals";
import { CaseFinder } from "~/cases/case-finder";
import { tellCutOff } from "~/composer/cut-off";
import { Uploads } from "~/composer/uploads";
import type { CommandPorts } from "~/desk/command-ports";
import { OpenTabs } from "~/desk/open-tabs";
import { randomId } from "~/desk/random-id";
import type { ComingPictures } from "~/editor/coming-pictures";
import { CaseBook } from "~/mail/case-book";
import { admit, totalBytes } from "~/mail/file-budget";
import { MailDrafts } from "~/mail/mail-drafts";
import type { DeskEvent } from "~/state/events";
import type { Kept } from "~/storage/kept";
import { CaseRequests } from "~/transport/cases";
import type { Upload } from "~/transport/upload";
import { fileSize } from "~/words/calendar";

/** Before a case is read, its tab shows what its line in the list said. */
interface CaseTab {
  readonly id: string;
  readonly number: string;
  readonly customer: string;
}

export interface MailDesk {
  readonly book: CaseBook;
  readonly drafts: MailDrafts;
  readonly uploads: Uploads<MailFile>;
  readonly finder: CaseFinder;
  readonly tabs: OpenTabs<CaseTab>;
  readonly requests: CaseRequests;
  belongTo(kept: Kept): void;
  follow(event: DeskEvent): void;
}

export interface MailDeskPorts extends CommandPorts {
  readonly locale: ReadonlySignal<Locale>;
  readonly coming: ComingPictures;
  token(): string | null;
}

export function buildMailDesk(ports: MailDeskPorts): MailDesk {
  const { words, toasts, explain } = ports;
  const requests = new CaseRequests(ports.token);
  const finder = new CaseFinder(requests);
  const tabs = new OpenTabs<CaseTab>("case-tabs");

  const drafts = new MailDrafts({
    keep: (caseId, draftId, draft) => requests.keepDraft(caseId, draftId, draft),
    discard: (caseId, draftId) => requests.discardDraft(caseId, draftId),
    send: (caseId, draftId, key) => requests.send(caseId, draftId, key),
    read: async (caseId, draftId) =>
      (await requests.read(caseId)).drafts.find((draft) => draft.id === draftId) ?? null,
    onSent: (draft) => {
      toasts.say(words.peek().mail.onItsWay, "done");
      void book.refresh(draft.caseId);
    },
    onGone: (draftId) => {
      tellCutOff(draftId, { ...ports, uploads });
    },
    waits: (draftId) => uploads.of(draftId).length > 0 || ports.coming.waits(draftId),
    explain,
    newId: randomId,
    mostBytes: () => ports.state.peek().settings.max_mail_files_bytes,
    signature: () => ports.state.peek().preferences.signature,
    later: (act, ms) => {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
  });

  const uploads: Uploads<MailFile> = new Uploads({
    admit: (draftId, files) => {
      const attached = drafts.drafts.peek()[draftId]?.writing.attachments ?? [];
      const rising = uploads.of(draftId).reduce((sum, { file }) => sum + file.size, 0);
      const most = ports.state.peek().settings.max_mail_files_bytes;
      const { admitted, refused } = admit(files, totalBytes(attached) + rising, most);
      const limit = fileSize(most, ports.locale.peek());
      for (const { name } of refused) toasts.say(words.peek().mail.tooMuch(name, limit), "problem");
      return admitted;
    },
    send: (draftId, file, onProgress): Upload<MailFile> =>
      requests.attach(drafts.drafts.peek()[draftId]?.caseId ?? "", file, onProgress),
    keep: (draftId, file) => {
      const attached = drafts.drafts.peek()[draftId]?.writing.attachments ?? [];
      drafts.change(draftId, { attachments: [...attached, file] });
    },
    tellFailure: (file, reason) =>
      toasts.say(reason || words.peek().composer.uploadFailed(file.name), "problem"),
  });

  const book = new CaseBook({ requests, onAsk: () => drafts.listen(), explain });

  return {
    book,
    drafts,
    uploads,
    finder,
    tabs,
    requests,
    belongTo: (kept) => {
      drafts.belongTo(kept);
      tabs.belongTo(kept);
      finder.forget();
    },
    follow: (event) => {
      book.follow(event);
      if (event.type === "snapshot") drafts.resume();
      if (event.type === "customer.erased") {
        for (const id of event.payload.case_ids) {
          drafts.dropCase(id);
          tabs.close(id);
        }
      }
      const changes = ["interaction", "mail", "snapshot", "auto_log", "customer.erased"].includes(
        event.type,
      );
      const looking = ports.view.place.peek() === "cases" && tabs.shown.peek() === null;
      if (changes && looking) void finder.look();
      if (event.type === "link" && event.link.state === "signed_out") {
        drafts.leave();
        finder.forget();
      }
    },
  };
}
