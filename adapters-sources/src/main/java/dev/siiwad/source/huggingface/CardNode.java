package dev.siiwad.source.huggingface;

import dev.siiwad.source.SourceException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A place in the YAML of a card. Every scalar is the text that is written, so that a configuration may be called {@code no} or {@code 1.0}; anchors are
 * followed, and what {@code <<} merges counts where a mapping does not say otherwise.
 */
final class CardNode {
    private static final String MERGE = "<<";

    private final String origin;
    private final Optional<Node> node;

    private CardNode(String origin, Optional<Node> node) {
        this.origin = origin;
        this.node = node;
    }

    /**
     * @param origin the dataset and the file, for messages
     * @param root null if there is nothing, as the parser has it
     */
    static CardNode of(String origin, Node root) {
        return new CardNode(origin, Optional.ofNullable(root));
    }

    /** What is written, if it is a scalar that is not null. */
    Optional<String> text() {
        return node.filter(
                        found -> found instanceof ScalarNode && !found.getTag().equals(Tag.NULL))
                .map(found -> ((ScalarNode) found).getValue());
    }

    /** The items of a list; none of anything else. */
    List<CardNode> items() {
        return node.filter(SequenceNode.class::isInstance)
                .map(found -> ((SequenceNode) found)
                        .getValue().stream().map(item -> of(origin, item)).toList())
                .orElse(List.of());
    }

    boolean isMapping() {
        return node.filter(MappingNode.class::isInstance).isPresent();
    }

    boolean has(String name) {
        return members(node).found.containsKey(name);
    }

    /**
     * The member of a mapping; nothing if there is none.
     *
     * @throws SourceException if it is given twice
     */
    CardNode member(String name) throws SourceException {
        Members members = members(node);
        if (members.twice.contains(name)) {
            throw twice(name);
        }
        return members.found.getOrDefault(name, of(origin, null));
    }

    /** @throws SourceException if one is given twice */
    Map<String, CardNode> members() throws SourceException {
        Members members = members(node);
        for (String name : members.twice) {
            throw twice(name);
        }
        return members.found;
    }

    private record Members(Map<String, CardNode> found, Set<String> twice) {}

    /** Each mapping counts once, however often it is merged, so that a card cannot make this take long. */
    private Members members(Optional<Node> from) {
        Members members = new Members(new LinkedHashMap<>(), new LinkedHashSet<>());
        Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Node> next = new ArrayDeque<>(from.map(List::of).orElse(List.of()));
        while (!next.isEmpty()) {
            if (next.pop() instanceof MappingNode mapping && seen.add(mapping)) {
                List<Node> merged = addMembers(mapping, members);
                for (int i = merged.size() - 1; i >= 0; i--) {
                    next.push(merged.get(i));
                }
            }
        }
        return members;
    }

    /** What the mapping merges, the first to count first. */
    private List<Node> addMembers(MappingNode mapping, Members members) {
        List<Node> merged = new ArrayList<>();
        Set<String> own = new HashSet<>();
        for (NodeTuple member : mapping.getValue()) {
            Node value = member.getValueNode();
            String key = member.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (key.equals(MERGE)) {
                merged.addAll(value instanceof SequenceNode list ? list.getValue() : List.of(value));
            } else if (own.add(key)) {
                members.found.putIfAbsent(key, of(origin, value));
            } else {
                members.twice.add(key);
            }
        }
        return merged;
    }

    private SourceException twice(String name) {
        return new SourceException(
                origin + " has \"" + name + "\" twice in one mapping, so that it is not clear which counts");
    }
}
