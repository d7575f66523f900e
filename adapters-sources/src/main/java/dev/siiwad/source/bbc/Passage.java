package dev.siiwad.source.bbc;

import java.util.ArrayList;
import java.util.List;

/** One step through an article's body, in the page's order. */
record Passage(Kind kind, String text) {
    /** A label such as "Read more:" in front of links is at most this long. */
    private static final int LABEL_CHARS_MAX = 60;

    /** What is left of a request to follow the BBC elsewhere, without the names of the places, is at most this long for each of them. */
    private static final int REQUEST_CHARS_MAX = 65;

    enum Kind {
        PARAGRAPH,
        SUBHEADING,
        /** A paragraph or list that only leads to other pages. */
        PROMO,
        /** A paragraph that is nothing but a link to somewhere else. */
        LINK,
        /** A paragraph that asks to follow the BBC on other sites, or to write to it. Text in the first version. */
        FOLLOW,
        /** One of a list of nothing but links, not all of which lead to the BBC. Text in the first version. */
        ONE_OF_LINKS
    }

    static Passage paragraph(String text) {
        return new Passage(Kind.PARAGRAPH, OneLine.of(text));
    }

    static Passage subheading(String text) {
        return new Passage(Kind.SUBHEADING, OneLine.of(text));
    }

    /** A paragraph, or what it is if its links leave it no words of its own. */
    static Passage paragraph(LinkedText linked) {
        String all = OneLine.of(linked.all());
        String own = OneLine.of(linked.withoutBbc());
        String left = OneLine.of(linked.withoutLinks());
        if (linked.toBbc() && (own.isEmpty() || isLabel(own))) {
            return new Passage(Kind.PROMO, all);
        }
        if (left.length() < REQUEST_CHARS_MAX * linked.toFollow()) {
            return new Passage(Kind.FOLLOW, all);
        }
        return left.isEmpty() && !all.isEmpty() ? new Passage(Kind.LINK, all) : paragraph(all);
    }

    /** A list's items: promos if all of them are, for one point among others may well be a link. */
    static List<Passage> list(List<Passage> items) {
        if (items.stream().allMatch(item -> item.kind() == Kind.PROMO || item.kind() == Kind.FOLLOW)) {
            return items;
        }
        boolean onlyLinks = items.stream()
                .allMatch(item -> item.kind() != Kind.PARAGRAPH || item.text().isEmpty());
        boolean toBbc = items.stream().anyMatch(item -> item.kind() == Kind.PROMO);
        Kind kind = onlyLinks && toBbc ? Kind.ONE_OF_LINKS : Kind.PARAGRAPH;
        return items.stream().map(item -> new Passage(kind, item.text())).toList();
    }

    /** The lines that are text: without promos, the labels right in front of them, and subheadings over nothing but promos. */
    static List<String> lines(List<Passage> passages, Extraction extraction) {
        List<Passage> labelled = passages.stream()
                .map(passage -> new Passage(passage.asIn(extraction), passage.text()))
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

    private Kind asIn(Extraction extraction) {
        return switch (kind) {
            case FOLLOW, ONE_OF_LINKS -> extraction == Extraction.FIRST ? Kind.PARAGRAPH : Kind.PROMO;
            case LINK -> Kind.PARAGRAPH;
            default -> kind;
        };
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
