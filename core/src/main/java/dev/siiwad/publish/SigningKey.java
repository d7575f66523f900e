package dev.siiwad.publish;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;

/**
 * A private Ed25519 key (RFC 8032) that receipts are signed with. It is kept in memory alone and shows itself to nobody. The same bytes always get the same
 * signature. Safe for use by several threads.
 */
public final class SigningKey {
    /** How a signature is named, after the file that it is of. */
    public static final String SIGNATURE_ENDING = ".sig";

    static final String ALGORITHM = "Ed25519";

    private final PrivateKey key;

    private SigningKey(PrivateKey key) {
        this.key = key;
    }

    /**
     * Reads a key.
     *
     * @param pem PKCS#8, not encrypted, as {@code openssl genpkey -algorithm ed25519} writes it
     * @throws IllegalArgumentException saying what it is instead, without a word of it
     */
    public static SigningKey of(String pem) {
        byte[] encoded = Pem.bytes(pem, "PRIVATE KEY");
        try {
            return new SigningKey(factory().generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (InvalidKeySpecException another) {
            throw new IllegalArgumentException("holds another kind of private key; expected " + ALGORITHM);
        }
    }

    /** Signs bytes; 64 bytes. */
    public byte[] sign(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform from 15 on has " + ALGORITHM, e);
        }
    }

    static KeyFactory factory() {
        try {
            return KeyFactory.getInstance(ALGORITHM);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform from 15 on has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "a private " + ALGORITHM + " key";
    }
}
