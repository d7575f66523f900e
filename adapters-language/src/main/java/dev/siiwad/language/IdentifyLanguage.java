package dev.siiwad.language;

import dev.siiwad.document.Document;
import dev.siiwad.transform.Outcome;
import dev.siiwad.transform.Transform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Says which language a text is in, by its head, middle and end, and drops what is in another one than those to keep, as
 * {@value #OTHER_LANGUAGE} with that language and its distance from them. Three facts are
 * added: {@value #LANGUAGE}, an ISO 639-1 code or, where there is none, an ISO 639-3 one, or {@code unknown}; {@value #MARGIN}, how far ahead of the second language it
 * is, as a natural logarithm (0.69: twice as likely); and {@value #PARTS}, the same of each part by itself, {@code so so en}.
 *
 * <p>Only what is clearly something else is dropped: another language has to be half as likely again as any that is kept, over all and in most parts. So what the model
 * does not know stays, and nothing in Maay, Marka, Garre, Dabarre or Jiiddu is dropped where Somali is kept.
 *
 * <p>The same on every machine and version of Java. The model, some 30 MB of memory, is loaded once in a process, by {@link #prepare} or the first text, and may be used by any
 * number of threads.
 */
public final class IdentifyLanguage implements Transform {
    /** What documents in another language are counted as. */
    public static final String OTHER_LANGUAGE = "other_language";

    static final String LANGUAGE = "identified_language";
    static final String MARGIN = "identified_language_margin";
    static final String PARTS = "identified_language_parts";

    private static final Object LOADING = new Object();
    private static volatile List<NgramModel> loaded = List.of();

    private final TreeSet<String> codes;
    private final Set<Integer> kept;

    private IdentifyLanguage(TreeSet<String> codes) {
        this.codes = codes;
        this.kept = codes.stream()
                .flatMap(code -> Languages.ALL.named(code).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Drops nothing. */
    public static IdentifyLanguage keepingAll() {
        return new IdentifyLanguage(new TreeSet<>());
    }

    /**
     * Drops what is in none of these languages.
     *
     * @param codes ISO 639-1 or 639-3, such as {@code so} or {@code som}
     * @throws IllegalArgumentException if one of them cannot be identified, or there is none
     */
    public static IdentifyLanguage keeping(Collection<String> codes) {
        if (codes.isEmpty()) {
            throw new IllegalArgumentException("no language to keep is given");
        }
        return new IdentifyLanguage(
                codes.stream().map(Languages.ALL::canonical).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Whether a language can be identified, and so be kept. */
    public static boolean knows(String code) {
        return Languages.ALL.has(code);
    }

    @Override
    public void prepare() throws IOException {
        synchronized (LOADING) {
            if (loaded.isEmpty()) {
                loaded = List.of(NgramModel.read());
            }
        }
    }

    @Override
    public Outcome apply(Document document) {
        Judgement judgement = Judgement.of(document.text(), model());
        Document judged = document.with(LANGUAGE, judgement.language())
                .with(MARGIN, judgement.margin())
                .with(PARTS, judgement.languageOfParts());
        if (!kept.isEmpty() && judgement.isOther(kept)) {
            return new Outcome.Dropped(judged, OTHER_LANGUAGE, judgement.language() + " " + judgement.distance(kept));
        }
        return new Outcome.Kept(judged);
    }

    private NgramModel model() {
        if (loaded.isEmpty()) {
            try {
                prepare();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return loaded.get(0);
    }

    @Override
    public String describe() {
        String identified = "identify-language/1=" + NgramModel.NAME;
        return codes.isEmpty() ? identified : identified + " keep-language/1=" + String.join(",", codes);
    }
}
