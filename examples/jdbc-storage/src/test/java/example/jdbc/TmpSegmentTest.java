package example.jdbc;

import dev.siiwad.segment.SegmentStore;
import dev.siiwad.testkit.Checkpoints;
import dev.siiwad.testkit.SegmentStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class TmpSegmentTest extends SegmentStoreContract {
    @TempDir
    private Path place;

    @Override
    protected SegmentStore open() throws IOException {
        return H2.open(place).segments(Checkpoints.SOURCE);
    }
}
