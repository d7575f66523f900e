package dev.siiwad.source.wikipedia;

import java.util.regex.Pattern;

/**
 * Tells a redirect by its text, as MediaWiki does: dumps from before 2010, and pages that were edited while a dump was made, have no {@code <redirect/>}.
 *
 * <p>The words are those that the Wikipedias themselves name (the magic word "redirect" of each wiki's siteinfo), as collected by DBpedia's
 * extraction framework, e3dfe8bb of 2026-03-05.
 */
final class RedirectText {
    private static final int TARGET_CHARS_MAX = 1000;

    private static final String WORDS = """
            AANSTUUR,ADKAS,ail-cyfeirio,ailgyfeirio,AL,ALIAH,ALIDIREKTI,ALIDIREKTU,ALIH,ANCAMINAR,athsheoladh,AÝDAW,BERALÎKIRIN,BIRZUZENDU,
            DASKEDYANS,DIRECCIÓN,DIRIJAR,DOORVERWIJZING,ENDRECERA,FIHODINANA,HETENAYIŞ,İSTİQAMƏTLƏNDİR,İSTİQAMƏTLƏNDİRMƏ,KIAHOU,KÚFÙ,
            LEIDT_ÖM_OP,LENCONG,OHJAUS,OMDIRIGER,OMDIRIGERING,OĐĐASITSTIVREN,PATRZ,PERADRESAVIMAS,presmeruj,PREUSMERI,PREUSMERITEV,
            PREUSMJERI,PRZEKIERUJ,PUPINAH,PUSAPUNA,PŘESMĚRUJ,REDIRECCIO,REDIRECCION,REDIRECCIÓ,REDIRECCIÓN,REDIRECIONAMENTO,REDIRECT,
            REDIRECTEAZA,REDIRECTION,REDIRÈCCION,REENDRECERA,RENVIAMENT,RIDREJTO,RIMANDO,RINDIRIZZA,RINVIA,RINVIO,STIR,STIVREN,suuna,TAM,
            tilvísun,TOJƏDƏN_İSTİĞOMƏT_DOY,UUDELLEENOHJAUS,VARDA,VIRULEEDUNG,WEITERLEITUNG,wiederleiden,YONALTIRISH,YOʻNALTIRISH,yönlendir,
            yönlendirme,YÖNLENDİR,YÖNLENDİRME,YÖNLƏNDİRMƏ,YÖNNENDİR,YÖNNENDİRMÄ,YÖNNENDİRMÄKLER,ÁTIRÁNYÍTÁS,ÆРВИТÆН,ÆРВЫСТ,ÖMLEIDE,
            ÖMLEIDE_OP,ÖMLEIDUNG,đổi,ΑΝΑΚΑΤΕΥΘΥΝΣΗ,АЙДАУ,види,виж,джибериу,дӀасахьажор,көжүрүлге,ластар,перенапр,перенаправление,
            ПЕРЕНАПРАВЛЕННЯ,пренасочване,пренасочување,Преусмери,Преусмјери,ПРѢНАПРАВЛЄНИѤ,равона,РАРВЫСТ,редирект,утаарыы,утр,хьажайо,
            ЧИГЛҮҮЛЭГ,ШИГЛЕДИР,ЮНӘЛТҮ,ՎԵՐԱՀՂՈՒՄ,ՎԵՐԱՅՂՈՒՄ,הפניה,ווייטערפירן,بور,تحويل,تغییر_مسیر,تغییرمسیر,رجوع_مکرر,مڑجوڑ,چوريو,ڕەوانەکەر,
            ܨܘܝܒܐ,अनुप्रेषण,अनुप्रेषित,अनुप्रेषितम्,पुनर्निदेशन,पुनर्निर्दिष्टम्,पुनर्निर्देशन,पुनर्प्रेषित,पुर्ननिर्देशन,পুনঃনির্দেশ,
            পুনঃর্নির্দেশ,পুননির্দেশ,পুনর্নির্দেশ,ਰੀਡਿਰੈਕਟ,ଲେଉଟାଣି,வழிமாற்று,దారిమార్పు,തിരിച്ചുവിടുക,തിരിച്ചുവിടൽ,යළියොමුව,เปลี่ยนทาง,
            გადამისამართება,បញ្ជូនបន្ត,ប្ដូរចំណងជើង,ប្ដូរទីតាំង,ប្ដូរទីតាំងទៅ,ប្តូរទីតាំង,ប្តូរទីតាំងទៅ,リダイレクト,転送,重定向,重新導向,넘겨주기""";

    private static final Pattern FORM = Pattern.compile(
            "\\s*[#\uff03](?:" + WORDS.replace("\n", "").replace(',', '|') + ")\\s*:?\\s*\\[\\[[^\\]\\n]{1,"
                    + TARGET_CHARS_MAX + "}\\]\\]",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private RedirectText() {}

    static boolean in(String wikitext) {
        return FORM.matcher(wikitext).lookingAt();
    }
}
