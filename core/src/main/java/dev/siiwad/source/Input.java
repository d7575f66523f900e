package dev.siiwad.source;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file that documents are read from.
 *
 * @param name its path as it was given, or what it is called upstream
 * @param bytes its length, where it is pinned
 * @param digest of its bytes, where it is pinned, such as {@code sha256:} and 64 hexadecimal digits
 */
public record Input(String name, OptionalLong bytes, Optional<String> digest) {
    /** The bytes of all files; empty if there are none, or the length of one is not known. */
    public static OptionalLong bytes(List<Input> inputs) {
        return !inputs.isEmpty()
                        && inputs.stream().allMatch(input -> input.bytes().isPresent())
                ? OptionalLong.of(inputs.stream()
                        .mapToLong(input -> input.bytes().getAsLong())
                        .sum())
                : OptionalLong.empty();
    }

    public Input {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of an input is empty");
        }
        if (bytes.orElse(0) < 0) {
            throw new IllegalArgumentException(name + ": bytes is " + bytes.getAsLong() + "; expected 0 or more");
        }
    }
}
