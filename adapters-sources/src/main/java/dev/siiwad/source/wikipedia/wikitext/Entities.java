package dev.siiwad.source.wikipedia.wikitext;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Character references of HTML: {@code &eacute;}, {@code &#233;}, {@code &#xE9;}. Decoded once; what is none, or names no character that a
 * text may hold, stays as it is.
 */
final class Entities {
    private static final int CHARS_MAX = 12;

    /** What 128 to 159 mean on the web, where they are meant as Windows-1252. */
    private static final String WINDOWS_1252 =
            "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
                    + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    private static final String FROM_160 = """
            nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot
            cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml
            Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig
            agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute
            ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml""";

    private static final String FROM_CAPITAL_ALPHA = """
            Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho (none) Sigma Tau Upsilon Phi Chi Psi Omega""";

    private static final String FROM_ALPHA = """
            alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma tau upsilon phi chi psi
            omega""";

    private static final String OTHERS = """
            quot=22 amp=26 apos=27 lt=3c gt=3e lbrack=5b lsqb=5b rbrack=5d rsqb=5d lbrace=7b lcub=7b rbrace=7d rcub=7d vert=7c verbar=7c
            ast=2a num=23 equals=3d lowbar=5f colon=3a semi=3b sol=2f bsol=5c excl=21 quest=3f comma=2c period=2e percnt=25 lpar=28 rpar=29
            OElig=152 oelig=153 Scaron=160 scaron=161 Yuml=178 fnof=192 circ=2c6 tilde=2dc thetasym=3d1 upsih=3d2 piv=3d6
            ensp=2002 emsp=2003 numsp=2007 puncsp=2008 thinsp=2009 hairsp=200a zwnj=200c zwj=200d lrm=200e rlm=200f ndash=2013 mdash=2014
            horbar=2015 lsquo=2018 rsquo=2019 sbquo=201a ldquo=201c rdquo=201d bdquo=201e dagger=2020 Dagger=2021 bull=2022 hellip=2026
            permil=2030 prime=2032 Prime=2033 lsaquo=2039 rsaquo=203a oline=203e frasl=2044 NoBreak=2060 euro=20ac image=2111 weierp=2118
            real=211c trade=2122 alefsym=2135 larr=2190 uarr=2191 rarr=2192 darr=2193 harr=2194 crarr=21b5 lArr=21d0 uArr=21d1 rArr=21d2
            dArr=21d3 hArr=21d4 forall=2200 part=2202 exist=2203 empty=2205 nabla=2207 isin=2208 notin=2209 ni=220b prod=220f sum=2211
            minus=2212 lowast=2217 radic=221a prop=221d infin=221e ang=2220 and=2227 or=2228 cap=2229 cup=222a int=222b there4=2234
            sim=223c cong=2245 asymp=2248 ne=2260 equiv=2261 le=2264 ge=2265 sub=2282 sup=2283 nsub=2284 sube=2286 supe=2287 oplus=2295
            otimes=2297 perp=22a5 sdot=22c5 lceil=2308 rceil=2309 lfloor=230a rfloor=230b lang=27e8 rang=27e9 loz=25ca spades=2660
            clubs=2663 hearts=2665 diams=2666 check=2713 star=2606 flat=266d natural=266e sharp=266f
            Amacr=100 amacr=101 Ccaron=10c ccaron=10d Emacr=112 emacr=113 Imacr=12a imacr=12b Omacr=14c omacr=14d Umacr=16a umacr=16b
            Zcaron=17d zcaron=17e inodot=131 Idot=130""";

    private static final Map<String, String> NAMED = named();

    private Entities() {}

    static String decode(String text) {
        int ampersand = text.indexOf('&');
        if (ampersand < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (ampersand >= 0) {
            out.append(text, at, ampersand);
            int semicolon = semicolon(text, ampersand + 1);
            String character = semicolon < 0 ? "" : character(text.substring(ampersand + 1, semicolon));
            if (character.isEmpty()) {
                out.append('&');
                at = ampersand + 1;
            } else {
                out.append(character);
                at = semicolon + 1;
            }
            ampersand = text.indexOf('&', at);
        }
        return out.append(text, at, text.length()).toString();
    }

    private static int semicolon(String text, int from) {
        int end = Math.min(text.length(), from + CHARS_MAX);
        for (int i = from; i < end; i++) {
            if (text.charAt(i) == ';') {
                return i;
            }
        }
        return -1;
    }

    /** The character of that name or number, or nothing. */
    private static String character(String name) {
        if (!name.startsWith("#")) {
            return NAMED.getOrDefault(name, "");
        }
        boolean hexadecimal = name.startsWith("#x") || name.startsWith("#X");
        int radix = hexadecimal ? 16 : 10;
        int codePoint = 0;
        int first = hexadecimal ? 2 : 1;
        for (int i = first; i < name.length(); i++) {
            int digit = Character.digit(name.charAt(i), radix);
            codePoint =
                    digit < 0 || codePoint > Character.MAX_CODE_POINT ? Integer.MAX_VALUE : codePoint * radix + digit;
        }
        return name.length() > first && isText(codePoint) ? text(codePoint) : "";
    }

    private static boolean isText(int codePoint) {
        return codePoint == '\t'
                || codePoint == '\n'
                || codePoint == '\r'
                || codePoint >= 0x20 && codePoint < 0xD800
                || codePoint > 0xDFFF && codePoint < 0xFDD0
                || codePoint > 0xFDEF && codePoint < 0xFFFE
                || codePoint > 0xFFFF && codePoint <= Character.MAX_CODE_POINT;
    }

    private static String text(int codePoint) {
        if (codePoint == '\r') {
            return "\n";
        }
        return codePoint >= 0x80 && codePoint < 0xA0
                ? String.valueOf(WINDOWS_1252.charAt(codePoint - 0x80))
                : Character.toString(codePoint);
    }

    private static Map<String, String> named() {
        Map<String, String> named = new HashMap<>();
        putFrom(named, 160, FROM_160);
        putFrom(named, 0x391, FROM_CAPITAL_ALPHA);
        putFrom(named, 0x3B1, FROM_ALPHA);
        Arrays.stream(OTHERS.split("\\s+"))
                .map(entry -> entry.split("="))
                .forEach(entry -> named.put(entry[0], Character.toString(Integer.parseInt(entry[1], 16))));
        return Map.copyOf(named);
    }

    private static void putFrom(Map<String, String> named, int first, String names) {
        int codePoint = first;
        for (String name : names.split("\\s+")) {
            named.put(name, Character.toString(codePoint++));
        }
    }
}
