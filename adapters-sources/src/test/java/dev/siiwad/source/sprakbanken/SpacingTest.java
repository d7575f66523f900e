package dev.siiwad.source.sprakbanken;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpacingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Waa kan , waa kaas .              | Waa kan, waa kaas.",
                "Maxaad tiri ? !                   | Maxaad tiri?!",
                "Haa ... maya                      | Haa... maya",
                "Xamar ( Muqdisho ) waa magaalo .  | Xamar (Muqdisho) waa magaalo.",
                "[ 1 ] { a }                       | [1] {a}",
                "la' go'aan ba'an                  | la' go'aan ba'an",
                "bil ’ walba                       | bil’ walba",
                "wuxuu yiri ' haa ' .              | wuxuu yiri 'haa'.",
                "wuxuu yiri : \" haa \" , \" maya \" . | wuxuu yiri: \"haa\", \"maya\".",
                "\" Waan imanayaa .                | \"Waan imanayaa.",
                "waan tagayaa . \"                 | waan tagayaa.\"",
                "waan tagayaa \" .                 | waan tagayaa\".",
                "wuxuu yiri “ haa ” .              | wuxuu yiri “haa”.",
                "wuxuu yiri „ haa “ .              | wuxuu yiri „haa“.",
                "wuxuu yiri ” haa ” .              | wuxuu yiri ”haa”.",
                "« haa » iyo » maya                | «haa» iyo» maya",
                "¿ haa ? ¡ maya !                  | ¿haa? ¡maya!",
                "iyo / ama                         | iyo/ama",
                "dugsi-sare 1971-79 - bogga        | dugsi-sare 1971-79 - bogga",
                "50 % iyo 3 €                      | 50% iyo 3 €",
                "haa ). maya                       | haa). maya"
            })
    void attachesPunctuation(String tokens, String expected) {
        assertThat(joined(tokens, Joining.SECOND)).isEqualTo(expected);
        assertThat(joined(tokens, Joining.THIRD)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "go ' aanka Hay ' adda iyo mas ’ uul . | go'aanka Hay'adda iyo mas’uul. | go 'aanka Hay' adda iyo mas’ uul.",
                "da ' da iyo da ' yar oo la ' aan | da'da iyo da' yar oo la'aan | da' da iyo da' yar oo la' aan",
                "lo ' ah , la ' yahay ee baabi ' iyo | lo' ah, la' yahay ee baabi'iyo | lo' ah, la' yahay ee baabi' iyo",
                "d ' Or iyo Paul ' s iyo wuxuu yiri ' haa ' | d'Or iyo Paul's iyo wuxuu yiri 'haa' | d 'Or iyo Paul' s iyo wuxuu yiri 'haa'",
                "' ' Haa ' ' ayuu yiri | ''Haa'' ayuu yiri | '' Haa '' ayuu yiri",
                "dheheen : ' ninka guriga | dheheen: 'ninka guriga | dheheen:' ninka guriga",
                "in 35 , 000 iyo 1,2 , 2019 , 2020 , 40 | in 35,000 iyo 1,2, 2019, 2020, 40 | in 35, 000 iyo 1,2, 2019, 2020, 40",
                "waan tagay , \" ayuu yiri Cali . | waan tagay,\" ayuu yiri Cali. | waan tagay, \"ayuu yiri Cali.",
                "haa . \" \" Maya , \" ayay tiri : \" Haa . | haa.\" \"Maya,\" ayay tiri: \"Haa. | haa. \"\" Maya, \"ayay tiri:\" Haa.",
                "hashtag # Soomaali | hashtag #Soomaali | hashtag # Soomaali"
            })
    void knowsApostrophesNumbersAndTurnsOfSpeech(String tokens, String expected, String first) {
        assertThat(joined(tokens, Joining.SECOND)).isEqualTo(expected);
        assertThat(joined(tokens, Joining.FIRST)).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "lo ' ah , la ' yahay ee baabi ' iyo | lo' ah, la'yahay ee baabi'iyo | lo' ah, la' yahay ee baabi'iyo",
                "la ' dahay iyo la ' oo iyo la ' seddex | la'dahay iyo la' oo iyo la' seddex | la'dahay iyo la' oo iyo la' seddex",
                "gu ' ga iyo bina ' aadam | gu'ga iyo bina'aadam | gu' ga iyo bina' aadam",
                "caado-go ' a iyo ISRAA ' IIL | caado-go'a iyo ISRAA'IIL | caado-go 'a iyo ISRAA' IIL",
                "si kama ' ah oo hay ; adda | si kama' ah oo hay;adda | si kama' ah oo hay; adda",
                "wuxuu leeyahay can ' t | wuxuu leeyahay can't | wuxuu leeyahay can' t",
                "waa dhammaad . \\ nToonta | waa dhammaad.\\nToonta | waa dhammaad. \\ nToonta",
                "ciwaankiisu waa @ TeamTrump | ciwaankiisu waa @TeamTrump | ciwaankiisu waa @ TeamTrump",
                "BBC - da iyo 19 % - ka ( - 5 ) isaga - oo | BBC -da iyo 19% -ka (-5) isaga - oo | BBC - da iyo 19% - ka (- 5) isaga - oo",
                "50 % iyo $ 20 iyo 9 ° C | 50% iyo $ 20 iyo 9 ° C | 50% iyo $20 iyo 9° C",
                "waa \" weerar ' ' oo dhacay | waa \"weerar'' oo dhacay | waa \"weerar ''oo dhacay",
                "Haa , \" waxaa sidaas yiri Cali . | Haa,\" waxaa sidaas yiri Cali. | Haa, \"waxaa sidaas yiri Cali.",
                "Maya , “ ayay tiri Xaliimo | Maya,“ ayay tiri Xaliimo | Maya, “ayay tiri Xaliimo",
                "\" Haa . \" Waa kan \" runtii \" . | \"Haa.\" Waa kan \"runtii\". | \"Haa.\" Waa kan \"runtii\".",
                "haa . \" Isagoo \" runtii \" ku daray | haa.\" Isagoo \"runtii\" ku daray | haa.\" Isagoo \"runtii\" ku daray"
            })
    void judgesEachMarkByWhatIsBesideIt(String tokens, String expected, String second) {
        assertThat(joined(tokens, Joining.THIRD)).isEqualTo(expected);
        assertThat(joined(tokens, Joining.SECOND)).isEqualTo(second);
    }

    private static String joined(String tokens, Joining joining) {
        return Spacing.join(Arrays.stream(tokens.split(" ")).map(Token::of).toList(), joining);
    }

    @Test
    void whiteSpaceThatTheCorpusTellsComesBeforeEveryRule() {
        assertThat(Spacing.join(
                        List.of(tail("Waa", "\\s"), tail("kan", "\\s"), tail("!", ""), tail("x", "\\n"), tail("y", "")),
                        Joining.THIRD))
                .isEqualTo("Waa kan !x\ny");
        Token indented = new Token("labo", Optional.of("\\s\\s"), Optional.empty());
        assertThat(Spacing.join(List.of(tail("kow", "\\n"), indented, Token.of(".")), Joining.THIRD))
                .isEqualTo("kow\nlabo.");
        Token afterBlank = new Token(",", Optional.of("\\s"), Optional.empty());
        assertThat(Spacing.join(List.of(Token.of("kow"), afterBlank), Joining.THIRD))
                .isEqualTo("kow ,");
    }

    private static Token tail(String text, String tail) {
        return new Token(text, Optional.empty(), Optional.of(tail));
    }
}
