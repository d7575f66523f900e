package dev.siiwad.storage.dataset;

import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.VerifyingKey;
import dev.siiwad.source.SourceId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Checks who signed receipts. A signature is over all bytes of a receipt, so that openssl can check it as well. */
public final class ReceiptSignatures {
    private static final int RECEIPT_BYTES_MAX = 64 << 20;

    private final VerifyingKey key;
    private final List<String> signed = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();

    public ReceiptSignatures(VerifyingKey key) {
        this.key = key;
    }

    /** Checks every receipt of some sources. */
    public void check(Datasets datasets, Collection<SourceId> sources) throws IOException {
        for (SourceId source : sources) {
            for (String name : datasets.files(source)) {
                if (DatasetNames.isReceipt(name.substring(name.lastIndexOf('/') + 1))) {
                    check(datasets.where(source) + "/" + name, file -> datasets.open(source, name + file));
                }
            }
        }
    }

    /** Checks a receipt on this machine. */
    public void check(Path receipt) throws IOException {
        check(receipt.toString(), file -> Files.newInputStream(receipt.resolveSibling(receipt.getFileName() + file)));
    }

    /** The receipts that were signed by the key, one line each. */
    public List<String> signed() {
        return List.copyOf(signed);
    }

    /** The receipts that were not, or that were changed since, one line each. */
    public List<String> findings() {
        return List.copyOf(findings);
    }

    /** Opens the receipt, or the file beside it whose name has this ending more. */
    @FunctionalInterface
    private interface Opening {
        InputStream open(String ending) throws IOException;
    }

    private void check(String receipt, Opening opening) throws IOException {
        byte[] bytes = bytes(receipt, opening.open(""));
        Optional<byte[]> signature = signature(receipt, opening);
        if (signature.isEmpty()) {
            findings.add(receipt + ": is not signed; " + DatasetNames.signatureOf(receipt) + " is not there");
        } else if (key.verifies(bytes, signature.get())) {
            signed.add(receipt + ": signed by this key");
        } else {
            findings.add(DatasetNames.signatureOf(receipt) + ": is not a signature of the receipt by this key; another"
                    + " key signed it, or one of the two files was changed since");
        }
    }

    private static Optional<byte[]> signature(String receipt, Opening opening) throws IOException {
        try {
            return Optional.of(bytes(DatasetNames.signatureOf(receipt), opening.open(DatasetNames.signatureOf(""))));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(String name, InputStream opened) throws IOException {
        try (InputStream in = opened) {
            byte[] bytes = in.readNBytes(RECEIPT_BYTES_MAX + 1);
            if (bytes.length > RECEIPT_BYTES_MAX) {
                throw new IOException(name + ": has more than " + RECEIPT_BYTES_MAX + " bytes");
            }
            return bytes;
        }
    }
}
