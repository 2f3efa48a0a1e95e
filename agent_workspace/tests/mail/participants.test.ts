import { describe, expect, it } from "vitest";
import { openingOf } from "~/mail/opening";
import { answered, blindCopies, participants } from "~/mail/participants";
import { caseMail, caseRecord, mailFile } from "./kit";

const box = (address: string) => ({ name: "", address });

describe("whom an answer goes to (ERP-002)", () => {
  const crowded = caseRecord({
    senders: ["help@company.example", "Sales@company.example"],
    mails: [
      caseMail({
        to: [box("HELP@company.example"), box("partner@shop.example")],
        cc: [
          box("boss@shop.example"),
          box("sales@company.example"),
          box("Customer@shop.example"),
          box("Partner@shop.example"),
        ],
      }),
    ],
  });

  it("is the writer alone for a reply", () => {
    expect(participants("reply", crowded)).toEqual({ to: ["customer@shop.example"], cc: [] });
  });

  it("is everybody once, without the company's own addresses, for a reply to all", () => {
    expect(participants("reply_all", crowded)).toEqual({
      to: ["customer@shop.example"],
      cc: ["partner@shop.example", "boss@shop.example"],
    });
  });

  it("is open when a mail is passed on", () => {
    expect(participants("forward", crowded)).toEqual({ to: [], cc: [] });
  });

  it("is the writer for a follow-up, and copies go to nobody", () => {
    expect(participants("follow_up", crowded)).toEqual({ to: ["customer@shop.example"], cc: [] });
  });

  it("is whom a colleague wrote to, where the mail is a colleague's own", () => {
    const own = caseMail({ from: box("help@company.example"), to: [box("a@b.example")] });
    expect(participants("reply", caseRecord({ mails: [own] })).to).toEqual(["a@b.example"]);
  });

  it("is the customer where no mail has come in yet", () => {
    expect(participants("reply", caseRecord({ mails: [] })).to).toEqual(["customer@shop.example"]);
  });

  it("follows the customer's last mail, not a machine's", () => {
    const mails = [
      caseMail({ id: "first" }),
      caseMail({ id: "second" }),
      caseMail({ id: "answer", direction: "out" }),
      caseMail({ id: "away", mail_kind: "auto_reply" }),
    ];
    expect(answered(mails)?.id).toBe("second");
    expect(answered(mails.slice(2))?.id).toBe("away");
    expect(answered([])).toBeNull();
  });

  it("go where the writer wants answers", () => {
    const home = { name: "Customer", address: "home@shop.example" };
    const mail = caseMail({ reply_to: [home], cc: [{ name: "", address: "boss@shop.example" }] });
    const record = caseRecord({ mails: [mail] });
    expect(participants("reply", record).to).toEqual(["home@shop.example"]);
    expect(participants("reply_all", record)).toEqual({
      to: ["home@shop.example"],
      cc: ["boss@shop.example"],
    });
    expect(participants("follow_up", record).to).toEqual(["customer@shop.example"]);
  });

  it("never go to the company, whoever asks for that", () => {
    const own = { name: "", address: "help@company.example" };
    const record = caseRecord({ mails: [caseMail({ reply_to: [own] })] });
    expect(participants("reply", record).to).toEqual(["customer@shop.example"]);
  });

  it("are those of the mail that was chosen", () => {
    const chosen = caseMail({ id: "first", from: { name: "", address: "first@shop.example" } });
    const record = caseRecord({ mails: [chosen, caseMail()] });
    expect(participants("reply", record, chosen).to).toEqual(["first@shop.example"]);
    const opening = openingOf("reply", record, "", chosen);
    expect(opening).toMatchObject({ answers: "first", to: ["first@shop.example"] });
    expect(openingOf("reply", record, "").answers).toBe("mail");
  });

  it("take the files along where they are passed on, pictures of the text too (ERP-017)", () => {
    const photo = mailFile({ id: "photo", inline: true });
    const record = caseRecord({ mails: [caseMail({ attachments: [mailFile(), photo] })] });
    const ids = openingOf("forward", record, "").attachments.map(({ id }) => id);
    expect(ids).toEqual([mailFile().id, "photo"]);
    expect(openingOf("reply_all", record, "").attachments).toEqual([]);
  });
});

it("are also those who were copied blind: nothing else shows that they got it", () => {
  const sent = ["Ada@shop.example", "bob@shop.example", "boss@shop.example"].map((address) => ({
    address,
    state: "accepted" as const,
    detail: "",
  }));
  const to = [box("ada@shop.example")];
  const mail = caseMail({ direction: "out", to, cc: [box("bob@shop.example")], recipients: sent });
  expect(blindCopies(mail)).toEqual(["boss@shop.example"]);
  expect(blindCopies(caseMail())).toEqual([]);
});
