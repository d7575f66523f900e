package dev.siiwad.paging;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Keeps account of a list that comes in pages, and takes it for whole only where that is proved: each page leads to one that was not read before, until one says
 * that it is the last; no entry comes twice; and where a total is told, there are as many entries. Asks for nothing by itself, so that whoever reads may stop
 * early, and read as they like. Used by one thread.
 *
 * <pre>{@code
 * PagedList<String> list = new PagedList<>("the list of files", "?page=1", 2000);
 * while (list.next().isPresent()) {
 *     Answer answer = ask(list.next().get());
 *     list.read(answer.names(), answer.linkToNext());
 * }
 * }</pre>
 *
 * @param <C> what a page is asked for by, such as a number, a token or an address; equal ones mean the same page
 */
public final class PagedList<C> {
    private static final int QUOTED_CHARS_MAX = 200;

    private final String name;
    private final int pagesMax;
    private final Map<C, Integer> pages = new HashMap<>();
    private final Map<Object, Integer> entries = new HashMap<>();
    private Optional<C> next;

    /**
     * @param name in messages, such as {@code org/name: the list of files}
     * @param first what the first page is asked for by
     * @param pagesMax a list that is longer is refused
     */
    public PagedList(String name, C first, int pagesMax) {
        this.name = name;
        this.pagesMax = pagesMax;
        this.next = Optional.of(first);
    }

    /** What the next page is asked for by; empty once the list was read to its end. */
    public Optional<C> next() {
        return next;
    }

    /** How many pages have been read. */
    public int pages() {
        return pages.size();
    }

    /**
     * Takes account of the page that {@link #next} is asked for by, of a list that tells no total. A page that was refused may be asked for and given again.
     *
     * @param found the entries on it, or what tells them from one another
     * @param following where it leads to; empty if it says that it is the last
     * @throws IncompleteListException if it leads to a page that was read already, or repeats an entry, or there are too many pages
     */
    public void read(Collection<?> found, Optional<C> following) throws IncompleteListException {
        read(found, following, OptionalLong.empty());
    }

    /**
     * The same, of a list that tells how many entries it has.
     *
     * @param total what this page says, if it does; at the end there must be as many
     * @throws IncompleteListException also if there are more or fewer entries than that
     */
    public void read(Collection<?> found, Optional<C> following, OptionalLong total) throws IncompleteListException {
        C asked = next.orElseThrow(() -> new IllegalStateException(name + ": was read to its end"));
        int page = pages.computeIfAbsent(asked, first -> pages.size() + 1);
        for (Object entry : found) {
            Integer before = entries.putIfAbsent(entry, page);
            if (before != null) {
                throw incomplete("page " + page + " holds " + quoted(entry) + ", which page " + before + " has held");
            }
        }
        if (following.isPresent() && pages.containsKey(following.get())) {
            throw incomplete("page " + page + " leads to " + quoted(following.get())
                    + " as the next one, which was page " + pages.get(following.get()));
        }
        if (following.isPresent() && page == pagesMax) {
            throw incomplete("page " + page + " is not the last one; at most " + pagesMax + " are read");
        }
        boolean enough = following.isPresent() ? entries.size() <= total.orElse(entries.size()) : isAll(total);
        if (!enough) {
            throw incomplete(entries.size() + " came on " + page + " pages, of " + total.getAsLong() + " in all");
        }
        next = following;
    }

    private boolean isAll(OptionalLong total) {
        return total.orElse(entries.size()) == entries.size();
    }

    private IncompleteListException incomplete(String problem) {
        return new IncompleteListException(name + ": " + problem + ". What came is not known to be the whole list");
    }

    private static String quoted(Object value) {
        String text = String.valueOf(value).replaceAll("\\p{Cntrl}", " ");
        return '"' + (text.length() > QUOTED_CHARS_MAX ? text.substring(0, QUOTED_CHARS_MAX) + "…" : text) + '"';
    }
}
