import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Avatar } from "@besedka/ui";

const drawn = (props: Parameters<typeof Avatar>[0]) => renderToStaticMarkup(createElement(Avatar, props));

test("without a picture the initials stand", () => {
  expect(drawn({ name: "Anna Petrova", seed: 3 })).toContain(">AP</span>");
  expect(drawn({ name: "Anna Petrova", picture: undefined })).not.toContain("<img");
});

test("a picture lies over the initials until it has come", () => {
  const html = drawn({ name: "Anna Petrova", picture: "/v1/projects/1/pictures/3007" });
  expect(html).toContain('src="/v1/projects/1/pictures/3007"');
  expect(html).toContain("AP<img");
  expect(html).toContain('alt=""');
});
