package dev.siiwad;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubTokenTest {
    private static final String HUB = "https://huggingface.co";

    @TempDir
    private Path home;

    @Test
    void looksWhereTheLoginKeepsIt() throws IOException {
        write(".cache/huggingface/token", "hf_usual");
        write("cache/huggingface/token", "hf_xdg");
        write("hf/token", "hf_home");

        assertThat(token(Map.of("HOME", home.toString()), HUB)).isEqualTo("hf_usual");
        assertThat(token(Map.of("HOME", home.toString()), HUB + "/")).isEqualTo("hf_usual");
        assertThat(token(Map.of("HOME", "/none", "XDG_CACHE_HOME", home + "/cache"), HUB))
                .isEqualTo("hf_xdg");
        assertThat(token(Map.of("HOME", home.toString(), "HF_HOME", "~/hf"), HUB))
                .isEqualTo("hf_home");
        assertThat(token(Map.of("HOME", home.toString(), "HF_TOKEN_PATH", home + "/hf/token"), "http://mirror.example"))
                .isEqualTo("hf_home");
        assertThat(token(Map.of("HOME", home.toString(), "HUGGING_FACE_HUB_TOKEN", "hf_old"), HUB))
                .isEqualTo("hf_old");
    }

    @Test
    void isNoneWhereThereIsNoneOrItIsNotWanted() throws IOException {
        write(".cache/huggingface/token", "hf_usual");

        assertThat(token(Map.of(), HUB)).isEqualTo("none");
        assertThat(token(Map.of("HOME", home.toString()), "https://huggingface.co.example"))
                .isEqualTo("none");
        assertThat(token(Map.of("HOME", home.toString(), "HF_HUB_DISABLE_IMPLICIT_TOKEN", "1"), HUB))
                .isEqualTo("none");
        assertThat(token(Map.of("HF_TOKEN_PATH", home + "/missing"), HUB)).isEqualTo("none");
    }

    private void write(String path, String token) throws IOException {
        Files.createDirectories(home.resolve(path).getParent());
        Files.writeString(home.resolve(path), token + "\n");
    }

    private static String token(Map<String, String> variables, String endpoint) {
        return HubToken.of(Environment.of(variables), endpoint).orElse("none");
    }
}
