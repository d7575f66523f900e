package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.document.Document;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.testkit.DurableOperations.Fault;
import dev.siiwad.transform.Outcome;
import dev.siiwad.transform.Transform;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a transform needs is loaded before a document is in flight, so that none is blamed for it. */
class PreparedTransformTest {
    private final Rig rig = new Rig();

    @Test
    void aNewRunIsNotBegunWhereItCannotBeLoaded() throws IOException {
        Needing model = new Needing();
        rig.transform(model);
        model.missing = true;
        DurableOperations operations = new DurableOperations();
        assertThatThrownBy(() -> rig.run(source(), RunRequest.defaults(), operations))
                .isInstanceOf(IOException.class)
                .hasMessage("the model is missing");
        assertThat(operations.log()).isEmpty();

        model.missing = false;
        RunReport report = rig.run(source(), RunRequest.defaults(), new DurableOperations());
        assertThat(((RunReport.Completed) report).receipt().tally().read()).isEqualTo(100);
    }

    @Test
    void aRunThatGoesOnIsPreparedToo() {
        Needing model = new Needing();
        rig.transform(Transform.withEarlier(Transform.chain(List.of(model)), List.of()));
        assertThatThrownBy(() -> rig.run(
                        source(),
                        RunRequest.defaults().withCheckpointEvery(10),
                        new DurableOperations().plan(12, Fault.CRASH_BEFORE)))
                .isInstanceOf(SimulatedCrash.class);
        model.missing = true;
        assertThatThrownBy(() -> rig.run(source(), RunRequest.defaults(), new DurableOperations()))
                .isInstanceOf(IOException.class)
                .hasMessage("the model is missing");
    }

    private static ListSource source() {
        return ListSource.of(100);
    }

    /** Keeps everything, if it has been prepared. */
    private static final class Needing implements Transform {
        private boolean missing;
        private boolean prepared;

        @Override
        public void prepare() throws IOException {
            prepared = !missing;
            if (missing) {
                throw new IOException("the model is missing");
            }
        }

        @Override
        public Outcome apply(Document document) {
            assertThat(prepared).isTrue();
            return new Outcome.Kept(document);
        }

        @Override
        public String describe() {
            return "needing/1";
        }
    }
}
