package dev.siiwad.source.sprakbanken;

import java.util.Map;
import java.util.Optional;

/**
 * An element of a corpus whose sentences make one document.
 *
 * @param text counts the elements {@code text} and {@code text2} from 1; 0 outside of all
 * @param page counts the elements {@code page} of the text, or of the corpus outside of all texts, from 1; 0 if the unit is not a page
 * @param attributes its own and, where they have no such name, those of the elements around it
 */
record Unit(long text, long page, Map<String, String> attributes) {
    private static final String PAGE_ADDRESS = "page_purl";

    Unit {
        attributes = Map.copyOf(attributes);
    }

    /** What no unit encloses. */
    static Unit rest() {
        return new Unit(0, 0, Map.of());
    }

    /** Such as {@code text=12}. */
    String name() {
        if (text == 0) {
            return page == 0 ? "rest" : "page=" + page;
        }
        return page == 0 ? "text=" + text : "text=" + text + "/page=" + page;
    }

    /** The address of the page, if the unit is a page that has one of its own. */
    Optional<String> pageAddress() {
        return page == 0
                ? Optional.empty()
                : Optional.ofNullable(attributes.get(PAGE_ADDRESS)).filter(Unit::isAddress);
    }

    static boolean isAddress(String text) {
        return text.startsWith("http://") || text.startsWith("https://");
    }
}
