/** Lists that come in pages, and the proof that one was read to its end: {@link dev.siiwad.paging.PagedList}. */
package dev.siiwad.paging;
