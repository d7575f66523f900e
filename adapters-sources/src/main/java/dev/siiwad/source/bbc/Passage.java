package dev.siiwad.source.bbc;

import java.util.ArrayList;
import java.util.List;

/** One step through an article's body, in the page's order. */
record Passage(Kind kind, String text) {
    /** A label such as "Read more:" in front of links is at most this long. */
    private static final int LABEL_CHARS_MAX = 60;

    enum Kind {
        PARAGRAPH,
        SUBHEADING,
        /** A paragraph or list that only leads to other pages. */
        PROMO
    }

    static Passage paragraph(String text) {
        return new Passage(Kind.PARAGRAPH, OneLine.of(text));
    }

    static Passage subheading(String text) {
        return new Passage(Kind.SUBHEADING, OneLine.of(text));
    }

    /**
     * A paragraph, or a promo if it has no words of its own.
     *
     * @param text all of it
     * @param linked whether it links to another page of the BBC
     * @param unlinked what of the text is outside such links
     */
    static Passage paragraph(String text, boolean linked, String unlinked) {
        String own = OneLine.of(unlinked);
        return linked && (own.isEmpty() || isLabel(own)) ? new Passage(Kind.PROMO, OneLine.of(text)) : paragraph(text);
    }

    /** A list's items: promos if all of them are, for one point among others may well be a link. */
    static List<Passage> list(List<Passage> items) {
        boolean onlyPromos = items.stream().allMatch(item -> item.kind() == Kind.PROMO);
        return onlyPromos
                ? items
                : items.stream().map(item -> paragraph(item.text())).toList();
    }

    /** The lines that are text: without promos, the labels right in front of them, and subheadings over nothing but promos. */
    static List<String> lines(List<Passage> passages) {
        List<Passage> labelled = passages.stream()
                .filter(passage ->
                        passage.kind() == Kind.PROMO || !passage.text().isEmpty())
                .toList();
        List<Passage> all = new ArrayList<>();
        for (int i = 0; i < labelled.size(); i++) {
            boolean beforePromo = i + 1 < labelled.size() && labelled.get(i + 1).kind() == Kind.PROMO;
            if (!(beforePromo
                    && labelled.get(i).kind() == Kind.PARAGRAPH
                    && isLabel(labelled.get(i).text()))) {
                all.add(labelled.get(i));
            }
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Kind kind = all.get(i).kind();
            if (kind == Kind.PARAGRAPH || kind == Kind.SUBHEADING && !isOverPromosOnly(all, i)) {
                lines.add(all.get(i).text());
            }
        }
        return lines;
    }

    private static boolean isOverPromosOnly(List<Passage> all, int subheading) {
        int next = subheading + 1;
        while (next < all.size() && all.get(next).kind() == Kind.PROMO) {
            next++;
        }
        boolean nothingElse = next == all.size() || all.get(next).kind() == Kind.SUBHEADING;
        return next > subheading + 1 && nothingElse;
    }

    private static boolean isLabel(String text) {
        return text.length() <= LABEL_CHARS_MAX && text.endsWith(":");
    }
}
