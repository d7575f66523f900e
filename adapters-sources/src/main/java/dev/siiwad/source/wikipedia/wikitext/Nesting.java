package dev.siiwad.source.wikipedia.wikitext;

import dev.siiwad.source.wikipedia.wikitext.Opener.Kind;
import java.util.Optional;

/**
 * The second step: templates, parameters, tables, links and language variants, which nest in each other. One scan; what a construct
 * encloses is in {@link #out} in its final form when its closer comes.
 */
final class Nesting {
    private static final String GONE = String.valueOf(Marks.REMOVED);
    private static final String PIPE = "|";
    private static final int TARGET_CHARS_MAX = 300;
    private static final int PARAMETER_BRACES = 3;

    private final String text;
    private final TemplateText templates;
    private final Namespaces namespaces;
    private final StringBuilder out;
    private final Openers openers = new Openers();
    /** Up to here, the text is in {@link #out} or replaced. */
    private int done;
    /** Up to here, the line has nothing but blanks. */
    private int blankTo;
    /** Single brackets and braces of this line that wait for their closers: these are text. */
    private int singleBrackets;

    private int singleBraces;
    /** Where the next closer of language variants is; -1 if there is none. */
    private int variantsEnd;

    Nesting(String text, TemplateText templates, Namespaces namespaces) {
        this.text = text;
        this.templates = templates;
        this.namespaces = namespaces;
        this.out = new StringBuilder(text.length());
    }

    String resolve() {
        int at = 0;
        while (at < text.length()) {
            if (isPlain(text.charAt(at))) {
                at++;
            } else {
                out.append(text, done, at);
                at = step(at);
                done = at;
            }
        }
        out.append(text, done, text.length());
        while (!openers.isEmpty()) {
            endUnclosed(openers.pop());
        }
        return out.toString();
    }

    private static boolean isPlain(char c) {
        if (c < '[') {
            return c != '\n';
        }
        return c > '}'
                ? c != Marks.TABLE_OPEN && c != Marks.TABLE_CLOSE
                : c != '{' && c != '}' && c != '[' && c != ']' && c != '|';
    }

    /** Handles what is there, and gives the index after it. */
    private int step(int at) {
        return switch (text.charAt(at)) {
            case '\n' -> newline(at);
            case '{' -> braces(at);
            case '}' -> closingBraces(at);
            case '[' -> brackets(at);
            case ']' -> closingBrackets(at);
            case '|' -> pipe(at);
            case Marks.TABLE_OPEN -> open(Kind.HTML_TABLE, at, 1);
            default -> closeTable(Kind.HTML_TABLE, at + 1);
        };
    }

    private int open(Kind kind, int at, int length) {
        openers.push(new Opener(kind, out.length(), onBlankLine(at), kind == Kind.BRACES ? length : 0));
        return at + length;
    }

    private int newline(int at) {
        boolean blankLine = onBlankLine(at);
        while (openers.innermost().filter(opener -> endsHere(opener, blankLine)).isPresent()) {
            endUnclosed(openers.pop());
        }
        out.append('\n');
        blankTo = at + 1;
        singleBrackets = 0;
        singleBraces = 0;
        return at + 1;
    }

    /** Links do not go on after a blank line, nor their targets after a line end; captions of pictures may. */
    private boolean endsHere(Opener opener, boolean blankLine) {
        return switch (opener.kind) {
            case VARIANTS -> blankLine;
            case LINK -> opener.pipes() == 0 || blankLine && !isFile(opener);
            default -> false;
        };
    }

    private boolean isFile(Opener link) {
        int end = Math.min(link.end(0, out.length()), link.start + TARGET_CHARS_MAX);
        return namespaces.isFile(out.subSequence(link.start, end));
    }

    private int braces(int at) {
        int length = run(at, '{');
        if (length > 1) {
            return open(Kind.BRACES, at, length);
        }
        if (isAt(at + 1, '|') && onBlankLine(at)) {
            return open(Kind.TABLE, at, 2);
        }
        if (at > done && isAt(at - 1, '-') && !openers.isFull() && variantsEndBehind(at)) {
            out.setLength(out.length() - 1);
            return open(Kind.VARIANTS, at, 1);
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
            Optional<Opener> opener = openers.innermost(Kind.BRACES);
            if (openers.closesUncounted()) {
                left -= 2;
            } else if (opener.isPresent()) {
                left -= closeBraces(opener.get(), left, end - left);
            } else {
                break;
            }
        }
        if (left > 0 && isAt(end, '-') && openers.innermostIs(Kind.VARIANTS)) {
            Opener variants = openers.pop();
            out.replace(variants.start, out.length(), Variants.first(out.substring(variants.start)));
            return end + 1;
        }
        int literal = left > 1 ? Math.min(left, singleBraces) : left;
        singleBraces = Math.max(0, singleBraces - literal);
        out.append("}".repeat(literal));
        return end;
    }

    /** Closes a template or, with three, a parameter, and says how many braces that took. */
    private int closeBraces(Opener opener, int available, int at) {
        openers.popTo(opener);
        int taken = Math.min(PARAMETER_BRACES, Math.min(opener.braces, available));
        String kept = taken == PARAMETER_BRACES
                ? defaultValue(opener)
                : templates.shown(TemplateCall.of(opener.parts(out, out.length())), isAlone(opener, at + taken));
        boolean hidden = Marks.showsNothing(kept);
        out.setLength(opener.start);
        append(kept.isEmpty() ? GONE : kept, at + taken);
        if (opener.braces - taken > 1) {
            opener.closed(taken);
            openers.push(opener);
        } else if (kept.equals(PIPE)) {
            openers.innermost().ifPresent(outer -> outer.pipe(out.length() - 1));
        }
        blankTo = opener.onBlankLine && hidden ? at + taken : at;
        return taken;
    }

    /** Appends what a template or link shows, without making one run of its apostrophes and those beside it. */
    private void append(String shown, int next) {
        if (shown.charAt(0) == '\'' && out.length() > 0 && out.charAt(out.length() - 1) == '\'') {
            out.append(Marks.JOINT);
        }
        out.append(shown);
        if (shown.charAt(shown.length() - 1) == '\'' && isAt(next, '\'')) {
            out.append(Marks.JOINT);
        }
    }

    /** Whether nothing but a template is on its line. */
    private boolean isAlone(Opener template, int end) {
        int next = end;
        while (next < text.length() && isBlank(text.charAt(next))) {
            next++;
        }
        return template.onBlankLine && (next == text.length() || text.charAt(next) == '\n');
    }

    private String defaultValue(Opener parameter) {
        return parameter.pipes() == 0 ? "" : out.substring(parameter.start(1)).strip();
    }

    private int brackets(int at) {
        int length = run(at, '[');
        if (length % 2 == 1) {
            singleBrackets++;
            out.append('[');
        }
        if (length > 1) {
            open(Kind.LINK, at, 2);
        }
        return at + length;
    }

    private int closingBrackets(int at) {
        int end = at + run(at, ']');
        int left = end - at;
        while (left > 1) {
            Optional<Opener> link = openers.innermostLink();
            if (!openers.closesUncounted()) {
                if (link.isEmpty()) {
                    break;
                }
                openers.popTo(link.get());
                showLink(link.get(), out.length(), end - left + 2);
            }
            left -= 2;
        }
        int literal = left > 1 ? Math.min(left, singleBrackets) : left;
        singleBrackets = Math.max(0, singleBrackets - literal);
        out.append("]".repeat(literal));
        return end;
    }

    /**
     * Puts what the link shows in the place of what is from its opener to {@code end}.
     *
     * @param next the index in the page after the link
     */
    private void showLink(Opener link, int end, int next) {
        int endOfTarget = Math.min(end, link.end(0, out.length()));
        String target = out.substring(link.start, endOfTarget);
        Optional<String> label =
                endOfTarget == end ? Optional.empty() : Optional.of(out.substring(endOfTarget + 1, end));
        String shown = Link.text(target, label, namespaces).orElse(GONE);
        if (end == out.length()) {
            out.setLength(link.start);
            append(shown, next);
        } else {
            out.replace(link.start, end, shown);
        }
    }

    private int pipe(int at) {
        boolean closesTemplate = isAt(at + 2, '}') && openers.innermostIs(Kind.BRACES);
        boolean closesTable = isAt(at + 1, '}') && !closesTemplate && onBlankLine(at);
        if (closesTable && openers.innermost(Kind.TABLE).isPresent()) {
            return closeTable(Kind.TABLE, at + 2);
        }
        openers.innermost().ifPresent(opener -> opener.pipe(out.length()));
        out.append('|');
        return at + 1;
    }

    private int closeTable(Kind kind, int end) {
        Optional<Opener> table = openers.innermost(kind);
        if (table.isPresent() && !openers.closesUncounted()) {
            openers.popTo(table.get());
            out.replace(table.get().start, out.length(), GONE);
            blankTo = table.get().onBlankLine ? end : blankTo;
        }
        return end;
    }

    /** See {@link Wikitext} for what this does and why. */
    private void endUnclosed(Opener opener) {
        switch (opener.kind) {
            case VARIANTS -> out.insert(opener.start, "-{");
            case LINK -> showLink(opener, endOfLine(opener.start), text.length());
            case BRACES, TABLE -> out.replace(opener.start, endOfParagraph(opener.start), GONE);
            case HTML_TABLE -> {}
        }
    }

    private int endOfLine(int from) {
        int end = out.indexOf("\n", from);
        return end < 0 ? out.length() : end;
    }

    private int endOfParagraph(int from) {
        int end = endOfLine(from);
        while (end < out.length() && !startsBehind(end, '\n') && !startsBehind(end, '=')) {
            end = endOfLine(end + 1);
        }
        return end;
    }

    private boolean startsBehind(int newline, char c) {
        return newline + 1 < out.length() && out.charAt(newline + 1) == c;
    }

    private int run(int at, char c) {
        int end = at;
        while (isAt(end, c)) {
            end++;
        }
        return end - at;
    }

    private boolean isAt(int at, char c) {
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
