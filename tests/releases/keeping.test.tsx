import { renderToStaticMarkup } from "react-dom/server";
import { createRoutesStub } from "react-router";
import { expect, it } from "vitest";
import { Hindered } from "../../app/features/releases/ui/keeping.tsx";
import { messagesIn } from "../../app/i18n.server.ts";
import { timelessId } from "../../app/platform/ids.ts";
import { WordsContext } from "../../app/ui/words.ts";

const seen = {
  id: timelessId(),
  title: "A pump",
  language: "en" as const,
  space: timelessId(),
  stage: "building" as const,
  extra: null,
  path: "/ideas/pump",
  people: [],
  unnamed: 0,
};
const unseen = timelessId();

/** What hinders a release: an idea that its keeper sees, and one that is hidden from him. */
function hindered(mayRemove: boolean): string {
  const Page = createRoutesStub([
    {
      path: "/",
      Component: () => (
        <Hindered
          hindered={[
            { idea: seen.id, code: "release_stage" },
            { idea: unseen, code: "not_found" },
            { idea: "", code: "release_nobody" },
          ]}
          reply={undefined}
          ideas={[seen]}
          mayRemove={mayRemove}
        />
      ),
    },
  ]);
  return renderToStaticMarkup(
    <WordsContext value={messagesIn("en")}>
      <Page />
    </WordsContext>,
  );
}

it("an idea that is not seen any more can be taken out where it hinders a draft, others in their own place", () => {
  const html = hindered(true);
  expect(html).toContain("“A pump”");
  expect([...html.matchAll(/name="idea" value="(\w+)"/g)].map(([, idea]) => idea)).toEqual([unseen]);
  expect(html.match(/<button[^>]*value="remove"/g)).toHaveLength(1);
  expect(hindered(false)).not.toContain("<form");
});
