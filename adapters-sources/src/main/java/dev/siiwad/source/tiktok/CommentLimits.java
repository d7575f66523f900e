package dev.siiwad.source.tiktok;

/**
 * How many comments are wanted.
 *
 * @param total of the whole run, malformed ones included; it only says where to stop, and may change between attempts
 * @param perVideo may not change: what is bought depends on it
 */
public record CommentLimits(long total, int perVideo) {
    public static final long TOTAL_DEFAULT = 30_000;
    public static final long TOTAL_MAX = 1_000_000_000;
    /** Apify: about what videos of this kind have, so that a list of common length stays within the common budget. */
    public static final int PER_VIDEO_APIFY_DEFAULT = 300;
    /** Research API: as many as it gives. */
    public static final int PER_VIDEO_RESEARCH_DEFAULT = 1000;

    public static final int PER_VIDEO_MAX = 50_000;

    public CommentLimits {
        if (total < 1 || total > TOTAL_MAX) {
            throw new IllegalArgumentException("max comments is " + total + "; expected 1 to " + TOTAL_MAX);
        }
        if (perVideo < 1 || perVideo > PER_VIDEO_MAX) {
            throw new IllegalArgumentException("max per video is " + perVideo + "; expected 1 to " + PER_VIDEO_MAX);
        }
    }
}
