package dev.siiwad.publish;

/**
 * A document of a published dataset, as far as others are compared with it.
 *
 * @param id its column {@code id}
 */
public record PublishedText(String id, String text) {}
