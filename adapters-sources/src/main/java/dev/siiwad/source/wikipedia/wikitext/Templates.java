package dev.siiwad.source.wikipedia.wikitext;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The templates of one Wikipedia, as {@link TemplateFamilies} knows them, for one page. One that is not known shows, in running text, the one argument
 * that reads like words; one without such an argument leaves a hole that is counted.
 */
final class Templates implements TemplateText {
    private static final String HOLE = String.valueOf(Marks.HOLE);
    private static final String NOTHING = String.valueOf(Marks.REMOVED);
    private static final int WORDS_CHARS_MAX = 300;
    private static final int CODE_CHARS_MAX = 4;
    private static final List<String> NAMES_OF_FILES = List.of(
            ".jpg", ".jpeg", ".png", ".svg", ".gif", ".ogg", ".oga", ".wav", ".mp3", ".webm", ".ogv", ".pdf", ".mid");

    private final TemplateFamilies families;
    private final ParserFunctions functions;
    private final Holes holes;
    private final boolean computes;

    /** @param computes whether templates that compute are known */
    Templates(TemplateFamilies families, String title, Holes holes, boolean computes) {
        this.computes = computes;
        this.holes = holes;
        this.families = families;
        this.functions = new ParserFunctions(title);
    }

    @Override
    public String shown(TemplateCall call, boolean alone) {
        Optional<String> known = functions
                .of(call)
                .or(() -> families.shown(call))
                .or(() -> computes ? ComputedTemplates.shown(call) : Optional.empty());
        if (known.isPresent() && !known.get().equals(HOLE)) {
            return known.get().isEmpty() ? NOTHING : known.get();
        }
        if (alone && known.isEmpty()) {
            return NOTHING;
        }
        Optional<String> words = known.isEmpty() ? words(call) : Optional.empty();
        return words.map(Marks::soft).orElseGet(() -> holes.mark(call.name()));
    }

    /** The only argument of a call, if it is text: not a number, a code, a file or an address. */
    private static Optional<String> words(TemplateCall call) {
        List<String> given =
                call.unnamed().stream().filter(text -> !Marks.isBlank(text)).toList();
        return given.size() == 1 ? Optional.of(given.get(0)).filter(Templates::readsLikeWords) : Optional.empty();
    }

    private static boolean readsLikeWords(String text) {
        if (text.length() > WORDS_CHARS_MAX
                || text.contains("://")
                || text.indexOf('\n') >= 0
                || text.indexOf('|') >= 0) {
            return false;
        }
        boolean letters = text.chars().anyMatch(Character::isLetter);
        boolean code = text.length() <= CODE_CHARS_MAX && text.chars().allMatch(c -> c < 0x80 && c != ' ');
        String lower = text.toLowerCase(Locale.ROOT);
        return letters && !code && NAMES_OF_FILES.stream().noneMatch(lower::endsWith);
    }
}
