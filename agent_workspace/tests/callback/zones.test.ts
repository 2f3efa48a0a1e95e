import { describe, expect, it } from "vitest";
import { instantOf, ownZone, rfc3339, wallTime, zones } from "~/callback/zones";

describe("a time on a wall somewhere (CBK-005)", () => {
  it.each([
    ["2026-03-02", "10:00", "Europe/Paris", "2026-03-02T09:00:00.000Z"],
    ["2026-07-02", "10:00", "Europe/Paris", "2026-07-02T08:00:00.000Z"],
    ["2026-03-02", "10:00", "America/New_York", "2026-03-02T15:00:00.000Z"],
    ["2026-03-02", "10:15", "Asia/Kathmandu", "2026-03-02T04:30:00.000Z"],
    ["2026-03-02", "00:00", "Pacific/Kiritimati", "2026-03-01T10:00:00.000Z"],
    ["2026-03-02", "23:59", "Pacific/Pago_Pago", "2026-03-03T10:59:00.000Z"],
    ["2026-03-29", "01:59", "Europe/Paris", "2026-03-29T00:59:00.000Z"],
    ["2026-03-29", "03:00", "Europe/Paris", "2026-03-29T01:00:00.000Z"],
  ])("%s %s in %s is %s", (day, time, zone, moment) => {
    const at = instantOf({ day, time }, zone);
    expect(at === null ? null : new Date(at).toISOString()).toBe(moment);
    expect(wallTime(Date.parse(moment), zone)).toEqual({ day, time });
  });

  it.each([
    ["Europe/Paris", "2026-03-02T10:00:00+01:00"],
    ["America/St_Johns", "2026-03-02T05:30:00-03:30"],
    ["UTC", "2026-03-02T09:00:00+00:00"],
  ])("is told to the gateway with the offset of %s", (zone, written) => {
    expect(rfc3339(Date.parse("2026-03-02T09:00Z"), zone)).toBe(written);
  });

  it("that the clocks skip does not exist", () => {
    expect(instantOf({ day: "2026-03-29", time: "02:30" }, "Europe/Paris")).toBeNull();
    expect(instantOf({ day: "", time: "02:30" }, "Europe/Paris")).toBeNull();
  });

  it("that the clocks show twice is taken the first time", () => {
    expect(instantOf({ day: "2026-10-25", time: "02:30" }, "Europe/Paris")).toBe(
      Date.parse("2026-10-25T00:30:00Z"),
    );
  });

  it("is offered for one's own zone first", () => {
    const all = zones("Europe/Paris");
    expect(all[0]).toBe("Europe/Paris");
    expect(new Set(all).size).toBe(all.length);
    expect(zones(ownZone())).toContain("America/New_York");
  });
});
