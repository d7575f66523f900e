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

    private final PageText text;
    private final TemplateText templates;
    private final Namespaces namespaces;
    /** Whether what links show is kept from being taken for markup: since version 3. */
    private final boolean shielded;

    private final BuiltText out;
    private final Openers openers = new Openers();
    /** Up to here, the text is in {@link #out} or replaced. */
    private int done;
    /** Single brackets and braces of this line that wait for their closers: these are text. */
    private int singleBrackets;

    private int singleBraces;
    /** Where the next closer of language variants is; -1 if there is none. */
    private int variantsEnd;

    Nesting(String text, TemplateText templates, Namespaces namespaces, int version) {
        this.text = new PageText(text);
        this.shielded = version > 2;
        this.templates = templates;
        this.namespaces = namespaces;
        this.out = new BuiltText(text.length());
    }

    String resolve() {
        int at = 0;
        while (at < text.length()) {
            if (isPlain(text.charAt(at))) {
                at++;
            } else {
                text.appendTo(out, done, at);
                at = step(at);
                done = at;
            }
        }
        text.appendTo(out, done, text.length());
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
        openers.push(new Opener(kind, out.length(), text.onBlankLine(at), kind == Kind.BRACES ? length : 0));
        return at + length;
    }

    private int newline(int at) {
        boolean blankLine = text.onBlankLine(at);
        while (openers.innermost().filter(opener -> endsHere(opener, blankLine)).isPresent()) {
            endUnclosed(openers.pop());
        }
        out.append('\n');
        text.newline(at + 1);
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
        return namespaces.isFile(out.substring(link.start, end));
    }

    private int braces(int at) {
        int length = text.run(at, '{');
        if (length > 1) {
            return open(Kind.BRACES, at, length);
        }
        if (text.isAt(at + 1, '|') && text.onBlankLine(at)) {
            return open(Kind.TABLE, at, 2);
        }
        if (at > done && text.isAt(at - 1, '-') && !openers.isFull() && variantsEndBehind(at)) {
            out.cutTo(out.length() - 1);
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
        int end = at + text.run(at, '}');
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
        if (left > 0 && text.isAt(end, '-') && openers.innermostIs(Kind.VARIANTS)) {
            Opener variants = openers.pop();
            out.replace(variants.start, out.length(), Variants.first(out.substring(variants.start, out.length())));
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
                : templates.shown(TemplateCall.of(opener, out), opener.onBlankLine && text.endsBlank(at + taken));
        boolean hidden = Marks.showsNothing(kept);
        out.cutTo(opener.start);
        append(kept.isEmpty() ? GONE : kept, at + taken);
        if (opener.braces - taken > 1) {
            opener.closed(taken);
            openers.push(opener);
        } else if (kept.equals(PIPE)) {
            openers.innermost().ifPresent(outer -> outer.pipe(out.length() - 1));
        }
        text.blankTo(opener.onBlankLine && hidden ? at + taken : at);
        return taken;
    }

    /** Appends what a template or link shows, without making one run of its apostrophes and those beside it. */
    private void append(String shown, int next) {
        if (shown.charAt(0) == '\'' && out.length() > 0 && out.charAt(out.length() - 1) == '\'') {
            out.append(Marks.JOINT);
        }
        out.append(shown);
        if (shown.charAt(shown.length() - 1) == '\'' && text.isAt(next, '\'')) {
            out.append(Marks.JOINT);
        }
    }

    private String defaultValue(Opener parameter) {
        return parameter.pipes() == 0
                ? ""
                : out.substring(parameter.start(1), out.length()).strip();
    }

    private int brackets(int at) {
        int length = text.run(at, '[');
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
        int end = at + text.run(at, ']');
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
        String written = Link.text(target, label, namespaces).orElse(GONE);
        String shown = shielded ? shielded(written, label.isPresent()) : written;
        if (end == out.length()) {
            out.cutTo(link.start);
            append(shown, next);
        } else {
            out.replace(link.start, end, shown);
        }
    }

    /** A title is shown with its apostrophes, and no colon in a link ends the term of a definition. */
    private String shielded(String shown, boolean labelled) {
        String title = labelled ? shown : Marks.shielded(shown, '\'');
        return text.isTerm() ? Marks.shielded(title, ':') : title;
    }

    private int pipe(int at) {
        boolean closesTemplate = text.isAt(at + 2, '}') && openers.innermostIs(Kind.BRACES);
        boolean closesTable = text.isAt(at + 1, '}') && !closesTemplate && text.onBlankLine(at);
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
            if (table.get().onBlankLine) {
                text.blankTo(end);
            }
        }
        return end;
    }

    /** See {@link Wikitext} for what this does and why. */
    private void endUnclosed(Opener opener) {
        switch (opener.kind) {
            case VARIANTS -> out.replace(opener.start, opener.start, "-{");
            case LINK -> showLink(opener, endOfLine(opener.start), text.length());
            case BRACES, TABLE -> out.replace(opener.start, endOfParagraph(opener.start), GONE);
            case HTML_TABLE -> {}
        }
    }

    private int endOfLine(int from) {
        int end = out.indexOf('\n', from);
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
}
