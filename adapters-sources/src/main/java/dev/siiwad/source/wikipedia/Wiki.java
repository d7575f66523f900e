package dev.siiwad.source.wikipedia;

import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Wikipedia of one language.
 *
 * @param lang as in its address: {@code so} for {@code so.wikipedia.org}
 */
record Wiki(String lang) {
    private static final Pattern FORM = Pattern.compile("[a-z]{2,12}(-[a-z]{1,12}){0,3}");
    private static final Map<String, String> RENAMED = Map.of("be-tarask", "be_x_oldwiki");
    /** Others are no language's: {@code commonswiki}, {@code wikidatawiki}. */
    private static final Pattern LANGUAGE_WIKI = Pattern.compile("([a-z]{2,3}(?:_[a-z_]{1,20})?|simple)wiki");

    private static final Pattern KEPT_BY_MEDIAWIKI = Pattern.compile("%(3B|40|24|21|2A|28|29|2C|2F|7E|3A)");

    Wiki {
        if (!FORM.matcher(lang).matches()) {
            throw new IllegalArgumentException(
                    "language is \"" + lang + "\"; expected the first part of a Wikipedia's address, such as so or en");
        }
    }

    /** Its name among the dumps: {@code sowiki}. */
    String database() {
        return RENAMED.getOrDefault(lang, lang.replace('-', '_') + "wiki");
    }

    /**
     * What may be meant where there is no such Wikipedia: the one of the language that goes by this English name or by this code of three letters, or one whose code is alike.
     *
     * @param databases of the wikis that there are
     */
    Remedy slip(List<String> databases) {
        List<String> known = databases.stream()
                .map(LANGUAGE_WIKI::matcher)
                .filter(Matcher::matches)
                .map(name -> languageOf(name.group(1)))
                .toList();
        return known.stream()
                .filter(code -> isCalled(code, lang))
                .findFirst()
                .<Remedy>map(meant -> new Remedy.Choose("lang", List.of(meant)))
                .orElseGet(() -> new Remedy.Mistyped("lang", lang, known));
    }

    private static String languageOf(String name) {
        return RENAMED.entrySet().stream()
                .filter(renamed -> renamed.getValue().equals(name + "wiki"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(name.replace('_', '-'));
    }

    private static boolean isCalled(String code, String typed) {
        Locale language = Locale.forLanguageTag(code);
        String name = language.getDisplayLanguage(Locale.ENGLISH);
        try {
            return name.equalsIgnoreCase(typed) || language.getISO3Language().equals(typed);
        } catch (MissingResourceException noSuchCode) {
            return false;
        }
    }

    /** {@code Wikipedia-Somali}; a variant keeps its code, so that two wikis never share a name: {@code Wikipedia-Belarusian-tarask}. */
    String sourceName() {
        int dash = lang.indexOf('-');
        String language = dash < 0 ? lang : lang.substring(0, dash);
        String name = Locale.forLanguageTag(language).getDisplayLanguage(Locale.ENGLISH);
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
        String safe = plain.replaceAll("[()'’]", "").replaceAll("[^A-Za-z0-9]+", "-");
        String known = safe.isEmpty() || safe.equals("-") ? language : safe;
        return "Wikipedia-" + known.substring(0, 1).toUpperCase(Locale.ROOT) + known.substring(1)
                + (dash < 0 ? "" : lang.substring(dash));
    }

    SourceInfo info() {
        return new SourceInfo(sourceName(), "wiki", lang, "CC-BY-SA-4.0", "encyclopedia", "encyclopedic");
    }

    /** The canonical address of an article, written as MediaWiki's {@code wfUrlencode} does. */
    String url(String title) {
        String encoded = URLEncoder.encode(title.replace(' ', '_'), StandardCharsets.UTF_8);
        String kept = KEPT_BY_MEDIAWIKI
                .matcher(encoded)
                .replaceAll(
                        match -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), 16))));
        return "https://" + lang + ".wikipedia.org/wiki/" + kept;
    }

    /** The canonical address of a page without a title. */
    String urlOfPage(String id) {
        return "https://" + lang + ".wikipedia.org/?curid=" + id;
    }
}
