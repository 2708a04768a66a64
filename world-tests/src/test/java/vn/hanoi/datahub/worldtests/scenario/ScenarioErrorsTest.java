package vn.hanoi.datahub.worldtests.scenario;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opentest4j.AssertionFailedError;

/** What is wrong in a scenario is told with file and line, and a scenario that does not hold is told line by line. */
class ScenarioErrorsTest {

    private static final String RIGHT = """
            A dossier

            It is resolved.

            Given
              2025-08-10 09:00 H26.X00004 dossier d1 resolved, due 2025-08-20
            When
              2025-08-11 09:00 H26.X00004 dossier d2 resolved, due 2025-08-10
            Then
              Phường Ba Đình 2025-08 on time 1/2 = 50
              outcomes: applied 2
            """;

    private static void play(String text, Path folder) throws Exception {
        new ScenarioRun(Scenario.read("X01.txt", text), ScenariosTest.CATALOGUE, ScenariosTest.words()).play(folder);
    }

    @Test
    void theScenarioTheOthersAreMadeOfIsRight(@TempDir Path folder) throws Exception {
        play(RIGHT, folder);
    }

    @ParameterizedTest(name = "{1} -> {2}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^', // an apostrophe is one here, and a bar a new line
            value = {
                "A dossier; Given; X01.txt:1: a scenario begins with its title",
                "It is resolved.; # It is resolved.; X01.txt:1: a sentence that says what it is about",
                "Given; given; X01.txt:6: indented, but not under a heading",
                "When; Then; X01.txt:7: 'When' has to stand here",
                "outcomes: applied 2; outcomes: applied 2|When; X01.txt:12: nothing stands under it",
                "Then; # Then; X01.txt:11: 'Then' has to stand after this line",
                "Then; then; X01.txt:9: neither indented nor a heading",
                "outcomes: applied 2; outcome: applied 2; X01.txt:11: not a value",
                "2025-08-11 09:00; 2025-08-11; X01.txt:8: not an event",
                "2025-08-11 09:00; 2025-02-30 09:00; X01.txt:8: there is no moment '2025-02-30 09:00'",
                "due 2025-08-10; due 2025-13-10; X01.txt:8: there is no moment '2025-13-10'",
                "due 2025-08-10; due tomorrow; X01.txt:8: nothing is meant by 'due tomorrow' here",
                "due 2025-08-10; due 2025-08-10, in progress; X01.txt:8: 'in progress' says something of status once more",
                "due 2025-08-10; due 2025-08-10, in Phường Nowhere; X01.txt:8: no unit is called 'Phường Nowhere'",
                "due 2025-08-10; due 2025-08-10, in Phường Trúc Bạch; X01.txt:8: no unit called 'Phường Trúc Bạch' in force on 2025-08-11",
                "H26.X00004 dossier d2; H26.X99999 dossier d2; X01.txt:8: there is no agency 'H26.X99999'",
                "H26.X00004 dossier d2; H26.HCC dossier d2; X01.txt:8: where? H26.HCC has no commune of its own",
                "dossier d2; dosier d2; X01.txt:8: there is no kind of events called 'dosier'",
                "  2025-08-11 09:00; event e-9 again|  2025-08-11 09:00; X01.txt:8: no event before it has this id",
                "2025-08-11 09:00; the clock says 2025-08-09 09:00|  2025-08-11 09:00; X01.txt:8: the clock does not go back",
                "Phường Ba Đình 2025-08; Phường Nowhere 2025-08; X01.txt:10: no unit is called 'Phường Nowhere'",
                "Phường Ba Đình 2025-08; Xã Mê Linh 2025; X01.txt:10: 2 units called 'Xã Mê Linh' in force in 2025",
                "2025-08 on time; 2025-13 on time; X01.txt:10: there is no period '2025-13'",
                "on time 1/2; in time 1/2; X01.txt:10: there is no indicator called 'in time'",
                "on time 1/2; on time at all 1/2; X01.txt:10: nothing is meant by 'at all' here",
                "Phường Ba Đình 2025-08 on time; Phường Ba Đình 2025-08-10T09 on time; X01.txt:10: of dg.tthc_on_time there are values for [DAY, MONTH, QUARTER, YEAR]",
                "2025-08 on time; 2025-08 reports online; X01.txt:10: of dg.reports_online there are values for",
                "on time 1/2; linked to an identifier of H26.X99999 1/2; X01.txt:10: there is no agency 'H26.X99999', and dg.dossiers_linked_personal_id has parts by []",
                "1/2 = 50; 50 %; X01.txt:10: not a value"
            })
    void tellsWhatItDoesNotUnderstand_andWhere(String right, String wrong, String message, @TempDir Path folder) {
        String text = RIGHT.replace(right, wrong.replace("|", "\n"));

        assertThatThrownBy(() -> play(text, folder))
                .isInstanceOf(NotUnderstoodException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void showsExpectedAndActualBesideEachOther(@TempDir Path folder) {
        assertThatThrownBy(() -> play(RIGHT.replace("1/2 = 50", "2/2 = 100"), folder))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessage("""
                        A dossier
                                        expected                                  |  actual
                        >>> X01.txt:10  Phường Ba Đình 2025-08 on time 2/2 = 100  |  Phường Ba Đình 2025-08 on time 1/2 = 50
                            X01.txt:11  outcomes: applied 2                       |  outcomes: applied 2""");
    }

    @Test
    void whatIsRefusedHasToBeNamed(@TempDir Path folder) {
        assertThatThrownBy(() -> play(RIGHT.replace("due 2025-08-20", "due 2025-08-20, in Phường Ngọc Hà"), folder))
                .hasMessageContaining(">>> X01.txt:11  (nothing)")
                .hasMessageContaining("|  refused: d1, not-your-area");
    }

    @Test
    void whatIsRejectedHasToBeNamed(@TempDir Path folder) {
        String text =
                RIGHT.replace("due 2025-08-20", "due 2025-08-20, id e-1").replace("d2 resolved", "d1 resolved, id e-1");

        assertThatThrownBy(() -> play(text, folder)).hasMessageContaining("|  rejected: d1, id-reused");
    }

    @Test
    void whereOneAlertIsNamedAllHaveToBe(@TempDir Path folder) {
        String text = """
                A river

                It rises.

                When
                  2025-09-10 08:00 H26.NNMT river long-bien: 9.6 m, in Phường Hồng Hà
                Then
                  alert: Phường Hồng Hà, long-bien, Mực nước sông: BĐ1, moderate, open
                When
                  2025-09-10 09:00 H26.NNMT river long-bien: 10.6 m, in Phường Hồng Hà
                Then
                  outcomes: applied 2
                """;

        assertThatThrownBy(() -> play(text, folder))
                .hasMessageContaining(">>> X01.txt:12  (nothing)")
                .hasMessageContaining("|  alert: Phường Hồng Hà, long-bien, Mực nước sông: BĐ2, severe, open");
    }

    @Test
    void whatIsExpectedAndNotSoIsTold(@TempDir Path folder) {
        String text = RIGHT.replace("outcomes: applied 2", "refused: d2, not-your-area");

        assertThatThrownBy(() -> play(text, folder))
                .hasMessageContaining(">>> X01.txt:11  refused: d2, not-your-area               |  (nothing)");
    }

    @Test
    void wordsThatMeanNothingAreTold() {
        assertThatThrownBy(() -> Words.read("words.txt", "indicators\n  on time\n"))
                .hasMessageStartingWith("words.txt:2: no colon stands between");
        assertThatThrownBy(() -> Words.read("words.txt", "indicators\n  a: b\n  a: c\n"))
                .hasMessageStartingWith("words.txt:3: there are two of it");
        assertThatThrownBy(() -> Words.read("words.txt", "event dossier\n"))
                .hasMessageStartingWith("words.txt:1: neither 'indicators' nor 'event … is …'");
        assertThatThrownBy(() -> Words.read("words.txt", "event a is b\n  due {day}: dueAt = {1}\n"))
                .hasMessageStartingWith("words.txt:2: there is no gap called {day}");
        assertThatThrownBy(() -> Words.read("words.txt", "event a is b\n  due: dueAt\n"))
                .hasMessageStartingWith("words.txt:2: not a field and what is put into it: 'dueAt'");
    }
}
