package dev.siiwad.publish;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;

/** The public part of a {@link SigningKey}. Safe for use by several threads. */
public final class VerifyingKey {
    private final PublicKey key;

    private VerifyingKey(PublicKey key) {
        this.key = key;
    }

    /**
     * Reads a key.
     *
     * @param pem as {@code openssl pkey -pubout} writes it
     * @throws IllegalArgumentException saying what it is instead
     */
    public static VerifyingKey of(String pem) {
        byte[] encoded = Pem.bytes(pem, "PUBLIC KEY");
        try {
            return new VerifyingKey(SigningKey.factory().generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (InvalidKeySpecException another) {
            throw new IllegalArgumentException("holds another kind of public key; expected " + SigningKey.ALGORITHM);
        }
    }

    /** Whether this signature, whatever it is, is of these bytes by the private key that belongs to this one. */
    public boolean verifies(byte[] bytes, byte[] signature) {
        try {
            Signature check = Signature.getInstance(SigningKey.ALGORITHM);
            check.initVerify(key);
            check.update(bytes);
            return check.verify(signature);
        } catch (SignatureException notOne) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform from 15 on has " + SigningKey.ALGORITHM, e);
        }
    }
}
