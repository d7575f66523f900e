package dev.siiwad.publish;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A key in a text file, as openssl writes it (RFC 7468). Messages never quote what is in it. */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s+([A-Za-z0-9+/=\\s]+?)\\s*-----END \\1-----");

    private Pem() {}

    /**
     * The bytes of the one block that a text holds.
     *
     * @param label expected of it, such as {@code PUBLIC KEY}
     * @throws IllegalArgumentException saying what it holds instead
     */
    static byte[] bytes(String text, String label) {
        Matcher block = BLOCK.matcher(text);
        if (!block.find()) {
            throw new IllegalArgumentException("holds no PEM block; expected BEGIN " + label);
        }
        if (!block.group(1).equals(label)) {
            throw new IllegalArgumentException("holds BEGIN " + block.group(1) + "; expected BEGIN " + label);
        }
        try {
            return Base64.getMimeDecoder().decode(block.group(2));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("holds BEGIN " + label + ", but what follows is not base64");
        }
    }
}
