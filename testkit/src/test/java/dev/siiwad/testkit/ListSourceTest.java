package dev.siiwad.testkit;

import dev.siiwad.source.Source;

/** The source that stands in for real ones in tests keeps to their contract. */
class ListSourceTest extends SourceContract {
    @Override
    protected Source open() {
        return ListSource.of(23).knowingItsSize();
    }
}
