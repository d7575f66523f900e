/** Comments under TikTok videos, bought through Apify or asked of the Research API: start at {@link dev.siiwad.source.tiktok.TikTokSource}. */
package dev.siiwad.source.tiktok;
