package dev.siiwad.source.wikipedia.wikitext;

import dev.siiwad.source.wikipedia.wikitext.Opener.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The brackets that are open, innermost first; at most {@value #DEPTH_MAX}. Those opened beyond that are only counted, so that their
 * closers go with them.
 */
final class Openers {
    static final int DEPTH_MAX = 100;

    private final Deque<Opener> open = new ArrayDeque<>();
    private int uncounted;

    boolean isFull() {
        return open.size() == DEPTH_MAX;
    }

    void push(Opener opener) {
        if (isFull()) {
            uncounted += Math.max(1, opener.braces / 2);
        } else {
            open.push(opener);
        }
    }

    /** Whether a closer belongs to an opener that was only counted. */
    boolean closesUncounted() {
        if (uncounted == 0) {
            return false;
        }
        uncounted--;
        return true;
    }

    Optional<Opener> innermost() {
        return Optional.ofNullable(open.peek());
    }

    boolean innermostIs(Kind kind) {
        return !open.isEmpty() && open.peek().kind == kind;
    }

    /** The innermost of a kind, whatever is open within it. */
    Optional<Opener> innermost(Kind kind) {
        for (Opener opener : open) {
            if (opener.kind == kind) {
                return Optional.of(opener);
            }
        }
        return Optional.empty();
    }

    /** The innermost link, unless a template or table is open within it: what is in these does not close it. */
    Optional<Opener> innermostLink() {
        for (Opener opener : open) {
            if (opener.kind == Kind.LINK) {
                return Optional.of(opener);
            }
            if (opener.kind != Kind.VARIANTS) {
                break;
            }
        }
        return Optional.empty();
    }

    /** Takes an opener and all within it. */
    void popTo(Opener opener) {
        while (pop() != opener) {}
    }

    Opener pop() {
        uncounted = 0;
        return open.pop();
    }

    boolean isEmpty() {
        return open.isEmpty();
    }
}
