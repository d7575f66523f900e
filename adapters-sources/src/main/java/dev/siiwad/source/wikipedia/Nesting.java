package dev.siiwad.source.wikipedia;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The second step: templates, parameters, tables, links and language variants, which nest in each other. One scan; what a construct
 * encloses is in its final form in {@link #out} when its closer comes.
 */
final class Nesting {
    static final int DEPTH_MAX = 100;
    private static final int TARGET_CHARS_MAX = 300;

    private enum Kind {
        BRACES,
        LINK,
        TABLE,
        HTML_TABLE,
        VARIANTS
    }

    /** An opener that waits for its closer. {@code count} is how many of its characters have not been closed yet. */
    private static final class Frame {
        final Kind kind;
        final int start;
        final boolean onBlankLine;
        final int[] pipes = new int[KeptTemplates.ARGUMENTS_MAX + 1];
        int pipeCount;
        int count;

        Frame(Kind kind, int start, boolean onBlankLine, int count) {
            this.kind = kind;
            this.start = start;
            this.onBlankLine = onBlankLine;
            this.count = count;
        }

        void pipe(int position) {
            if (pipeCount < pipes.length) {
                pipes[pipeCount++] = position;
            }
        }

        /** Where the n-th part (the first is 0) ends in {@code out}. */
        int end(int part, StringBuilder out) {
            return part < pipeCount ? pipes[part] : out.length();
        }
    }

    private final String text;
    private final StringBuilder out;
    private final Deque<Frame> open = new ArrayDeque<>();
    /** Openers dropped because {@link #DEPTH_MAX} was reached; their closers are still to come. */
    private int dropped;
    /** Up to here, the line has nothing but blanks. */
    private int blankTo;
    /** Single brackets and braces of this line that wait for their closers: these are text. */
    private int singleBrackets;

    private int singleBraces;
    private int variantsEnd;
    private int copied;

    Nesting(String text) {
        this.text = text;
        this.out = new StringBuilder(text.length());
    }

    String resolve() {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isPlain(c)) {
                at++;
                continue;
            }
            out.append(text, copied, at);
            at = switch (c) {
                case '\n' -> newline(at);
                case '{' -> braces(at);
                case '}' -> closingBraces(at);
                case '[' -> brackets(at);
                case ']' -> closingBrackets(at);
                case '|' -> pipe(at);
                case Marks.TABLE_OPEN -> htmlTable(at);
                default -> closingHtmlTable(at);
            };
            copied = at;
        }
        out.append(text, copied, text.length());
        closeAll();
        return out.toString();
    }

    private static boolean isPlain(char c) {
        return switch (c) {
            case '\n', '{', '}', '[', ']', '|', Marks.TABLE_OPEN, Marks.TABLE_CLOSE -> false;
            default -> true;
        };
    }

    private int newline(int at) {
        boolean blankLine = onBlankLine(at);
        while (endsHere(blankLine)) {
            abandon(open.pop());
            dropped = 0;
        }
        out.append('\n');
        blankTo = at + 1;
        singleBrackets = 0;
        singleBraces = 0;
        return at + 1;
    }

    /** Links do not go on behind a blank line, nor their targets behind a line end; captions of pictures may. */
    private boolean endsHere(boolean blankLine) {
        Frame top = open.peek();
        if (top == null) {
            return false;
        }
        return switch (top.kind) {
            case VARIANTS -> blankLine;
            case LINK -> top.pipeCount == 0 || blankLine && !isFile(top);
            default -> false;
        };
    }

    private int braces(int at) {
        int count = run(at, '{');
        if (count > 1) {
            open(Kind.BRACES, at, count);
            return at + count;
        }
        if (followedBy(at + 1, '|') && onBlankLine(at)) {
            open(Kind.TABLE, at, 1);
            return at + 2;
        }
        if (at > copied && text.charAt(at - 1) == '-' && open.size() < DEPTH_MAX && variantsEndBehind(at)) {
            out.setLength(out.length() - 1);
            open(Kind.VARIANTS, at, 1);
            return at + 1;
        }
        singleBraces++;
        out.append('{');
        return at + 1;
    }

    private boolean variantsEndBehind(int at) {
        if (variantsEnd >= 0 && variantsEnd <= at) {
            variantsEnd = text.indexOf("}-", at);
        }
        return variantsEnd >= 0;
    }

    private int closingBraces(int at) {
        int end = at + run(at, '}');
        int left = end - at;
        while (left > 1) {
            if (dropped > 0) {
                dropped--;
                left = 0;
                break;
            }
            Frame frame = nearest(Kind.BRACES);
            if (frame == null) {
                break;
            }
            left -= closeBraces(frame, left, end - left);
        }
        if (left > 0 && followedBy(end, '-') && isTop(Kind.VARIANTS)) {
            closeVariants(open.pop());
            return end + 1;
        }
        int literal = left > 1 ? Math.min(left, singleBraces) : left;
        singleBraces = Math.max(0, singleBraces - literal);
        out.append("}".repeat(literal));
        return end;
    }

    /** Closes a template or, with three, a parameter, and says how many braces that took. */
    private int closeBraces(Frame frame, int available, int at) {
        popTo(frame);
        int taken = Math.min(3, Math.min(frame.count, available));
        String kept = taken == 3 ? defaultValue(frame) : keptArgument(frame);
        out.setLength(frame.start);
        out.append(kept.isEmpty() ? String.valueOf(Marks.REMOVED) : kept);
        if (frame.count - taken > 1) {
            frame.count -= taken;
            frame.pipeCount = 0;
            open.push(frame);
        }
        blankTo = frame.onBlankLine && kept.isEmpty() ? at + taken : at;
        return taken;
    }

    private String defaultValue(Frame frame) {
        return frame.pipeCount == 0 ? "" : out.substring(frame.pipes[0] + 1).strip();
    }

    private String keptArgument(Frame frame) {
        int number = KeptTemplates.argument(out.subSequence(frame.start, Math.max(frame.start, frame.end(0, out))));
        if (number == 0 || number > frame.pipeCount) {
            return "";
        }
        return KeptTemplates.value(out.substring(frame.pipes[number - 1] + 1, frame.end(number, out)), number);
    }

    private int brackets(int at) {
        int count = run(at, '[');
        if (count % 2 == 1) {
            singleBrackets++;
            out.append('[');
        }
        if (count > 1) {
            open(Kind.LINK, at, 2);
        }
        return at + count;
    }

    private int closingBrackets(int at) {
        int end = at + run(at, ']');
        int left = end - at;
        while (left > 1) {
            if (dropped > 0) {
                dropped--;
                left = 0;
                break;
            }
            Frame frame = nearestLink();
            if (frame == null) {
                break;
            }
            popTo(frame);
            showLink(frame, out.length());
            left -= 2;
        }
        int literal = left > 1 ? Math.min(left, singleBrackets) : left;
        singleBrackets = Math.max(0, singleBrackets - literal);
        out.append("]".repeat(literal));
        return end;
    }

    /** Puts what the link shows in the place of what stands from its opener to {@code end}. */
    private void showLink(Frame frame, int end) {
        int endOfTarget = Math.min(end, frame.end(0, out));
        String target = out.substring(frame.start, endOfTarget);
        Optional<String> label =
                endOfTarget == end ? Optional.empty() : Optional.of(out.substring(endOfTarget + 1, end));
        out.replace(frame.start, end, Link.text(target, label).orElse(String.valueOf(Marks.REMOVED)));
    }

    private int pipe(int at) {
        if (followedBy(at + 1, '}') && onBlankLine(at) && !(followedBy(at + 2, '}') && isTop(Kind.BRACES))) {
            Frame table = nearest(Kind.TABLE);
            if (table != null) {
                return closeTable(table, at + 2);
            }
        }
        Frame top = open.peek();
        if (top != null) {
            top.pipe(out.length());
        }
        out.append('|');
        return at + 1;
    }

    private int htmlTable(int at) {
        open(Kind.HTML_TABLE, at, 1);
        return at + 1;
    }

    private int closingHtmlTable(int at) {
        Frame table = nearest(Kind.HTML_TABLE);
        return table == null ? at + 1 : closeTable(table, at + 1);
    }

    private int closeTable(Frame table, int end) {
        if (dropped > 0) {
            dropped--;
            return end;
        }
        popTo(table);
        out.setLength(table.start);
        out.append(Marks.REMOVED);
        blankTo = table.onBlankLine ? end : blankTo;
        return end;
    }

    private void closeVariants(Frame frame) {
        String text = Variants.first(out.substring(frame.start));
        out.setLength(frame.start);
        out.append(text);
    }

    private void closeAll() {
        while (!open.isEmpty()) {
            abandon(open.pop());
        }
    }

    /** What nothing closes: see {@link Wikitext}. */
    private void abandon(Frame frame) {
        if (frame.kind == Kind.VARIANTS) {
            out.insert(frame.start, "-{");
        } else if (frame.kind == Kind.LINK) {
            showLink(frame, frame.pipeCount == 0 ? endOfLine(frame.start) : endOfParagraph(frame.start));
        } else if (frame.kind != Kind.HTML_TABLE) {
            out.replace(frame.start, endOfParagraph(frame.start), String.valueOf(Marks.REMOVED));
        }
    }

    private int endOfLine(int from) {
        int end = out.indexOf("\n", from);
        return end < 0 ? out.length() : end;
    }

    private int endOfParagraph(int from) {
        int blankLine = out.indexOf("\n\n", from);
        int heading = out.indexOf("\n==", from);
        int first = heading < 0 || blankLine >= 0 && blankLine < heading ? blankLine : heading;
        return first < 0 ? out.length() : first;
    }

    private boolean isFile(Frame link) {
        int end = Math.min(link.end(0, out), link.start + TARGET_CHARS_MAX);
        return Namespaces.isFile(out.subSequence(link.start, end));
    }

    private void open(Kind kind, int at, int count) {
        if (open.size() == DEPTH_MAX) {
            dropped++;
        } else {
            open.push(new Frame(kind, out.length(), onBlankLine(at), count));
        }
    }

    /** The innermost open frame of a kind, whatever stands open within it. */
    private Frame nearest(Kind kind) {
        for (Frame frame : open) {
            if (frame.kind == kind) {
                return frame;
            }
        }
        return null;
    }

    /** Brackets do not close a link from inside a template or table. */
    private Frame nearestLink() {
        for (Frame frame : open) {
            if (frame.kind == Kind.LINK) {
                return frame;
            }
            if (frame.kind != Kind.VARIANTS) {
                return null;
            }
        }
        return null;
    }

    private void popTo(Frame frame) {
        while (open.pop() != frame) {
            dropped = 0;
        }
    }

    private boolean isTop(Kind kind) {
        return !open.isEmpty() && open.peek().kind == kind;
    }

    private int run(int at, char c) {
        int end = at;
        while (end < text.length() && text.charAt(end) == c) {
            end++;
        }
        return end - at;
    }

    private boolean followedBy(int at, char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    /** Whether the line has nothing but blanks before this index. Looks at no character twice. */
    private boolean onBlankLine(int at) {
        while (blankTo < at && isBlank(text.charAt(blankTo))) {
            blankTo++;
        }
        return blankTo >= at;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == ':' || c == Marks.REMOVED || c == Marks.BREAK;
    }
}
