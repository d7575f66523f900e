package dev.siiwad.source.bbc;

import dev.siiwad.paging.IncompleteListException;
import dev.siiwad.paging.PagedList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The pages of one topic, of which each links to the last one. A topic moves on while it is read: it may lose a page, not several, and a page never holds just
 * what another one holds.
 */
final class TopicPages {
    /** As many pages as a topic of the site can link to. */
    private static final int PAGES_MAX = 9999;

    private final String topic;
    private final PagedList<Integer> pages;
    private int announced = 1;

    TopicPages(String topic) {
        this.topic = topic;
        this.pages = new PagedList<>(topic, 1, PAGES_MAX);
    }

    /** The address of the page to read next; empty after the last. */
    Optional<String> next() {
        return pages.next().map(page -> page == 1 ? topic : topic + "?page=" + page);
    }

    /** @throws IncompleteListException if this cannot be the page that was asked for */
    void read(ListPage page) throws IncompleteListException {
        int number = pages.next().orElseThrow();
        announced = Math.max(announced, page.lastPage());
        if (number < page.lastPage()) {
            pages.read(List.of(page.links()), Optional.of(number + 1));
        } else {
            int all = announced - number <= 1 ? number : announced;
            pages.read(List.of(page.links()), Optional.empty(), OptionalLong.of(all));
        }
    }
}
