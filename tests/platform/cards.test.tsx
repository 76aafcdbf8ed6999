import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { cardAnswer, cardSize, drawable, renderCard } from "../../app/platform/cards.server.ts";
import { CardFrame, cardLook } from "../../app/ui/card.tsx";

function Card({ words }: { words: string }) {
  const { paper, ink, display } = cardLook;
  return (
    <div style={{ display: "flex", width: "100%", height: "100%", background: paper, color: ink }}>
      <div style={{ fontFamily: display, fontSize: 80 }}>{words}</div>
    </div>
  );
}

/** How many points of a picture are not as light as paper. */
async function inked(png: Buffer): Promise<number> {
  const { data } = await sharp(png).greyscale().raw().toBuffer({ resolveWithObject: true });
  return data.reduce((sum, light) => sum + (light < 128 ? 1 : 0), 0);
}

describe("a card", () => {
  it("is a picture of its size, with the words drawn", async () => {
    const png = await renderCard(<Card words="Łéa Привет" />);
    expect(await sharp(png).metadata()).toMatchObject({ format: "png", ...cardSize });
    expect(await inked(png)).toBeGreaterThan(1_000);
    expect(await inked(await renderCard(<Card words="" />))).toBe(0);
  });

  it("has a frame with the name of the place, in fonts that are there", async () => {
    const framed = (site: string) => renderCard(<CardFrame site={site}>{null}</CardFrame>);
    expect(await inked(await framed("Atelier Soleil"))).toBeGreaterThan((await inked(await framed(""))) + 500);
    const inFont = (fontFamily: string) =>
      renderCard(<div style={{ display: "flex", fontFamily, fontSize: 60 }}>Rag</div>);
    expect((await inFont(cardLook.text)).equals(await inFont(cardLook.display))).toBe(false);
  });

  it("draws what looks like markup as it stands", async () => {
    const plain = await inked(await renderCard(<Card words="bl" />));
    const marked = await inked(await renderCard(<Card words={'<b>l</b>&amp;"'} />));
    expect(marked).toBeGreaterThan(plain * 2);
  });

  it("leaves out what no font has, and cuts what is too long", () => {
    expect(drawable("  Zoë \u{1f44d}\u202e  Ελένη\n", 40)).toBe("Zoë Ελένη");
    expect(drawable("日本", 40)).toBe("");
    expect(drawable("e\u0301te\u0301", 40)).toBe("été");
    expect(drawable("a".repeat(50), 10)).toBe(`${"a".repeat(9)}…`);
  });

  it("is sent once to whoever keeps it, and drawn once for the same facts", async () => {
    let drawn = 0;
    const draw = () => {
      drawn++;
      return <Card words="Zoë" />;
    };
    const ask = (facts: unknown, known?: string) =>
      cardAnswer(
        new Request("http://caco.test/card.png", { headers: known ? { "If-None-Match": known } : {} }),
        facts,
        draw,
      );
    const first = await ask(["Zoë", 3]);
    expect(first.headers.get("Content-Type")).toBe("image/png");
    const tag = first.headers.get("ETag") ?? "";
    expect((await ask(["Zoë", 3], `W/${tag}`)).status).toBe(304);
    expect((await ask(["Zoë", 3])).status).toBe(200);
    expect(drawn).toBe(1);
    const other = await ask(["Zoë", 4], tag);
    expect([other.status, drawn]).toEqual([200, 2]);
    expect(other.headers.get("ETag")).not.toBe(tag);
  });
});
