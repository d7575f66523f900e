package dev.siiwad.source;

/**
 * What every document of a source shares in the published columns of the same names.
 *
 * @param source the column {@code source}, such as {@code Wikipedia-Somali}
 * @param sourceType one of wiki, news, corpus, web, social
 * @param language ISO 639-1 code, such as {@code so}
 * @param license such as {@code CC-BY-SA-4.0}
 * @param domain such as {@code encyclopedia}
 * @param register such as {@code encyclopedic}
 */
public record SourceInfo(
        String source, String sourceType, String language, String license, String domain, String register) {}
