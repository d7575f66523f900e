package dev.siiwad.source.tiktok;

import dev.siiwad.source.MalformedDocumentException;
import java.math.BigDecimal;

/** Something that was paid for and is set aside, and the place after it. */
record PaidUnit(String name, String reason, String excerpt, ApifyPosition after) {
    /** All, or all the rest, of the current paid run. */
    static PaidUnit run(ApifyPosition place, VideoList videos, String reason, BigDecimal costUsd) {
        String name = "paid-run-" + place.bought().orElseThrow().run();
        return new PaidUnit(name, reason, excerpt(place, videos), place.skipped(costUsd));
    }

    /** One item of its dataset. */
    static PaidUnit item(ApifyPosition place, VideoList videos, UnreadableItemException problem) {
        String name = "item-" + problem.offset() + "-of-"
                + place.bought().orElseThrow().dataset();
        return new PaidUnit(name, problem.getMessage(), excerpt(place, videos), place.pastUnreadable(problem.offset()));
    }

    private static String excerpt(ApifyPosition place, VideoList videos) {
        return "videos " + place.from() + "-" + place.to() + " of the list, from "
                + videos.get(place.from()).url();
    }

    MalformedDocumentException exception() {
        return MalformedDocumentException.unit(name, reason, excerpt);
    }
}
