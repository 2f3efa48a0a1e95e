import { describe, expect, it } from "vitest";
import { takeMailState } from "~/mail/case-state";
import { caseMail, caseRecord } from "./kit";

const recipients = [{ address: "customer@shop.example", state: "failed" as const, detail: "550" }];

describe("what is told of a mail that went out", () => {
  const record = caseRecord({
    mails: [caseMail(), caseMail({ id: "out", direction: "out", state: "queued" })],
  });

  it("changes that mail alone", () => {
    const change = { message_id: "out", case_id: "case", state: "failed" as const, recipients };
    const next = takeMailState(record, change);
    expect(next?.mails[1]).toMatchObject({ id: "out", state: "failed", recipients });
    expect(next?.mails[0]).toBe(record.mails[0]);
  });

  it("about an unknown mail asks for the case to be read anew", () => {
    const change = { message_id: "other", case_id: "case", state: "queued" as const, recipients };
    expect(takeMailState(record, change)).toBeNull();
  });
});
