package dev.siiwad.source.bbc;

import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A language service of the BBC.
 *
 * @param name as in its addresses: {@code somali}
 * @param language ISO 639-1 code where there is one, else ISO 639-3
 */
record Service(String name, String language) {
    private static final Map<String, String> LANGUAGES = new TreeMap<>(Map.ofEntries(
            Map.entry("afaanoromoo", "om"),
            Map.entry("afrique", "fr"),
            Map.entry("amharic", "am"),
            Map.entry("arabic", "ar"),
            Map.entry("archive", "en"),
            Map.entry("azeri", "az"),
            Map.entry("bengali", "bn"),
            Map.entry("burmese", "my"),
            Map.entry("cymrufyw", "cy"),
            Map.entry("dari", "prs"),
            Map.entry("gahuza", "rw"),
            Map.entry("gujarati", "gu"),
            Map.entry("hausa", "ha"),
            Map.entry("hindi", "hi"),
            Map.entry("igbo", "ig"),
            Map.entry("indonesia", "id"),
            Map.entry("japanese", "ja"),
            Map.entry("korean", "ko"),
            Map.entry("kyrgyz", "ky"),
            Map.entry("magyarul", "hu"),
            Map.entry("marathi", "mr"),
            Map.entry("mundo", "es"),
            Map.entry("naidheachdan", "gd"),
            Map.entry("nepali", "ne"),
            Map.entry("news", "en"),
            Map.entry("newsround", "en"),
            Map.entry("pashto", "ps"),
            Map.entry("persian", "fa"),
            Map.entry("pidgin", "pcm"),
            Map.entry("polska", "pl"),
            Map.entry("portuguese", "pt"),
            Map.entry("punjabi", "pa"),
            Map.entry("romania", "ro"),
            Map.entry("russian", "ru"),
            Map.entry("scotland", "en"),
            Map.entry("serbian", "sr"),
            Map.entry("sinhala", "si"),
            Map.entry("somali", "so"),
            Map.entry("sport", "en"),
            Map.entry("swahili", "sw"),
            Map.entry("tamil", "ta"),
            Map.entry("telugu", "te"),
            Map.entry("thai", "th"),
            Map.entry("tigrinya", "ti"),
            Map.entry("turkce", "tr"),
            Map.entry("ukchina", "zh"),
            Map.entry("ukrainian", "uk"),
            Map.entry("urdu", "ur"),
            Map.entry("uzbek", "uz"),
            Map.entry("vietnamese", "vi"),
            Map.entry("yoruba", "yo"),
            Map.entry("zhongwen", "zh")));

    /** All of them, each with its language. */
    static SortedMap<String, String> all() {
        return new TreeMap<>(LANGUAGES);
    }

    /** @throws IllegalArgumentException if there is no such service; the message lists those there are */
    static Service named(String name) {
        String language = LANGUAGES.get(name);
        if (language == null) {
            throw new IllegalArgumentException(
                    "BBC service is \"" + name + "\"; expected one of " + String.join(", ", LANGUAGES.keySet()));
        }
        return new Service(name, language);
    }

    /** The address of the page that everything else is found from. */
    String frontPage() {
        return BbcAddress.CANONICAL + "/" + name;
    }

    /** {@code BBC-Somali}. */
    String label() {
        return "BBC-" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
