package dev.siiwad.cli.terminal;

import dev.siiwad.publish.SigningKey;
import dev.siiwad.publish.VerifyingKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine.TypeConversionException;

/** Keys that options name, read when the command line is understood: before anything else is. */
public final class KeyFiles {
    private static final int BYTES_MAX = 64 << 10;

    private KeyFiles() {}

    /** @throws TypeConversionException naming the file, and how to make one */
    public static SigningKey signing(Path file) {
        return read(file, SigningKey::of, "openssl genpkey -algorithm ed25519 -out KEYFILE");
    }

    /** @throws TypeConversionException naming the file, and how to make one */
    public static VerifyingKey verifying(Path file) {
        return read(file, VerifyingKey::of, "openssl pkey -in KEYFILE -pubout -out PUBKEY");
    }

    private static <K> K read(Path file, Function<String, K> key, String made) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw new IllegalArgumentException("has more than " + BYTES_MAX + " bytes");
            }
            return key.apply(new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            throw refused(file, "there is no such file", made);
        } catch (IOException e) {
            throw refused(file, "cannot be read: " + FileWords.problem(e), made);
        } catch (IllegalArgumentException e) {
            throw refused(file, e.getMessage(), made);
        }
    }

    private static TypeConversionException refused(Path file, String why, String made) {
        return new TypeConversionException(file + ": " + why + ". Such a key is made by: " + made);
    }
}
