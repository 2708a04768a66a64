package vn.hanoi.datahub.query.history;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The embedded history. */
class DuckDbHistoryTest extends HistoryContract {

    @TempDir
    private Path folder;

    @Override
    HistoryDatabase open() {
        return HistoryDatabase.open("jdbc:duckdb:" + folder.resolve("new/values.duckdb"), "", "", "200MB");
    }
}
