/** The texts of a crawl archive: {@link example.warc.WetSource}. */
package example.warc;
