import { expect, it } from "vitest";
import { imageMarkup } from "~/knowledge/image-markup";

const URL = `/api/v1/images/${"0a".repeat(16)}`;
const IMAGE = {
  id: "0a",
  url: URL,
  width: 20,
  height: 30,
  size_bytes: 9,
  type: "image/png",
} as const;

it.each([
  ["", "A lamp", `![A lamp](${URL})`],
  ["Some *words*.", " A\n lamp ", `![A lamp](${URL})`],
  ["a < b", "[a] \\ b", `![\\[a\\] \\\\ b](${URL})`],
  ["<p>Words</p>", "A lamp", `<img src="${URL}" alt="A lamp" width="20" height="30">`],
  [
    "<!-- x -->",
    'A "lamp" <b> & more',
    `<img src="${URL}" alt="A &quot;lamp&quot; &lt;b> &amp; more" width="20" height="30">`,
  ],
])("writes a picture as the answer %j is written", (answer, alt, expected) => {
  expect(imageMarkup(answer, IMAGE, alt)).toBe(expected);
});
