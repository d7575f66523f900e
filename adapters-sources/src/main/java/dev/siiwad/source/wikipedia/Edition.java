package dev.siiwad.source.wikipedia;

import dev.siiwad.source.http.Checksum;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** In which form Wikimedia publishes a wiki. */
enum Edition {
    /** MediaWiki Content File Exports, made monthly: parts by page, and SHA-256. */
    CONTENT(
            "20\\d{2}-\\d{2}-\\d{2}",
            "[a-z_]+-\\d{4}-\\d{2}-\\d{2}-p(\\d{1,18})(?:p\\d{1,18}|r(\\d{1,18})r\\d{1,18})\\.xml\\.bz2",
            Optional.of(Checksum.Kind.SHA256)),
    /** The dumps of old, twice a month at most: multistream, and SHA-1. */
    CLASSIC(
            "20\\d{6}",
            "[a-z_]+-\\d{8}-pages-articles-multistream\\d{0,6}\\.xml(?:-p(\\d{1,18})p\\d{1,18})?\\.bz2()?",
            Optional.of(Checksum.Kind.SHA1)),
    /** Dumps of the search index, made weekly: the text as MediaWiki rendered it, in numbered files without checksums. */
    CIRRUS("20\\d{6}", "[a-z_]+_content-\\d{8}-(\\d{1,9})\\.json\\.(?:bz2|gz)()", Optional.empty());

    private final Pattern date;
    private final Pattern file;
    private final Optional<Checksum.Kind> checksum;

    Edition(String date, String file, Optional<Checksum.Kind> checksum) {
        this.date = Pattern.compile(date);
        this.file = Pattern.compile(file);
        this.checksum = checksum;
    }

    /** @throws IllegalArgumentException if there is none of this name */
    static Edition of(String name) {
        return Arrays.stream(values())
                .filter(edition -> edition.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "edition is \"" + name + "\"; expected " + CONTENT + ", " + CLASSIC + " or " + CIRRUS));
    }

    boolean isDate(String text) {
        return date.matcher(text).matches();
    }

    /** A date in either form, {@code 20261101} or {@code 2026-11-01}, as this edition writes it. */
    String date(String asked) {
        String digits = asked.replace("-", "");
        return this == CONTENT
                ? digits.substring(0, 4) + "-" + digits.substring(4, 6) + "-" + digits.substring(6)
                : digits;
    }

    /** Whether a file holds pages, and not the index to them or anything else. */
    boolean isPages(String name) {
        return file.matcher(name).matches();
    }

    /** The first page that a file holds, or else its number among the files; -1 where it holds all pages. */
    long firstPage(String name) {
        return number(name, 1);
    }

    /** The first revision that a file holds of a page that is in several; -1 where it holds all. */
    long firstRevision(String name) {
        return number(name, 2);
    }

    private long number(String name, int group) {
        Matcher matcher = file.matcher(name);
        return Optional.ofNullable(matcher.matches() ? matcher.group(group) : null)
                .filter(found -> !found.isEmpty())
                .map(Long::parseLong)
                .orElse(-1L);
    }

    /** Which checksum its files are listed with. */
    Optional<Checksum.Kind> checksum() {
        return checksum;
    }

    /** As it is asked for. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
