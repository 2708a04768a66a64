package vn.hanoi.datahub.query.history;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The history in a real PostgreSQL, which the tests share. */
@Execution(ExecutionMode.SAME_THREAD)
class PostgresHistoryTest extends HistoryContract {

    private static LocalPostgres postgres;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(LocalPostgres.programs().isPresent(), "PostgreSQL is not installed (package postgresql)");
        postgres = LocalPostgres.start(LocalPostgres.programs().get());
    }

    @AfterAll
    static void stop() {
        if (postgres != null) {
            postgres.close();
        }
    }

    private boolean opened;

    @Override
    HistoryDatabase open() throws Exception {
        if (!opened) {
            postgres.empty();
            opened = true;
        }
        return HistoryDatabase.open(postgres.url(), "hub", "", "");
    }
}
