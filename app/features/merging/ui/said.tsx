/** Words of somebody about an idea, as they were written. */
export function Said({ html }: { html: string }) {
  // Sanitised when it was written, in `platform/markdown`.
  return <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />;
}
