package dev.siiwad.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemediesTest {
    private static String words(Remedy... remedies) {
        return new Remedies(
                        new TypedCommand("./siiwad", List.of("ingest", "wikipedia", "--date=20261101", "--lang", "so")))
                .message(new SourceException("a: is wrong", remedies));
    }

    @Test
    void eachIsWhatCanBeTyped() {
        assertThat(words()).isEqualTo("a: is wrong");
        assertThat(words(new Remedy.BringBack()))
                .isEqualTo("a: is wrong. Bring it back from a backup, or start over with --force");
        assertThat(words(new Remedy.LeaveOut("date"), new Remedy.StartOver(false)))
                .isEqualTo("a: is wrong\nCarry on as the run was begun with: ./siiwad ingest wikipedia --lang so"
                        + "\nStart over with: ./siiwad ingest wikipedia --date=20261101 --lang so --force");
        assertThat(words(new Remedy.StartOver(true)))
                .isEqualTo("a: is wrong\nStart over, and pay again, with:"
                        + " ./siiwad ingest wikipedia --date=20261101 --lang so --force --yes");
        assertThat(new Remedies(new TypedCommand("siiwad", List.of()))
                        .message(new SourceException("a: is wrong", new Remedy.StartOver(false))))
                .isEqualTo("a: is wrong. Start over with --force");
        assertThat(words(new Remedy.Choose("text_field", List.of("text", "url"))))
                .isEqualTo("a: is wrong. Choose one with --text-field: text, url");
        assertThat(words(new Remedy.Choose("revision", List.of("refs/convert/parquet"))))
                .isEqualTo("a: is wrong. Try --revision refs/convert/parquet");
        assertThat(words(new Remedy.Mistyped("lang", "zz", List.of("az", "so", "za"))))
                .isEqualTo("a: is wrong. Did you mean --lang za?");
        assertThat(words(new Remedy.Mistyped("lang", "klingon", List.of("az", "so"))))
                .isEqualTo("a: is wrong. Give another --lang");
        assertThat(words(new Remedy.Look()))
                .isEqualTo("a: is wrong. See what there is with: ./siiwad ingest sprakbanken --list");
    }

    @Test
    void aDecisionIsACommandToPasteAndWhatItDoes() {
        Remedy.Decide rebuy = new Remedy.Decide("rebuy", "HG7M");
        Remedy.Decide skip = new Remedy.Decide("skip_failed", "");
        assertThat(words(rebuy, skip))
                .isEqualTo("a: is wrong\nDecide with one of:"
                        + "\n  ./siiwad ingest wikipedia --date=20261101 --lang so --rebuy HG7M   # pays for these videos again"
                        + "\n  ./siiwad ingest wikipedia --date=20261101 --lang so --skip-failed"
                        + "   # leaves these out, named in the receipt, and goes on");
    }

    @Test
    void whatWasTypedIsToBeAnother() {
        assertThat(words(new Remedy.Give("dump"))).endsWith(". Give --dump");
        assertThat(words(new Remedy.Give("date"))).endsWith(". Give another --date");
        assertThat(words(new Remedy.Give("lang"))).endsWith(". Give another --lang");
    }

    @Test
    void aSettingWithoutAnOptionIsAVariable() {
        assertThat(words(new Remedy.Give("max_budget_usd"), new Remedy.Give("max_comments")))
                .endsWith(". Give SDC_SCRAPING__TIKTOK__MAX_BUDGET_USD, or give --max-comments");
    }
}
