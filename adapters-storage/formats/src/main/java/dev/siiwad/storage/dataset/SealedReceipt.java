package dev.siiwad.storage.dataset;

import dev.siiwad.publish.Receipt;
import dev.siiwad.publish.SigningKey;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A receipt as it is published: its bytes, and beside them, where there is a key, a signature over all of them. The signature is shown before the receipt,
 * which is the commit point: so what is published is signed. Public for every publisher.
 */
public final class SealedReceipt {
    private final Receipt receipt;
    private final DatasetNames names;
    private final byte[] json;
    private final Optional<byte[]> signature;

    private SealedReceipt(Receipt receipt, byte[] json, Optional<byte[]> signature) {
        this.receipt = receipt;
        this.names = new DatasetNames(receipt.checkpoint().runId());
        this.json = json;
        this.signature = signature;
    }

    /** @param key signs it, if there is one */
    public static SealedReceipt of(Receipt receipt, String programVersion, Optional<SigningKey> key) {
        byte[] json = StoredReceipt.of(receipt, programVersion).json();
        return new SealedReceipt(receipt, json, key.map(signs -> signs.sign(json)));
    }

    /** The name of its file. */
    public String name() {
        return names.receipt();
    }

    public byte[] json() {
        return json.clone();
    }

    /** The signature; empty if there was no key. */
    public Optional<byte[]> signature() {
        return signature.map(byte[]::clone);
    }

    /** The name of the file with the signature, beside the receipt, which does not name it. */
    public String signatureName() {
        return names.signature();
    }

    /** The names of all files of the dataset. */
    public Set<String> published() {
        Set<String> published = receipt.files().stream()
                .map(Receipt.PublishedFile::name)
                .collect(Collectors.toCollection(TreeSet::new));
        published.add(names.receipt());
        signature.ifPresent(bytes -> published.add(names.signature()));
        return published;
    }
}
