import { expect, it } from "vitest";
import { mayStart } from "../../src/session/state";

it.each([
  [true, false, true],
  [false, true, true],
  [false, false, false],
])("lets a conversation begin where somebody or the assistant answers", (open, bot, may) => {
  expect(mayStart({ open, bot })).toBe(may);
});
