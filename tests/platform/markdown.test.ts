import { describe, expect, test } from "vitest";
import { Invalid, Refused, TooMany } from "../../app/platform/errors.ts";
import { longestSource, plainText, renderMarkdown } from "../../app/platform/markdown.server.ts";
import { everyXss, xss } from "../support/xss.ts";

/** What HTML is left when each tag written exactly as allowed is taken out. */
function withoutAllowedTags(html: string): string {
  const plain = /<\/?(?:h[3-6]|p|blockquote|ul|ol|li|pre|code|strong|em|del|table|thead|tbody|tr|th|td|a)>/g;
  const withAttributes =
    /<(?:[bh]r \/|ol start="\d+"|t[hd] align="(?:left|center|right)"|img src="\/files\/[0-9a-hjkmnp-tv-z]{26}" alt="[^"<>]*" loading="lazy" \/|a(?: href="(?:https?:\/\/|mailto:|\/(?![/\\]))[^"<>]*")? rel="nofollow ugc noopener")>/g;
  return html.replace(plain, "").replace(withAttributes, "");
}

describe("what people write", () => {
  test.each([
    ["# One\n\n## Two\n\n###### Six", "<h3>One</h3>\n<h4>Two</h4>\n<h6>Six</h6>"],
    ["*a* **b** ~~c~~ `d`", "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code></p>"],
    ["one\ntwo", "<p>one<br />two</p>"],
    ["- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"],
    ["3. c", '<ol start="3">\n<li>c</li>\n</ol>'],
    ["> said", "<blockquote>\n<p>said</p>\n</blockquote>"],
    ["```js\na < b\n```", "<pre><code>a &lt; b\n</code></pre>"],
    ["[a](https://a.org)", '<p><a href="https://a.org" rel="nofollow ugc noopener">a</a></p>'],
    ["see www.a.org", '<p>see <a href="http://www.a.org" rel="nofollow ugc noopener">www.a.org</a></p>'],
    ["![a tree](https://a.org/x.png)", "<p>a tree</p>"],
    ["5 < 6 & <b>bold</b>", "<p>5 &lt; 6 &amp; &lt;b&gt;bold&lt;/b&gt;</p>"],
    ["<div>\nwhole\n</div>", "<p>&lt;div&gt;\nwhole\n&lt;/div&gt;</p>"],
    ["  ", ""],
  ])("%j is shown as %j", async (source, html) => {
    expect(await renderMarkdown(source)).toBe(html);
  });

  test("a table keeps its alignment and a task its state", async () => {
    const html = await renderMarkdown("|a|b|\n|:-|-:|\n|1|2|\n\n- [x] done\n- [ ] open");
    expect(html).toContain('<th align="left">a</th>');
    expect(html).toContain('<td align="right">2</td>');
    expect(html).toMatch(/☑ done[^]*☐ open/);
  });

  test("the words alone make an excerpt", async () => {
    const html = await renderMarkdown('# A & B\n\nSay "no" to <b>bold</b>\n\n- one\n- two');
    expect(plainText(html)).toBe('A & B Say "no" to <b>bold</b> one two');
  });
});

describe("a picture in a text", () => {
  const id = "0123456789abcdefghjkmnpqrs";

  test("is shown when it is a file of this place, with its words", async () => {
    const html = await renderMarkdown(`See ![a "lamp" <b>](/files/${id}) here`);
    expect(html).toBe(`<p>See <img src="/files/${id}" alt="a &quot;lamp&quot; &lt;b&gt;" loading="lazy" /> here</p>`);
    expect(plainText(html)).toBe("See here");
  });

  test.each([
    `/files/${id}?small`,
    `/files/${id}/../../signout`,
    `/files/${id.toUpperCase()}`,
    "/files/short",
    "/signout",
    `//evil.invalid/files/${id}`,
    `https://evil.invalid/files/${id}`,
    `files/${id}`,
    `/files/${id}%22onerror=alert(1)`,
    "data:image/png;base64,AAAA",
  ])("is but its words when it is %s", async (address) => {
    expect(await renderMarkdown(`![a lamp](${address})`)).toBe("<p>a lamp</p>");
    expect(await renderMarkdown(`![a lamp][x]\n\n[x]: <${address}>`)).toBe("<p>a lamp</p>");
    expect(await renderMarkdown(`<img src="${address}" onerror="alert(1)">`)).not.toContain("<img");
  });
});

describe("attacks", () => {
  test.each(Object.entries(xss))("%s: nothing but allowed tags comes out", async (_, payloads) => {
    for (const payload of payloads) {
      expect(withoutAllowedTags(await renderMarkdown(payload)), payload).not.toMatch(/[<>]/);
    }
  });

  test("no attack works inside a list, a quote, a table or a link either", async () => {
    for (const payload of everyXss.filter((text) => text.length < 200)) {
      const inside = `- ${payload}\n\n> ${payload}\n\n|a|\n|-|\n|${payload}|\n\n[${payload}](${payload})`;
      expect(withoutAllowedTags(await renderMarkdown(inside)), payload).not.toMatch(/[<>]/);
    }
  });

  test("no link leads to a script, a file or another host by a missing scheme", async () => {
    for (const payload of everyXss) {
      const html = await renderMarkdown(payload);
      for (const [, href = ""] of html.matchAll(/ href="([^"]*)"/g)) {
        const scheme = new URL(href.replaceAll("&amp;", "&"), "https://caco.invalid").protocol;
        expect(["https:", "http:", "mailto:"], payload).toContain(scheme);
        expect(href, payload).not.toMatch(/^[\\/]{2}/);
      }
    }
  });
});

describe("texts made to take long", () => {
  test("of one person wait two at a time, so that others are not kept waiting", async () => {
    const bomb = "_a__".repeat(5_000);
    const mine = Array.from({ length: 6 }, () => renderMarkdown(bomb, "mallory").catch((error: unknown) => error));
    await expect(renderMarkdown("**hello**", "ann")).resolves.toBe("<p><strong>hello</strong></p>");
    const outcomes = await Promise.all(mine);
    expect(outcomes.filter((outcome) => outcome instanceof TooMany)).toHaveLength(3);
  });

  test("a run of a thousand signs is refused before any work", async () => {
    await expect(renderMarkdown(`a ${"*".repeat(1_000)}`)).rejects.toEqual(new Refused("text_too_complex"));
  });

  test("a text over the limit is refused before any work", async () => {
    await expect(renderMarkdown("_a__".repeat(25_000))).rejects.toThrow(Invalid);
    await expect(renderMarkdown("x".repeat(longestSource))).resolves.toContain("xxx");
  });

  test("5,000 quotes in each other come out as few, or not at all", async () => {
    const outcome = await renderMarkdown(`${">".repeat(5_000)} deep`).catch((error: unknown) => error);
    if (typeof outcome === "string") expect(outcome.split("<blockquote>").length - 1).toBeLessThanOrEqual(50);
    else expect(outcome).toEqual(new Refused("text_too_complex"));
  });

  test("honest texts beside bombs are rendered, and the bombs end", { timeout: 30_000 }, async () => {
    const bombs = ["_a__", "[", "![[]()", "<a", "`a``", "* a\n * b\n"].map((part) =>
      renderMarkdown(part.repeat(Math.floor(longestSource / part.length))).catch((error: unknown) => error),
    );
    const honest = await Promise.all(["**one**", "two", "three"].map((text) => renderMarkdown(text)));
    expect(honest).toEqual(["<p><strong>one</strong></p>", "<p>two</p>", "<p>three</p>"]);
    for (const outcome of await Promise.all(bombs)) {
      if (typeof outcome !== "string") expect(outcome).toEqual(new Refused("text_too_complex"));
    }
    expect(await renderMarkdown("after")).toBe("<p>after</p>");
  });
});
