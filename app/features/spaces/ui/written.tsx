/** What a space wrote about itself: HTML that `platform/markdown` made safe when it was written. */
export function Written({ html, language }: { html: string; language: string }) {
  return <div className="prose" lang={language} dangerouslySetInnerHTML={{ __html: html }} />;
}
