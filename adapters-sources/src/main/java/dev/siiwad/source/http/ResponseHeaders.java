package dev.siiwad.source.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The headers of an answer, whatever the case of their names. */
public final class ResponseHeaders {
    private static final Pattern LINK = Pattern.compile("<([^<>]*)>\\s*((?:;[^,;]*)*)");
    private static final Pattern RELATION = Pattern.compile(";\\s*rel\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;\"]+))");

    private final Map<String, List<String>> values;

    ResponseHeaders(Map<String, List<String>> values) {
        TreeMap<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(values);
        this.values = Collections.unmodifiableMap(copy);
    }

    /** The first header of this name. */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** All headers of this name, in order. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** A header that is a number from 0, such as {@code Content-Length}. Empty if it is missing or is no such number. */
    public OptionalLong number(String name) {
        Optional<String> text = first(name).filter(value -> value.matches("\\d{1,18}"));
        return text.isPresent() ? OptionalLong.of(Long.parseLong(text.get())) : OptionalLong.empty();
    }

    /** The entity tag, if it is a strong one: equal tags then mean equal bytes. */
    public Optional<String> strongEtag() {
        return first("ETag").map(String::strip).filter(tag -> tag.matches("\"[^\"\\p{Cntrl}]*\""));
    }

    /** Where a {@code Link} header of this relation points to, made absolute. */
    public Optional<String> link(String relation, String base) {
        for (String header : all("Link")) {
            Matcher link = LINK.matcher(header);
            while (link.find()) {
                if (relations(link.group(2)).contains(relation)) {
                    return resolve(base, link.group(1));
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> relations(String parameters) {
        List<String> relations = new ArrayList<>();
        Matcher matcher = RELATION.matcher(parameters);
        while (matcher.find()) {
            String found = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            relations.addAll(List.of(found.split("\\s+")));
        }
        return relations;
    }

    private static Optional<String> resolve(String base, String link) {
        try {
            return Optional.of(URI.create(base).resolve(link).toString());
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "headers " + values.keySet();
    }
}
