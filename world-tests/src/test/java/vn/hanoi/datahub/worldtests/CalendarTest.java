package vn.hanoi.datahub.worldtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Regime;
import vn.hanoi.datahub.domain.period.ReportingPeriod;
import vn.hanoi.datahub.domain.period.ReportingPeriod.Kind;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;

/**
 * The days of the offices and the due moments of every period from 2020 to 2027, against the legal rule in SQL. The
 * calendar's own periods get a deadline here, at the end of the third working day.
 */
class CalendarTest {

    private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);
    private static final LocalDate END = LocalDate.of(2028, 1, 1);

    private static Catalogue catalogue;
    private static Connection oracle;

    @BeforeAll
    static void load(@TempDir Path folder) throws Exception {
        try (InputStream yaml =
                Objects.requireNonNull(Catalogue.class.getResourceAsStream("/catalogue/regimes.yaml"))) {
            Files.writeString(
                    folder.resolve("regimes.yaml"),
                    new String(yaml.readAllBytes(), StandardCharsets.UTF_8)
                            .replace("  lastDay: last\n", "  lastDay: last\n  deadline: {workingDays: 3, hour: 24}\n"));
        }
        catalogue = CatalogueLoader.load(CatalogueFiles.in(folder));
        oracle = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = oracle.createStatement();
                InputStream sql =
                        Objects.requireNonNull(CalendarTest.class.getResourceAsStream("oracle-calendar.sql"))) {
            statement.execute(
                    "CREATE TABLE regime AS FROM (VALUES ('calendar', NULL, 3, 24), ('nd-09-2019', 14, 1, 17)) "
                            + "r(id, last_day, working_days, hour)");
            statement.execute(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @AfterAll
    static void close() throws Exception {
        oracle.close();
    }

    @Test
    void theDaysOfTheOfficesAreThoseOfTheLaw() throws Exception {
        TreeSet<String> expected = new TreeSet<>();
        try (Statement statement = oracle.createStatement();
                ResultSet rows = statement.executeQuery("SELECT day FROM working_day WHERE day < DATE '" + END + "'")) {
            while (rows.next()) {
                expected.add(rows.getString(1));
            }
        }

        assertThat(expected)
                .as("worked out by hand: Tết, days made up for, and days exchanged")
                .doesNotContain("2021-02-16", "2022-05-03", "2023-01-26", "2026-08-31")
                .contains("2021-02-17", "2022-05-04", "2024-05-04", "2026-02-23");
        TreeSet<String> days = FIRST.datesUntil(END)
                .filter(catalogue.workingDays()::isWorkingDay)
                .map(LocalDate::toString)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(days).isEqualTo(expected);
    }

    @Test
    void everyReportIsDueWhenTheLawSays() throws Exception {
        TreeMap<String, String> expected = new TreeMap<>();
        try (Statement statement = oracle.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT text, first || ' to ' || last || ', due ' || strftime(due, '%Y-%m-%dT%H:%M') FROM due")) {
            while (rows.next()) {
                expected.put(rows.getString(1), rows.getString(2));
            }
        }
        TreeMap<String, String> due = new TreeMap<>();
        for (Regime regime : catalogue.regimes().values()) {
            Regime.Deadline deadline = Objects.requireNonNull(regime.deadline());
            regime.kinds().stream()
                    .filter(kind -> kind != Kind.YEAR_TO_DATE)
                    .flatMap(kind -> regime.between(kind, FIRST, END).stream())
                    .filter(period ->
                            !period.from().isBefore(FIRST) && !period.to().isAfter(END))
                    .forEach(period -> due.put(period.text(), said(period, deadline)));
        }

        assertThat(expected)
                .as("worked out by hand: the month ends on a Saturday in Tết, and the 23rd is a Monday")
                .containsEntry("2026-02@nd-09-2019", "2026-01-15 to 2026-02-14, due 2026-02-23T17:00")
                .containsEntry("2024-04", "2024-04-01 to 2024-04-30, due 2024-05-05T00:00")
                .hasSizeGreaterThan(700);
        assertThat(due).isEqualTo(expected);
    }

    private static String said(ReportingPeriod period, Regime.Deadline deadline) {
        return period.from() + " to " + period.to().minusDays(1) + ", due "
                + CityTime.at(catalogue.workingDays().due(period, deadline));
    }
}
