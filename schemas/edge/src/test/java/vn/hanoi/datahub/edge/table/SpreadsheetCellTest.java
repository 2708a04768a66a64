package vn.hanoi.datahub.edge.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetCellTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+cmd|' /C calc'!A0",
                "-2+3",
                "@SUM(1)",
                "\t=1",
                "\r=1",
                "=HYPERLINK(\"http://x\")",
                "-",
                "--1",
                "'=1",
                " =1+1",
                "\u00a0@SUM(1)",
                "\u200b=1",
                "\ufeff=1",
                "\"=1\"",
                "“+1+1",
                "＝1+1",
                "－1+1",
                "＠SUM(1)",
                "﹦1",
                "\n=1",
                "\"\t=1",
                "'q"
            })
    void whatASpreadsheetWouldRunIsText(String text) {
        assertThat(SpreadsheetCell.harmless(text)).isEqualTo("'" + text);
        assertThat(SpreadsheetCell.plain("'" + text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "-5",
                "+5",
                "-1,5",
                "-1.234,5",
                "1e-7",
                "-1E+5",
                "a=b",
                "a =1",
                "\"a\"",
                " a",
                "(-5)",
                "00004",
                "đất đai"
            })
    void allElseStaysAsItIs(String text) {
        assertThat(SpreadsheetCell.harmless(text)).isEqualTo(text);
    }
}
