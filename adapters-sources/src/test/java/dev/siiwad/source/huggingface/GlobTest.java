package dev.siiwad.source.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "multilingual/c4-so.*.json.gz | multilingual/c4-so.tfrecord-00000-of-00064.json.gz | true",
                "multilingual/c4-so.*.json.gz | multilingual/c4-so-validation.tfrecord-00000-of-00001.json.gz | false",
                "multilingual/c4-so.*.json.gz | multilingual/c4-som.tfrecord-0.json.gz | false",
                "*.json | a.json | true",
                "*.json | data/a.json | false",
                "data/* | data/a | true",
                "data/* | data/b/a | false",
                "** | data/b/a | true",
                "**/*.json | a.json | true",
                "**/*.json | b/c/a.json | true",
                "**/*.json | b/c/a.jsonl | false",
                "data/**/a.json | data/a.json | true",
                "data/**/a.json | data/x/y/a.json | true",
                "data/**/a.json | data/xa.json | false",
                "data/** | data/x/y | true",
                "**.json | x/y.json | true",
                "a?c | abc | true",
                "a?c | a/c | false",
                "a[0-9][!x]c | a5yc | true",
                "a[0-9][!x]c | a5xc | false",
                "a[0-9]c | axc | false",
                "a[]]c | a]c | true",
                "a[b | a[b | true",
                "a[!b]c | a/c | false",
                "{train,test}-*.jsonl | test-1.jsonl | true",
                "{train,test}-*.jsonl | dev-1.jsonl | false",
                "x/{a,b{1,2}}.json | x/a.json | false",
                "./a.json | a.json | true",
                "a.b | aXb | false",
                "** | .git/config.json | false",
                "** | data/.hidden.json | false",
                ".hidden/* | .hidden/a.json | true",
                "*/a.json | __cache__/a.json | false",
                "__cache__/* | __cache__/a.json | true",
                "** | __a.json | true"
            })
    void matchesAsTheHubDoes(String pattern, String path, boolean expected) {
        assertThat(new Glob(pattern).matches(path)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "multilingual/c4-so.*.gz, multilingual",
        "a/b/**, a/b",
        "*.json, ''",
        "a/b/c.json, a/b",
        "**, ''",
        "a{b/c}/d, ''"
    })
    void knowsWhereItsMatchesAre(String pattern, String directory) {
        assertThat(new Glob(pattern).directory()).isEqualTo(directory);
    }

    @Test
    void takesNoLongerForANastyPattern() {
        Glob nasty = new Glob("**a*".repeat(200) + "b");

        assertThat(nasty.matches("a".repeat(1000))).isFalse();
        assertThat(nasty.matches("a".repeat(1000) + "b")).isTrue();
    }

    @Test
    void refusesPatternsWithoutMeasure() {
        assertThatThrownBy(() -> new Glob("{a,b}".repeat(10)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pattern has more than 1000 alternatives");
        assertThatThrownBy(() -> new Glob("x".repeat(1025))).hasMessageContaining("1025 characters; at most 1024");
    }
}
