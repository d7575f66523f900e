package dev.siiwad;

import dev.siiwad.source.huggingface.HuggingFaceSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * The token for the Hub: that of {@code HF_TOKEN}, else the one that {@code hf auth login} keeps in a file: {@code HF_TOKEN_PATH}, else {@code token} in
 * {@code HF_HOME}, else in {@code huggingface} in {@code XDG_CACHE_HOME} or {@code ~/.cache}; as in huggingface_hub's {@code constants.py} and
 * {@code utils/_auth.py}. Never shown.
 */
final class HubToken {
    private static final int FILE_BYTES_MAX = 4096;
    private static final Set<String> YES = Set.of("1", "ON", "YES", "TRUE");

    private HubToken() {}

    /**
     * Empty if there is none. A token that was kept in its usual place was given to the Hub, and goes to no mirror of it.
     *
     * @param endpoint where it is sent to
     * @throws IllegalArgumentException if the file cannot be read, or holds no token
     */
    static Optional<String> of(Environment environment, String endpoint) {
        Optional<String> given = environment.text("HF_TOKEN").or(() -> environment.text("HUGGING_FACE_HUB_TOKEN"));
        if (given.isPresent()) {
            return given;
        }
        Optional<String> named = environment.text("HF_TOKEN_PATH");
        boolean refused = environment
                .text("HF_HUB_DISABLE_IMPLICIT_TOKEN")
                .filter(value -> YES.contains(value.toUpperCase(java.util.Locale.ROOT)))
                .isPresent();
        boolean theHub = endpoint.replaceAll("/+$", "").equals(HuggingFaceSource.ENDPOINT);
        if (refused || named.isEmpty() && !theHub) {
            return Optional.empty();
        }
        return named.map(path -> inHome(path, environment))
                .or(() -> usualPlace(environment))
                .filter(Files::isRegularFile)
                .flatMap(HubToken::read);
    }

    private static Optional<Path> usualPlace(Environment environment) {
        return environment
                .text("HF_HOME")
                .map(home -> inHome(home, environment))
                .or(() -> environment
                        .text("XDG_CACHE_HOME")
                        .map(Path::of)
                        .or(() -> home(environment).map(home -> home.resolve(".cache")))
                        .map(cache -> cache.resolve("huggingface")))
                .map(home -> home.resolve("token"));
    }

    private static Optional<Path> home(Environment environment) {
        return environment
                .text("HOME")
                .or(() -> environment.text("USERPROFILE"))
                .map(Path::of);
    }

    private static Path inHome(String path, Environment environment) {
        return path.startsWith("~/")
                ? home(environment).map(home -> home.resolve(path.substring(2))).orElse(Path.of(path))
                : Path.of(path);
    }

    private static Optional<String> read(Path file) {
        String token;
        try (InputStream in = Files.newInputStream(file)) {
            token = new String(in.readNBytes(FILE_BYTES_MAX), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    file + " cannot be read: " + e.getMessage() + "; set HF_TOKEN, or log in again with: hf auth login",
                    e);
        }
        if (!token.isEmpty() && !token.matches("[!-~]+")) {
            throw new IllegalArgumentException(
                    file + " holds something else than a token; log in again with: hf auth login");
        }
        return Optional.of(token).filter(text -> !text.isEmpty());
    }
}
