package dev.siiwad.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** With the second key of RFC 8032, section 7.1, wrapped as openssl does. */
class SigningKeyTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final String PRIVATE = pem(
            "PRIVATE KEY",
            HEX.parseHex("302e020100300506032b657004220420"
                    + "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
    private static final String PUBLIC = pem(
            "PUBLIC KEY",
            HEX.parseHex(
                    "302a300506032b6570032100" + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"));
    private static final byte[] MESSAGE = {0x72};
    private static final byte[] SIGNATURE =
            HEX.parseHex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                    + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");

    @Test
    void signsAsTheRfcDoes() {
        assertThat(SigningKey.of(PRIVATE).sign(MESSAGE)).isEqualTo(SIGNATURE);
        assertThat(VerifyingKey.of(PUBLIC).verifies(MESSAGE, SIGNATURE)).isTrue();
    }

    @Test
    void knowsNoOtherBytesAndNoOtherSignature() {
        VerifyingKey key = VerifyingKey.of(PUBLIC);
        assertThat(key.verifies(new byte[] {0x73}, SIGNATURE)).isFalse();
        for (int i = 0; i < SIGNATURE.length; i++) {
            byte[] flipped = SIGNATURE.clone();
            flipped[i] ^= 1;
            assertThat(key.verifies(MESSAGE, flipped)).isFalse();
        }
        assertThat(key.verifies(MESSAGE, new byte[0])).isFalse();
        assertThat(key.verifies(MESSAGE, new byte[1000])).isFalse();
    }

    @Test
    void saysWhatAFileHoldsInsteadOfAKeyAndQuotesNoneOfIt() throws NoSuchAlgorithmException {
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(1024);
        byte[] other = rsa.generateKeyPair().getPrivate().getEncoded();
        refused("sesame", "holds no PEM block; expected BEGIN PRIVATE KEY");
        refused(PUBLIC, "holds BEGIN PUBLIC KEY; expected BEGIN PRIVATE KEY");
        refused(pem("ENCRYPTED PRIVATE KEY", other), "holds BEGIN ENCRYPTED PRIVATE KEY; expected BEGIN PRIVATE KEY");
        refused(pem("PRIVATE KEY", other), "holds another kind of private key; expected Ed25519");
        refused(pem("PRIVATE KEY", new byte[] {1, 2, 3}), "holds another kind of private key; expected Ed25519");
        assertThatThrownBy(() -> VerifyingKey.of(PRIVATE))
                .hasMessage("holds BEGIN PRIVATE KEY; expected BEGIN PUBLIC KEY");
        assertThat(SigningKey.of(PRIVATE)).hasToString("a private Ed25519 key");
    }

    private static void refused(String pem, String why) {
        assertThatThrownBy(() -> SigningKey.of(pem))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(why)
                .hasNoCause();
    }

    private static String pem(String label, byte[] bytes) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }
}
