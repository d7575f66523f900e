package example.warc;

import dev.siiwad.source.Source;
import dev.siiwad.testkit.SourceContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class WetContractTest extends SourceContract {
    @TempDir
    private Path directory;

    @Override
    protected Source open() throws IOException {
        return new WetSource(Wet.small(12).write(directory), Wet.INFO);
    }
}
