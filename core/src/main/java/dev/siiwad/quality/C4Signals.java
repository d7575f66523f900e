package dev.siiwad.quality;

import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;
import java.util.regex.Pattern;

/**
 * The rules of C4 (Raffel et al. 2020, arXiv:1910.10683, section 2.2) and mC4, as numbers, by the definitions of datatrove's {@code c4_filters.py}. C4 removes lines; a line counts
 * for the first rule that would remove it, and shares are of all lines.
 *
 * @param tooLongWord lines with a word of more than 1,000 characters
 * @param noTerminalPunct lines that end without a point, a question or exclamation mark or a quotation mark, or with an ellipsis
 * @param tooFewWords lines of fewer than 3 words
 * @param javascript lines that name JavaScript
 * @param policy lines about cookies and terms of use
 * @param numSentences sentences in the lines that are left
 * @param loremIpsum how often the filler text is named
 * @param curlyBracket how many opening curly brackets there are
 * @param longLines lines of 200 characters or more, of which mC4 wants three
 */
record C4Signals(
        double tooLongWord,
        double noTerminalPunct,
        double tooFewWords,
        double javascript,
        double policy,
        long numSentences,
        long loremIpsum,
        long curlyBracket,
        long longLines) {
    private static final int WORD_CHARS_MAX = 1000;
    private static final int LINE_WORDS_MIN = 3;
    private static final int LONG_LINE_CHARS = 200;

    /** From here on, marks end a sentence without a blank. */
    private static final int FIRST_WIDE = 0x3000;

    private static final Pattern CITATION = Pattern.compile("\\[(?:[0-9]*|edit|citation needed)]");
    private static final String ENDS = ".?!\"'";
    private static final List<String> POLICY =
            List.of("terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies");

    private enum Verdict {
        KEPT,
        TOO_LONG_WORD,
        NO_TERMINAL_PUNCT,
        TOO_FEW_WORDS,
        JAVASCRIPT,
        POLICY
    }

    static C4Signals of(String text) {
        List<String> lines = text.lines().map(String::strip).toList();
        int[] found = new int[Verdict.values().length];
        long sentences = 0;
        long longLines = 0;
        for (String line : lines) {
            String cleaned =
                    line.indexOf('[') < 0 ? line : CITATION.matcher(line).replaceAll("");
            Verdict verdict = verdict(line, cleaned);
            found[verdict.ordinal()]++;
            sentences += verdict == Verdict.KEPT ? sentences(cleaned) : 0;
            longLines += Characters.count(line) >= LONG_LINE_CHARS ? 1 : 0;
        }
        double all = lines.size();
        return new C4Signals(
                Lines.ratio(found[Verdict.TOO_LONG_WORD.ordinal()], all),
                Lines.ratio(found[Verdict.NO_TERMINAL_PUNCT.ordinal()], all),
                Lines.ratio(found[Verdict.TOO_FEW_WORDS.ordinal()], all),
                Lines.ratio(found[Verdict.JAVASCRIPT.ordinal()], all),
                Lines.ratio(found[Verdict.POLICY.ordinal()], all),
                sentences,
                GopherSignals.occurrences(text.toLowerCase(Locale.ROOT), "lorem ipsum"),
                GopherSignals.occurrences(text, "{"),
                longLines);
    }

    private static Verdict verdict(String line, String cleaned) {
        StringTokenizer words = new StringTokenizer(line);
        int count = words.countTokens();
        if (line.length() > WORD_CHARS_MAX && hasTooLongWord(words)) {
            return Verdict.TOO_LONG_WORD;
        }
        if (cleaned.isEmpty() || ENDS.indexOf(cleaned.charAt(cleaned.length() - 1)) < 0 || cleaned.endsWith("...")) {
            return Verdict.NO_TERMINAL_PUNCT;
        }
        if (count < LINE_WORDS_MIN) {
            return Verdict.TOO_FEW_WORDS;
        }
        String lower = cleaned.toLowerCase(Locale.ROOT);
        if (lower.contains("javascript")) {
            return Verdict.JAVASCRIPT;
        }
        return POLICY.stream().anyMatch(lower::contains) ? Verdict.POLICY : Verdict.KEPT;
    }

    private static boolean hasTooLongWord(StringTokenizer words) {
        while (words.hasMoreTokens()) {
            if (Characters.count(words.nextToken()) > WORD_CHARS_MAX) {
                return true;
            }
        }
        return false;
    }

    /** Where a mark that ends one is followed by a blank and no small letter, or is a wide one, and one more for what is left. */
    private static int sentences(String line) {
        int sentences = 0;
        boolean open = false;
        boolean ended = false;
        for (int i = 0; i < line.length(); ) {
            int c = line.codePointAt(i);
            i += Character.charCount(c);
            if (ended && Characters.isBlank(c)) {
                boolean goesOn = i < line.length() && Character.isLowerCase(line.codePointAt(i));
                sentences += goesOn ? 0 : 1;
                open = goesOn;
                ended = false;
            } else if (c >= FIRST_WIDE && Characters.endsSentence(c)) {
                sentences++;
                open = false;
                ended = false;
            } else if (Characters.endsSentence(c)) {
                ended = true;
                open = true;
            } else if (!ended || Character.isLetterOrDigit(c)) {
                ended = false;
                open |= !Characters.isBlank(c);
            }
        }
        return sentences + (open ? 1 : 0);
    }
}
